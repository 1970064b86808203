"""Forms in the chat: leaving and coming back, changing answers, and everything odd that a person can send."""

from pathlib import Path

import pytest

from delivery.rendering import render_plain
from domain.forms.kinds import files_counted
from domain.platform.calendar import BEIJING
from domain.platform.text import N_
from domain.requests.threads import AgreeFirst
from simulator import Player
from tests import papers
from tests.data.households import answers_of, households
from tests.town import Town, running_town
from tests.words import NOT_SURE, t
from tests.workers import fills, fills_report, option, registers, registers_as, turns_to_last_page

JPEG = ("paper.jpg", papers.JPEG, "image/jpeg")
WAGE = N_("What do you earn a month yourself?")
FIRST = N_("Where is your household registered (hukou)?")
SECOND = N_("What do you do at present?")


async def begun(player: Player) -> None:
    """Register, and open the report at its first question."""
    await registers(player, "DEMO-H01")
    await player.sends("/report")
    await player.sees(t(FIRST))


async def at_the_papers(player: Player) -> None:
    """Fill in the report as far as the first paper."""
    await registers(player, "DEMO-H01")
    first = "paper_resident_id_copy"
    await fills_report(player, "DEMO-H01", until=first, paper_resident_id_copy=["one"], paper_household_book=["one"])
    await player.sees(option("paper", "resident_id_copy"))


# Leaving and coming back ---------------------------------------------------------------------------------------------


async def test_a_form_is_left_and_continued(town: Town) -> None:
    lin = town.lin
    await begun(lin)
    await lin.presses(option("hukou", "urban_local"))
    await lin.sees(t(SECOND))
    await lin.presses(t("Pause"))
    await lin.sees("1/7", t("Hardship report"))
    await lin.sends("The roof is leaking")
    await lin.sees(NOT_SURE)
    await lin.sends("/report")
    await lin.presses(t("Continue"))
    await lin.sees(t(SECOND))


async def test_a_form_is_begun_again(town: Town) -> None:
    lin = town.lin
    await begun(lin)
    await lin.presses(option("hukou", "urban_local"))
    await lin.sees(t(SECOND))
    await lin.sends("/report")
    await lin.presses(t("Start again"))
    await lin.sees(t(FIRST))


async def test_a_form_is_thrown_away(town: Town) -> None:
    lin = town.lin
    await begun(lin)
    await lin.presses(option("hukou", "urban_local"))
    await lin.sees(t(SECOND))
    await lin.sends("/cancel")
    await lin.presses(t("Throw it away"))
    await lin.sees(t("The form is gone, nothing of it is kept. Send /menu to see what else I can do."))
    await lin.sends("/report")
    await lin.sees(t(FIRST))


async def test_a_form_outlives_the_program(tmp_path: Path, policies_read_once: None) -> None:
    async with running_town(tmp_path) as town:
        await begun(town.lin)
        await town.lin.presses(option("hukou", "urban_local"))
        await town.lin.sees(t(SECOND))
    async with running_town(tmp_path) as town:
        lin = town.lin
        await lin.refresh()
        await lin.presses(option("work_status", "on_duty"))
        await lin.sees(t("How do you live?"))
        await lin.sends("/menu")
        shown = await lin.sees(t("What would you like to do?"))
        assert any(t("Hardship report") in label for label in shown.labels)


async def test_another_form_waits_with_its_answers(town: Town) -> None:
    lin = town.lin
    await lin.follows("u_P1")
    await lin.presses(t("Yes, I agree"))
    await lin.sees(t("<b>Sensitive data</b>"))
    await lin.presses(t("Yes, I agree"))
    await lin.sees(t("What is your name?"))
    await lin.sends("林示例")
    await lin.sees(t("On which mobile number can the union reach you?"))
    await lin.sends("/start")
    await lin.presses(t("Continue"))
    await lin.sees(t("On which mobile number can the union reach you?"))


# Back and change -----------------------------------------------------------------------------------------------------


async def test_back_leads_to_the_question_before_with_its_answer(town: Town) -> None:
    lin = town.lin
    await begun(lin)
    await lin.presses(option("hukou", "rural_local"))
    await lin.sees(t(SECOND))
    await lin.presses(t("‹ Back"))
    await lin.sees(t(FIRST), option("hukou", "rural_local"))
    await lin.sends("/skip")
    await lin.sees(t("This answer is needed, so it cannot be skipped. Press Help to see why, or save and go on later."))
    await lin.presses(option("hukou", "urban_other"))
    await lin.sees(t(SECOND), option("hukou", "urban_other"))


