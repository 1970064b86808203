"""A worker meets the bot: consents, language, registration, and what stands in the way of it."""

import asyncio
import json

import pytest

from domain.erasing.words import OF_OTHERS
from domain.platform.access import Action
from domain.platform.numbers.documents import DocumentUnclear
from domain.platform.text import N_, say
from domain.requests.thread_words import KEPT
from domain.units.steps import Role
from handlers.erasing import erasing
from handlers.people import links
from handlers.platform.turn import Turn
from models.people import Person
from models.units import Unit
from services.officers import invitations
from services.people.registration import NeedsALook
from services.platform.work import Work
from simulator import Player
from tests.town import Town
from tests.words import ASKED, t
from tests.workers import agrees, registers, registers_as

LIN_ID = "990101197803120034"


def person_row(town: Town, person_id: int) -> Person:
    with town.program.database.work() as session:
        return session.get_one(Person, person_id)


async def at_the_id(player: Player) -> None:
    """Come as far as the question for the resident id."""
    await agrees(player)
    await player.sees(t("What is your name?"))
    await player.sends("林示例")
    await player.sees(t("On which mobile number can the union reach you?"))
    await player.sends("138-0013-8000")
    await player.sees(t("What is the number on your identity card or other document?"))


async def test_a_worker_searches_the_unit_and_types_the_phone(town: Town) -> None:
    lin = town.lin
    await agrees(lin, "")
    await lin.sees(t("Where do you work? Type a part of the name of your unit."))
    await lin.sends("機械廠 車間")  # in traditional signs, as the unit is not written
    await lin.presses("机械厂二车间")
    await lin.sees(t("What is your name?"))
    await lin.sends("林 示例")
    await lin.sees(t("On which mobile number can the union reach you?"))
    await lin.sends("+86 138 0013 8000")
    await lin.sees("138****8000")
    await lin.sends(LIN_ID)
    await lin.sees("990101********0034")
    await lin.presses(t("Everything is right"))
    await lin.sees(t("You are registered."), "机械厂二车间")
    row = person_row(town, lin.id)
    assert (row.name, row.unit_id, row.resident_id, row.phone) == ("林示例", 5, LIN_ID, "13800138000")


async def test_the_phone_key_appears_and_goes(town: Town) -> None:
    lin = town.lin
    await agrees(lin)
    await lin.sees(t("What is your name?"))
    await lin.sends("林示例")
    await lin.sees("👇")
    assert lin.keyboard == [[t("📱 Share my phone number")]]
    await lin.shares_contact("+8613800138000")
    await lin.sees(t("Your phone number is noted."))
    await lin.sees(t("What is the number on your identity card or other document?"))
    assert lin.keyboard == []


async def test_somebody_elses_contact_is_not_taken(town: Town) -> None:
    lin = town.lin
    await agrees(lin)
    await lin.sees(t("What is your name?"))
    await lin.sends("林示例")
    await lin.sees(t("On which mobile number can the union reach you?"))
    await lin.client.post(
        f"/sim/people/{lin.id}/send", {"contact": {"phone_number": "13900139000", "first_name": "李", "user_id": 1002}}
    )
    await lin.sees(t("That is somebody else's contact. Please share your own number with the button, or type it."))


async def test_the_message_with_the_id_is_deleted(town: Town) -> None:
    lin = town.lin
    await at_the_id(lin)
    message_id = await lin.sends(LIN_ID)
    await lin.sees(t("Is everything right?"))
    await lin.refresh(0.3)
    assert message_id not in {message.id for message in lin.messages}


async def is_gone(player: Player, message_id: int) -> bool:
    return await player.until(lambda: message_id not in {one.id for one in player.messages} or None, 5.0) is True


@pytest.mark.parametrize(
    "words",
    [f"{LIN_ID} 6222021234567890123", f"/case {LIN_ID}", f"/nonsense {LIN_ID}", "护照E12345678", f"我是{LIN_ID}"],
)
async def test_a_number_that_names_somebody_goes_wherever_it_stands(town: Town, words: str) -> None:
    await town.lin.sends("/language")
    assert await is_gone(town.lin, await town.lin.sends(words))


