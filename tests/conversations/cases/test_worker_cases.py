"""A worker's own cases: what stands there, a missing paper, taking a case back, correcting a returned one."""

from datetime import timedelta

import pytest
from sqlmodel import select

from domain.cases.buttons import Act, CasePress
from domain.platform.access import NotForYou
from domain.platform.calendar import BEIJING
from domain.policy.questions import TAKEN_OUT
from domain.procedure.state import Status
from models.procedure import AidCase, Decision, Paper
from services.platform.consent import ConsentWithdrawn
from simulator import Player
from tests.conversations.people.test_worker_registration import is_gone
from tests.papers import JPEG
from tests.papers import PDF as PDF_CONTENT
from tests.town import Town
from tests.words import t
from tests.workers import option, registers, registers_as, reports

PDF = ("paper.pdf", PDF_CONTENT, "application/pdf")

pytestmark = pytest.mark.xdist_group("one road")  # so that what they begin with is played once


async def with_case(town: Town) -> None:
    """Hand in the report of H01; its case is number 2026-0001."""
    await registers(town.lin, "DEMO-H01")
    await reports(town.lin, "DEMO-H01")
    await town.lin.sees("2026-0001")


async def opened(player: Player) -> str:
    """Open the case; return what is shown."""
    await player.sends("/cases")
    await player.sees(t("<b>Your cases</b>"))
    await player.presses("2026-0001")
    return (await player.sees(t("Handed in: {when}", when="")[:4])).text


def returned(town: Town, status: str = Status.RETURNED, verdict: str = "return") -> None:
    """Let the case come back as if the reviewer had decided so."""
    with town.program.database.work() as session:
        case = session.get_one(AidCase, 1)
        case.status, case.version = status, case.version + 1
        if status == Status.REFUSED:
            case.closed_at = town.program.clock.now()
        session.add(
            Decision(case_id=1, step="review", verdict=verdict, person_id=2002, role="reviewer",
                     reason="工资证明看不清", at=town.program.clock.now())
        )  # fmt: skip


async def test_no_case_yet(town: Town) -> None:
    await registers(town.lin, "DEMO-H01")
    await town.lin.sends("/cases")
    await town.lin.sees(t("You have no case yet. Report hardship first; aid can be applied for once the file is open."))


async def test_what_was_reported_stands_under_the_case_and_what_is_missing_has_a_button(town: Town) -> None:
    lin = town.lin
    await registers(lin, "DEMO-H01")
    await reports(lin, "DEMO-H01")
    handed_in = await lin.sees(t("Still missing:"))
    assert "12351" in handed_in.text
    assert t("Please send the missing papers by {day}.", day="X").split("X")[1] in handed_in.text
    assert t("See the case") in handed_in.labels
    papers = [label for label in handed_in.labels if label.startswith("📎")]
    assert papers
    missing = [line.removeprefix("– ") for line in handed_in.text.splitlines() if line.startswith("– ")]
    await lin.presses(f"还有{len(missing) - len(papers)}样材料")
    choice = await lin.sees(t("Which paper would you like to add?"))
    assert choice.labels[: len(missing)] == missing
    await opened(lin)
    assert set(papers) <= set(lin.last.labels)
    await lin.presses(t("What I reported"))
    await lin.sees(t("Income in the year: {amount}", amount="X").split("X")[0])
    answers = await lin.sees("王样本", "林样一")
    assert "**** 0005" in answers.text
    assert "990101197803120034" not in answers.text
    await lin.presses(t("‹ Back"))
    await lin.sees("2026-0001")
    await lin.presses(papers[0])
    await lin.sees(papers[0].removeprefix("📎 "))
    await lin.sends("2026-0001")
    await lin.sees("2026-0001", t("Handed in: {when}", when="")[:4])


@pytest.mark.town_at(story=with_case)
async def test_a_case_says_where_it_is_and_what_is_missing(town: Town) -> None:
    shown = await opened(town.lin)
    assert t("reviewer") in shown
    assert t("Still missing:") in shown
    assert option("paper", "wage_proof") in shown
    assert "吴审核" not in shown
    await town.lin.presses(t("Course of the case"))
    await town.lin.sees(t("Handed in"))