async def test_an_answer_is_changed_from_the_summary(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await fills_report(lin, "DEMO-H01")
    await turns_to_last_page(lin)
    await lin.presses(t("Change an answer"))
    await lin.sees(t("Which answer would you like to change? The others stay as they are."))
    while t("Your monthly income") not in lin.last.labels:
        await lin.presses(t("More »"))
        await lin.sees(t("Which answer would you like to change? The others stay as they are."))
    await lin.presses(t("Your monthly income"))
    await lin.sees(t(WAGE))
    await lin.sends("5000")
    await turns_to_last_page(lin)
    await lin.presses(t("Everything is right"))
    await lin.sees(t("relative hardship"))


async def test_help_unfolds_in_place(town: Town) -> None:
    lin = town.lin
    await begun(lin)
    await lin.presses(t("? Help"))
    help_text = "It is on the first page of your household book. The union helps you wherever you are registered."
    shown = await lin.sees(t(help_text))
    assert shown.edited


# Buttons that are not meant ------------------------------------------------------------------------------------------


async def test_a_stale_button_shows_where_we_are(town: Town) -> None:
    lin = town.lin
    await begun(lin)
    first = lin.last.id
    data = lin.last.data_of(option("hukou", "urban_other"))
    assert data
    await lin.presses(option("hukou", "urban_local"))
    await lin.sees(t(SECOND))
    await lin.press_data(data, first)
    assert await lin.toast() == t("That button is from an earlier step. Here is where we are.")
    await lin.refresh(0.2)
    assert t(SECOND) in lin.last.text


async def test_two_presses_at_once_count_once(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await fills_report(lin, "DEMO-H01")
    await turns_to_last_page(lin)
    await lin.presses(t("Everything is right"))
    shown = await lin.sees(t("<b>First calculation</b>"))
    data = shown.data_of(t("I confirm, send it"))
    assert data
    await lin.press_data(data, shown.id)
    await lin.press_data(data, shown.id)
    await lin.sends("/cases")
    seen = await lin.sees("2026-0001")
    assert "2026-0002" not in seen.text


@pytest.mark.parametrize("data", ["f:1:1:o.x", "f:99999:1:yes", "nonsense", "f:x", "go:nowhere", "fd:77:c", "💥" * 9])
async def test_forged_buttons_do_no_harm(town: Town, data: str) -> None:
    lin = town.lin
    await begun(lin)
    await lin.press_data(data, lin.last.id)
    assert await lin.toast()
    await lin.sends("/report")
    await lin.sees(t(FIRST))


async def test_another_persons_button_is_refused(town: Town) -> None:
    await begun(town.lin)
    data = town.lin.last.data_of(option("hukou", "urban_other"))
    assert data
    await registers_as(town.aygul, "阿依古丽·样本", "990101199105150307")
    await town.aygul.press_data(data, town.aygul.last.id)
    assert await town.aygul.toast() == t("This form is already sent or given up. Send /menu to see what is next.")
    await town.lin.presses(option("hukou", "urban_local"))
    await town.lin.sees(t(SECOND))


# Messages of every kind ----------------------------------------------------------------------------------------------


async def test_stickers_and_voices_get_the_question_again(town: Town) -> None:
    lin = town.lin
    await begun(lin)
    await lin.sends_sticker()
    await lin.sees(t("Please press one of the buttons under the question."), t(FIRST))
    await lin.sends_voice()
    await lin.sees(t("Please press one of the buttons under the question."), t(FIRST))


async def test_without_a_form_everything_gets_a_friendly_menu(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await lin.sends("屋顶漏水")
    await lin.sees(NOT_SURE)
    await lin.sends_sticker()
    await lin.sees(t("Thank you. I can only read words, photos and PDF files. Here is what I can help with:"))
    await lin.uploads(JPEG, as_photo=True)
    await lin.sees(t("Thank you. I do not know which paper this is: please open your case and press “Add a paper”."))
    await lin.sends("/nonsense")
    await lin.sees(t("I do not know that command. Here is what I can do:"))


async def test_an_edited_answer_says_how_to_change_it(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    message_id = await lin.sends("The roof is leaking")
    await lin.sees(NOT_SURE)
    await lin.edits(message_id, "The roof is leaking again")
    await lin.sees(t("‹ Back"))
    await lin.edits(message_id, "The roof is leaking again and again")
    await lin.edits(message_id, "990101197803120034")
    await lin.sees_nothing_of(t("‹ Back"))  # once is enough, as long as nothing else is said
    await lin.refresh(0.3)
    assert sum(t("‹ Back") in one.text for one in lin.messages) == 1
    assert message_id not in {message.id for message in lin.messages}


async def test_a_live_place_that_moves_is_met_with_silence(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await lin.moves_live()
    await lin.sees(t("Thank you. I can only read words, photos and PDF files. Here is what I can help with:"))
    await lin.sees_nothing_of(t("‹ Back"))


async def test_a_personal_number_outside_a_form_is_removed(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    message_id = await lin.sends("我的卡号是 6200 0000 0000 0005")
    await lin.sees(NOT_SURE)
    await lin.refresh(0.3)
    assert message_id not in {message.id for message in lin.messages}


async def test_forwarded_words_count_as_typed(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await fills_report(lin, "DEMO-H01", until="self_monthly_income")
    await lin.forwards("３５００")
    await lin.sees(t("Did other money come in over the last twelve months? How much, all together?"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("五" * 5000, N_("That is {length} characters, and at most {most} fit here. Please say it a little shorter.")),
        ("<b>示例</b> & “大学”", "<b>示例</b> & “大学”"),
        ("'; DROP TABLE draft; --", "'; DROP TABLE draft; --"),
        ("\u202eجامعة\u202c", "جامعة"),
        ("🎓🎓 示例", "🎓🎓 示例"),
    ],
)
async def test_words_of_every_kind(town: Town, typed: str, shown: str) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    daughter = {"relation": "daughter", "name": "林样一", "work_status": "student", "stage": "higher"}
    answers = {**answers_of(households()["DEMO-H01"]), "members": [daughter]}
    await lin.sends("/report")
    await fills(lin, answers, "zh_Hans", until="school")
    await lin.sends(typed)
    if len(typed) > 4096:
        await lin.sees(t(shown, length=4096 // 2, most=60))
    else:
        await lin.sees(shown, t("In which year did or does {name} begin at this school?", name="林样一"))


# Files ---------------------------------------------------------------------------------------------------------------


async def test_an_album_is_one_card(town: Town) -> None:
    lin = town.lin
    await at_the_papers(lin)
    three = render_plain(files_counted(3), "zh_Hans", timezone=BEIJING)
    await lin.refresh(0.3)  # what was said before is all there
    before = len([message for message in lin.messages if message.by_bot])
    await lin.uploads(*[(f"{n}.jpg", JPEG[1] + bytes([n]), JPEG[2]) for n in range(3)], as_photo=True)
    await lin.sees(t("Received: {files}. Send more, or press Done.", files=three))
    await lin.refresh(0.3)
    assert len([message for message in lin.messages if message.by_bot]) == before + 1
    await lin.presses(t("Done"))
    await lin.sees(three)


async def test_a_large_file_is_refused_kindly(town: Town) -> None:
    lin = town.lin
    await at_the_papers(lin)
    await lin.uploads(("big.pdf", bytes(21 * 1024 * 1024), "application/pdf"))
    await lin.sees(t("That file is larger than 20 MB and cannot be fetched. Please send a photo instead, or a smaller "
                     "file."))  # fmt: skip
    await lin.uploads(("song.mp3", b"ID3", "audio/mpeg"))
    await lin.sees(t("I can only take photos and PDF files. Please take a photo of the paper and send that."))
    await lin.uploads(("paper.pdf", papers.PDF, "application/pdf"))
    await lin.presses(t("Done"))
    await lin.sees(option("paper", "household_book"))


async def test_nobody_gets_stuck_in_a_form_whose_consent_is_gone(town: Town) -> None:
    lin = town.lin
    await begun(lin)
    sensitive = t("Sensitive data (health, money, children)")
    await lin.sends("/privacy")
    await lin.presses(t("Withdraw: {what}", what=sensitive))
    await lin.presses(t("Yes, withdraw my consent"))
    await lin.sees(t("Your consent is withdrawn, from this moment on. To give it again, send /privacy or /start."),
                   "1")  # fmt: skip
    await lin.sends("本地城镇")
    await lin.sees(t(AgreeFirst.text))
    await lin.sends("/menu")
    shown = await lin.sees(t("What would you like to do?"))
    assert not [label for label in shown.labels if t("Hardship report") in label]
    await lin.sends("/cancel")
    await lin.sees(t("No form is open, so there is nothing to stop."))