async def test_a_file_that_is_named_after_a_number_goes_and_others_stay(town: Town) -> None:
    lin = town.lin
    await lin.sends("/language")
    (stays,) = await lin.uploads(("诊断书.pdf", b"%PDF-1.4", "application/pdf"))
    (goes,) = await lin.uploads((f"{LIN_ID}.pdf", b"%PDF-1.4", "application/pdf"))
    assert await is_gone(lin, goes)
    assert stays in {message.id for message in lin.messages}
    (captioned,) = await lin.uploads(("病历.pdf", b"%PDF-1.4", "application/pdf"), caption=f"本人 {LIN_ID}")
    assert await is_gone(lin, captioned)
    edited = await lin.sends("你好")
    await lin.edits(edited, f"我的卡 6222021234567890123 和 {LIN_ID}")
    assert await is_gone(lin, edited)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("990101197803120035", N_("One of the digits seems to be mistyped: the last character does not fit. Please "
                                  "compare with the card.")),
        ("99010119780312003", N_("A resident id has 18 characters: 17 digits, then a digit or X. Please copy it again "
                                 "from the card.")),
        ("990101203003120034", N_("By this number the date of birth is still to come. Please compare digits 7 to 14 "
                                  "with the card.")),
        ("'; DROP TABLE person; --", DocumentUnclear.text),
        ("<b>😀</b>", DocumentUnclear.text),
    ],
)  # fmt: skip
async def test_a_wrong_id_is_explained(town: Town, typed: str, said: str) -> None:
    await at_the_id(town.lin)
    await town.lin.sends(typed)
    await town.lin.sees(t(said), t("What is the number on your identity card or other document?"))


async def test_full_width_digits_and_direction_marks_are_taken(town: Town) -> None:
    lin = town.lin
    await at_the_id(lin)
    await lin.sends("\u202e９９０１０１１９７８０３１２００３４\u202c")
    await lin.sees("990101********0034")