@pytest.mark.town_at(story=with_case)
async def test_a_missing_paper_is_added(town: Town) -> None:
    lin = town.lin
    await opened(lin)
    await lin.presses(t("Add a paper"))
    await lin.sees(t("Which paper would you like to add?"))
    await lin.presses(option("paper", "wage_proof"))
    await lin.sees(t("Please send: {paper}", paper=option("paper", "wage_proof")))
    await lin.uploads(PDF)
    await lin.presses(t("Done"))
    await lin.sees(t("Thank you, it is with case {number} now.", number="2026-0001"))
    assert f"– {option('paper', 'wage_proof')}" not in await opened(lin)


@pytest.mark.town_at(story=with_case)
async def test_a_photo_of_an_identity_paper_goes_from_the_chat_once_it_is_kept_and_others_stay(town: Town) -> None:
    lin = town.lin
    sent = {}
    for kind in ("wage_proof", "resident_id_copy"):
        await opened(lin)
        await lin.presses(t("Add a paper"))
        await lin.presses(option("paper", kind))
        pages = [("front.jpg", JPEG, "image/jpeg"), ("back.jpg", JPEG, "image/jpeg")]
        sent[kind] = await lin.uploads(*pages, as_photo=True)  # front and back as one album
        await lin.sees("2个文件")
        await lin.presses(t("Done"))
        told = await lin.sees(t("Thank you, it is with case {number} now.", number="2026-0001"))
        assert (t(TAKEN_OUT.source) in told.text) is (kind == "resident_id_copy")
    for page in sent["resident_id_copy"]:
        assert await is_gone(lin, page)
    assert set(sent["wage_proof"]) <= {message.id for message in lin.messages}
    with town.program.database.work() as session:
        papers = [paper for paper in session.exec(select(Paper)) if paper.kind == "resident_id_copy"]
    assert len(papers) == 2
    assert all(paper.stored_as for paper in papers), "they go once they are kept, not before"
    assert [paper.message_id for paper in papers] == [None, None]


@pytest.mark.town_at(story=with_case)
async def test_a_case_is_withdrawn_after_a_second_question(town: Town) -> None:
    lin = town.lin
    await opened(lin)
    await lin.presses(t("Withdraw"))
    await lin.presses(t("No, go on"))
    await lin.sees(t("Handed in: {when}", when="")[:4])  # for "Withdraw" is also a part of the other button's label
    await lin.presses(t("Withdraw"))
    await lin.presses(t("Yes, withdraw the case"))
    await lin.sees(t("withdrawn"))
    await lin.sends("/report")
    await lin.sees(t("Where is your household registered (hukou)?"))


@pytest.mark.town_at(story=with_case)
async def test_a_returned_case_is_corrected_and_handed_in_again(town: Town) -> None:
    lin = town.lin
    returned(town)
    assert "工资证明看不清" in await opened(lin)
    await lin.presses(t("Correct and hand in again"))
    shown = await lin.sees(t("<b>{title}: your answers</b>", title=t("Hardship report")))
    while t("More »") in shown.labels:
        await lin.presses(t("More »"))
        shown = await lin.sees(t("<b>{title}: your answers</b>", title=t("Hardship report")))
    await lin.presses(t("Everything is right"))
    await lin.presses(t("I confirm, send it"))
    await lin.sees(t("Case <b>{number}</b> is handed in again. I tell you how it goes on.", number="2026-0001"))
    with town.program.database.work() as session:
        assert session.get_one(AidCase, 1).status == Status.OPEN


@pytest.mark.town_at(story=with_case)
async def test_a_refused_case_can_be_objected_to(town: Town) -> None:
    lin = town.lin
    returned(town, Status.REFUSED, "refuse")
    await opened(lin)
    await lin.presses(t("Object to the decision"))
    await lin.sees(t("What is not right? Please tell us what you know, in your own words."))
    await lin.sends("工资证明已经重新拍过了，请再看一次。")
    await lin.presses(t("I confirm, send it"))
    await lin.sees(t("Your objection to case {number} is with the centre. You get an answer here.", number="2026-0001"))


@pytest.mark.town_at(story=with_case)
async def test_somebody_elses_case_stays_closed(town: Town) -> None:
    await registers_as(town.aygul, "阿依古丽·样本", "990101199105150307")
    for case_id in (1, 99):
        for act in Act:
            await town.aygul.press_data(CasePress(case_id, act).encode(), town.aygul.last.id)
            assert await town.aygul.toast() == t(NotForYou.text)


@pytest.mark.town_at(story=with_case)
async def test_who_withdrew_the_consent_sees_and_stops_the_own_case_and_comes_back(town: Town) -> None:
    lin = town.lin
    await lin.sends("/report")
    await lin.sends("/privacy")
    await lin.presses(t("Withdraw: {what}", what=t("Personal data")))
    await lin.presses(t("Yes, withdraw my consent"))
    await lin.sees(t("Your consent is withdrawn, from this moment on. To give it again, send /privacy or /start."))
    await town.station.sends("/pending")
    await town.station.presses("2026-0001")
    await town.station.presses(t("Open"))
    told = await town.station.sees(t(ConsentWithdrawn.text, number="2026-0001"))
    assert "林" not in told.text
    await opened(lin)
    await lin.presses(t("Add a paper"))
    await lin.sees(t("Before we can go on, please read how your data is used and agree to it: send /start."))
    await lin.sends("/privacy")
    await lin.presses(t("Agree: {what}", what=t("Personal data")))
    await opened(lin)
    await lin.presses(t("Add a paper"))
    await lin.sees(t("Which paper would you like to add?"))
    await opened(lin)
    await lin.presses(t("Withdraw"))
    await lin.presses(t("Yes, withdraw the case"))
    await lin.sees(t("withdrawn"))


REMINDED = (
    "Your case {number} still waits for you: something in it is to be corrected. Please hand it in again by {day}."
)
KEPT = "Your answers and papers are kept. Until {day} you can take it up again with one press, and then correct it."
ASK = (
    "Case {number} was returned and still waits for its worker, who has been reminded. It ends if it is not handed in "
    "again by {day}. A call or a visit may help."
)


@pytest.mark.town_at(story=with_case)
async def test_a_returned_case_is_reminded_of_ends_and_is_taken_up_again(town: Town) -> None:
    lin, number = town.lin, "2026-0001"
    returned(town)
    await town.days_pass(14)
    until = town.case(1).waits_until
    assert until is not None
    await town.point.sees(t(ASK, number=number, day=until))
    await lin.sees(t(REMINDED, number=number, day=until))
    await lin.presses(t("See the case"))
    await lin.sees(t("Please hand it in again by {day}; after that it ends.", day=until), t("With: you"))
    await town.days_pass(30)
    back = town.program.clock.now().astimezone(BEIJING).date() + timedelta(days=90)
    await lin.sees(t(KEPT, day=back))
    assert t("ended, since it was not handed in again in time") in await opened(lin)
    await lin.presses(t("Take it up again"))
    await lin.sees(t("returned to you for correction"))
    assert town.case(1).status == Status.RETURNED
    await lin.presses(t("Correct and hand in again"))
    await lin.sees(t("<b>{title}: your answers</b>", title=t("Hardship report")))


@pytest.mark.town_at(story=with_case)
async def test_papers_that_were_to_follow_are_asked_for_and_the_reviewer_is_told(town: Town) -> None:
    await town.days_pass(3)
    until = town.case(1).waits_until
    assert until is not None
    shown = await town.lin.sees("2026-0001", option("paper", "wage_proof"))
    assert t("Add a paper") in shown.labels
    assert t("Please send the missing papers by {day}.", day=until) in await opened(town.lin)
    for days in (4, 3):
        await town.days_pass(days)
    await town.station.sees("2026-0001", t("A paper is missing"), option("paper", "wage_proof"))