async def test_an_id_belongs_to_one_account(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    aygul = town.aygul
    await at_the_id(aygul)
    await aygul.sends(LIN_ID)
    await aygul.presses(t("Everything is right"))
    said = await aygul.sees(t(NeedsALook.text))
    assert "林" not in said.text
    await aygul.presses(t("Change an answer"))
    await aygul.presses(t("Id number"))
    await aygul.sees(t("What is the number on your identity card or other document?"))
    await aygul.sends("990101199105150307")
    await aygul.presses(t("Everything is right"))
    await aygul.sees(t("You are registered."))


async def test_a_unit_that_does_not_exist(town: Town) -> None:
    lin = town.lin
    await lin.follows("u_NOWHERE")
    await lin.sees(t("I do not know this unit, or it is closed by now. Please search for your unit by its name."))
    await lin.sees(t(ASKED))
    await lin.presses(t("Yes, I agree"))
    await lin.sees(t("<b>Sensitive data</b>"))
    await lin.presses(t("Yes, I agree"))
    await lin.sees(t("Where do you work? Type a part of the name of your unit."))
    await lin.sends("没有这个单位")
    offered = await lin.sees("没有这个单位")
    assert offered.labels[:3] == ["示例机械厂工会", "示例纺织厂工会", "示例市困难职工帮扶中心"]
    await lin.sends("别的什么")
    await lin.sees("别的什么")
    await lin.sends("我在机械厂一车间上班")
    await lin.sees(t("What is your name?"))


async def test_the_newest_poster_counts_and_what_was_chosen_before_is_asked(town: Town) -> None:
    lin = town.lin
    await agrees(lin, "u_P1")
    await lin.sees(t("What is your name?"))
    await lin.sends("林示例")
    await lin.sees(t("On which mobile number can the union reach you?"))
    await lin.follows("u_P2")
    await lin.sees("机械厂二车间", "机械厂一车间")
    await lin.presses("机械厂二车间")
    await lin.sees(t("On which mobile number can the union reach you?"))
    await lin.sends("138-0013-8000")
    await lin.sees(t("What is the number on your identity card or other document?"))
    await lin.sends(LIN_ID)
    await lin.presses(t("Everything is right"))
    await lin.sees(t("You are registered."), "机械厂二车间")
    await lin.follows("u_P1")
    await lin.sees(t("This poster is of <b>{unit}</b>. You are registered with {before}.",
                     unit="机械厂一车间", before="机械厂二车间"))  # fmt: skip
    await lin.presses(t("Yes, I have moved"))
    await lin.sees(t("Unit: {unit}", unit="机械厂二车间"))
    await finds_the_open_question_again(lin)


async def finds_the_open_question_again(lin: Player) -> None:
    """Scan a poster of another unit in the middle of a report, and go on with it after each answer."""
    goes_on = t("▶ Continue: {form} ({progress})", form=t("Hardship report"), progress="").split("（")[0]
    hukou = t("Where is your household registered (hukou)?")
    await lin.sends("/report")
    await lin.sees(hukou)
    await lin.follows("u_P1")
    await lin.presses(t("No, I am still with my unit"))
    await lin.sees(t("All right, you stay with {unit}.", unit="机械厂二车间"))
    await lin.sees(t("Your form goes on here:"), hukou)
    await lin.follows("u_P1")
    await lin.presses(t("Yes, I have moved"))
    shown = await lin.sees(t("Unit: {unit}", unit="机械厂二车间"))
    assert any(one.startswith(goes_on) for one in shown.labels), shown.labels
    await lin.presses(t("✏️ Something has changed"))
    await lin.presses(t("Worker: {what}", what=t("Unit")))
    await lin.sees(t("Where do you work? Type a part of the name of your unit."))
    await lin.presses(t("Pause"))
    await lin.presses(goes_on)
    await lin.sees(hukou)


async def test_without_consent_nothing_is_taken(town: Town) -> None:
    lin = town.lin
    await lin.sends("/start")
    await lin.presses(t("What happens to my data"))
    await lin.sees(t("<b>How your data is used</b>"))
    await lin.presses(t("I do not agree"))
    await lin.sees("/notices")
    await lin.sends("/report")
    await lin.sees(t("Before we can go on, please read how your data is used and agree to it: send /start."))


async def test_a_consent_is_withdrawn_and_given_again(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    sensitive = t("Sensitive data (health, money, children)")
    await lin.sends("/privacy")
    await lin.presses(t("Withdraw: {what}", what=sensitive))
    await lin.sees(
        t("If you withdraw, I take no new reports or applications that ask about health, money or children.")
    )
    await lin.presses(t("Yes, withdraw my consent"))
    await lin.sees(t("Your consent is withdrawn, from this moment on. To give it again, send /privacy or /start."))
    await lin.sends("/report")
    await lin.sees(t("Before we can go on, please read how your data is used and agree to it: send /start."))
    await lin.sends("/privacy")
    await lin.sees(t("{what}: not agreed", what=sensitive))
    await lin.presses(t("Agree: {what}", what=sensitive))
    await lin.sends("/privacy")
    await lin.presses(t("Consents so far"))
    shown = await lin.sees(t("<b>Your consents so far</b>"))
    assert shown.text.count(sensitive) == 3
    await lin.sends("/report")
    await lin.sees(t("Where is your household registered (hukou)?"))


async def test_who_handed_nothing_in_is_erased_at_once_and_can_begin_anew(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await lin.sends("/report")
    await lin.sees(t("Where is your household registered (hukou)?"))
    await lin.sends("/privacy")
    await lin.presses(t("Erase my data"))
    await lin.sees(t("<b>Erase my data</b>"), t(erasing.ALL.source), t(OF_OTHERS))
    await lin.presses(t("No, leave it as it is"))
    await lin.presses(t("Erase my data"))
    await lin.presses(t("Yes, erase my data"))
    await lin.sees(t("What you told me of yourself is erased. If you need us again, send /start."), t(OF_OTHERS))
    row = person_row(town, lin.id)
    assert (row.name, row.phone, row.resident_id, row.registered_at, row.consented_at) == (None,) * 5
    await lin.presses(t("▶ Begin"))
    await lin.sees(t(ASKED))
    await registers(lin, "DEMO-H01")


async def test_a_worker_sees_what_is_kept_masked(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await town.lin.sends("/privacy")
    await town.lin.presses(t("See what is kept"))
    shown = await town.lin.sees("林示例", "990101********0034", "138****8000", "机械厂一车间")
    assert LIN_ID not in shown.text


async def test_the_language_is_switched_before_anything_else(town: Town) -> None:
    lin = town.lin
    await lin.sends("/start")
    await lin.presses("English")
    await lin.sees("Hello, I am your trade union's assistant")
    await lin.sends("/language")
    await lin.sees("Which language would you like?")
    await lin.presses("繁體中文")
    await lin.sees(t("The language is changed. What would you like to do?", "zh_Hant"))
    await lin.sends("/help")
    await lin.sees(t("If you would rather speak with a person: the union's hotline is 12351.", "zh_Hant"))


async def test_an_invitation_waits_for_registration(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def accept(turn: Turn, token: str) -> None:
        turn.say(say("accepted {token}", token=token))

    link = links.Link("zz_", Action.ACCEPT_APPOINTMENT, accept)
    monkeypatch.setitem(links.LINKS, "zz_", link)
    lin = town.lin
    await lin.follows("zz_token")
    await lin.sees(t(ASKED))
    await registers_as(lin, "林示例", LIN_ID)
    await lin.sees("accepted token")


async def test_a_block_is_noted_and_taken_back(town: Town) -> None:
    lin = town.lin
    await lin.sends("/start")
    await lin.sees(t(ASKED))
    await lin.blocks()
    await _until(town, lin.id, blocked=True)
    await lin.unblocks()
    await _until(town, lin.id, blocked=False)


async def _until(town: Town, person_id: int, *, blocked: bool) -> None:
    for _ in range(100):
        if (person_row(town, person_id).blocked_at is not None) is blocked:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"blocked should be {blocked}")


async def test_whoever_is_not_registered_finds_the_way_in(town: Town) -> None:
    lin = town.lin
    await lin.sends("屋顶漏水了")
    shown = await lin.sees(t(KEPT, count=7))
    assert shown.labels[0] == t("▶ Begin")
    await lin.sends("/report")
    refused = await lin.sees(t("Before we can go on, please read how your data is used and agree to it: send /start."))
    assert refused.labels == [t("▶ Begin")]
    await lin.presses(t("▶ Begin"))
    await lin.sees(t(ASKED))
    await registers(lin, "DEMO-H01")
    await lin.sends("/menu")
    shown = await lin.sees(t("What would you like to do?"))
    assert t("▶ Begin") not in shown.labels
    assert any(len(row) == 2 for row in shown.buttons), "short labels stand two in a row"


async def test_an_invited_officer_reads_of_the_invitation_first(town: Town) -> None:
    with town.program.database.work() as session:
        unit = session.get_one(Unit, 4)
        name, link = (
            unit.name,
            invitations.invite(
                Work(session, town.program.house(), town.program.clock.now()),
                unit_id=unit.id,
                role=Role.CASE_OFFICER,
                by=town.admin.id,
            ).link,
        )
    await town.lin.follows(link.partition("start=")[2])
    invited = t(
        "You are invited to be {role} of {unit}. Please register first, two minutes.",
        role=t(Role.CASE_OFFICER.label.source),
        unit=name,
    )
    shown = await town.lin.sees(invited, t(ASKED))
    assert shown.text.startswith(invited)


async def test_leaving_before_the_phone_is_given_does_not_note_it(town: Town) -> None:
    lin = town.lin
    await agrees(lin)
    await lin.sees(t("What is your name?"))
    await lin.sends("林示例")
    await lin.sees("👇")
    await lin.presses(t("Pause"))
    await lin.sees(t("All right."))
    assert lin.keyboard == []


async def test_the_command_menu_is_in_the_language_that_was_chosen(town: Town) -> None:
    await town.lin.sends("/start")
    await town.lin.presses("繁體中文")
    await town.lin.sees("您")
    told = await _menu_of(town, town.lin.id)
    assert t("what I can do for you", "zh_Hant") in told


async def _menu_of(town: Town, person_id: int) -> list[str]:
    for _ in range(100):
        for call in await town.client.calls("setMyCommands"):
            scope = call["params"].get("scope")
            scope = json.loads(scope) if isinstance(scope, str) else scope
            if scope and scope.get("chat_id") == person_id:
                commands = call["params"]["commands"]
                listed = json.loads(commands) if isinstance(commands, str) else commands
                return [one["description"] for one in listed]
        await asyncio.sleep(0.05)
    return []
