"""An event whose cases are posted before they are approved, and one whose households come as a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from bot.run.database import Database
from domain.aid.events.questions import PEOPLE
from domain.aid.named import MOST
from domain.forms import FileRef, FormState
from domain.notices.buttons import Answer, AnswerObjection
from domain.platform.buttons import decode
from domain.platform.identifiers import check_character
from domain.procedure.refusals import VerdictNotHere
from models.forms import Draft
from models.notices import Notice
from models.people import FileToErase
from models.procedure import AidCase, Paper
from services import aid, forms
from services.cases import by_list
from services.notices import objections
from tests.services.aid.test_events import CARD, cases_of, named, opens, with_households
from tests.services.notices.test_notices import answers, objects
from tests.tables import workbook
from tests.union import APPROVER, DEMO, LIN, ROOM, STATION, World, found

POSTED = """
extends = "demo.toml"
[procedure]
posted_relief = [
  { kind = "notice", working_days = 5 },
  { kind = "approval", level = "centre", role = "approver", days = 1 },
  { kind = "payment", level = "centre", role = "cashier", days = 1 },
  { kind = "receipt", days = 5 },
  { kind = "papers" },
  { kind = "review", level = "station", role = "reviewer", days = 5 },
]
[[programme]]
key = "disaster_relief"
procedure = "posted_relief"
"""
OLD = "99010119340501123" + check_character("99010119340501123")


@pytest.fixture
def posting(database: Database, tmp_path: Path) -> World:
    """A union that posts the cases of an event before it approves them."""
    (tmp_path / "demo.toml").write_text(DEMO.read_text("utf-8"), "utf-8")
    ours = tmp_path / "ours.toml"
    ours.write_text(POSTED, "utf-8")
    return with_households(found(database, policy=ours))


@pytest.fixture
def struck(world: World) -> World:
    return with_households(world)


def notice_of(world: World, case: AidCase) -> Notice:
    with world.work() as session:
        return session.exec(select(Notice).where(Notice.case_id == case.id)).one()


def test_each_case_of_an_event_is_posted_first_and_then_approved_by_one_list(posting: World) -> None:
    opens(posting, **named("HF-2026-0001", f"刘示例 {OLD} {CARD}"))
    mine, other = cases_of(posting)
    assert (mine.step, other.step) == ("notice", "notice")
    first, second = posting.messages(ROOM)
    assert ("林某某" in first, "Class: " in first) == (True, True)
    assert ("刘某某" in second, "Class: " in second, OLD in second) == (True, False, False)
    assert "Now comes the public notice" in posting.messages(LIN)[-1]
    assert posting.messages(APPROVER) == []
    posting.passes(days=8)
    posting.keeps_up("end public notices")
    assert [case.step for case in cases_of(posting)] == ["approval", "approval"]
    posting.keeps_up("put lists before approvers")
    with posting.work() as session:
        (card,) = by_list.lists_of(posting.at_work(session, APPROVER))
        press = decode(card.keys[0][0].press)
        by_list.approve_list(posting.at_work(session, APPROVER), press)  # type: ignore[arg-type]
    assert [case.step for case in cases_of(posting)] == ["payment", "payment"]


def test_an_objection_that_is_right_refuses_it_and_gives_it_back_to_nobody(posting: World) -> None:
    opens(posting, **named("HF-2026-0001"))
    (case,) = cases_of(posting)
    objection = objects(posting, notice_of(posting, case))
    labels = posting.presses(APPROVER)
    assert any(AnswerObjection(objection, Answer.REFUSE).encode() == one for one in labels)
    assert not any(AnswerObjection(objection, Answer.RETURN).encode() == one for one in labels)
    with posting.work() as session, pytest.raises(VerdictNotHere):
        objections.check_may_answer(posting.at_work(session, APPROVER), objection, Answer.RETURN)
    answers(posting, APPROVER, objection, Answer.REFUSE)
    assert posting.case(case.id).status == "refused"
    assert posting.messages(ROOM) == [], "it was not sent yet"


# Whom it has struck as a table ---------------------------------------------------------------------------------------


def sends_table(world: World, content: bytes | None) -> int:
    """Open an event by a table, which is fetched; return the event's id."""
    file = FileRef("f", "u", name="list.xlsx", size=100).to_json()
    event_id, left = opens(world, event_whom="table", event_table=[file])
    assert (left, cases_of(world)) == ([], [])
    with world.work() as session:
        paper = session.exec(select(Paper)).one()
        paper.stored_as = "kept"
        aid.event_table_fetched(world.at_work(session), paper, content)
    with world.work() as session:
        assert session.exec(select(Paper)).all() == [], "there are many numbers in it"
        assert session.exec(select(FileToErase.stored_as)).all() == ["kept"]
    return event_id


def kept_lines(world: World) -> list[str]:
    with world.work() as session:
        (draft,) = session.exec(select(Draft)).all()
        assert (draft.person_id, draft.form_key, draft.active) == (STATION, "event_more", False)
        return str(FormState.from_json(draft.state).answers[PEOPLE]).splitlines()


def test_a_table_waits_as_a_form_until_its_officer_has_looked(struck: World) -> None:
    heading = ("姓名", "身份证号", "银行卡号", "家庭档案编号")
    event_id = sends_table(struck, workbook(heading, ("", "", "", "HF-2026-0001"), ("刘示例", OLD, CARD, "")))
    found_there = kept_lines(struck)
    assert found_there == ["HF-2026-0001", f"刘示例 {OLD} {CARD}"]
    assert "2 lines" in struck.messages(STATION)[-1]
    with struck.work() as session:
        work = struck.at_work(session, STATION)
        seen = aid.plan_more(work, event_id, {"event_whom": "named", PEOPLE: "\n".join(found_there)})
        assert len(seen.told) == 2


def test_what_is_open_just_then_goes_on_and_what_was_typed_stays(struck: World) -> None:
    with struck.work() as session:
        theirs = struck.at_work(session, STATION)
        state = FormState("event_more", 1, answers={PEOPLE: "HF-2026-0002"}, at=PEOPLE)
        forms.begin(theirs, "event_more", state.to_json(), subject="1")
        forms.begin(theirs, "registration", {})
    sends_table(struck, "档案编号\nHF-2026-0001\n".encode())
    with struck.work() as session:
        busy = forms.active(struck.at_work(session, STATION))
        kept = forms.find(struck.at_work(session, STATION), "event_more", "1")
    assert busy is not None
    assert busy.form_key == "registration"
    assert kept is not None
    assert FormState.from_json(kept.state).answers[PEOPLE] == "HF-2026-0002\nHF-2026-0001"


WRONG = {
    "did not hand your table over": None,
    "find nobody in this table": b"colour,size\nred,3\n",
    "Line 3: ": "姓名,身份证号\n刘示例,99010119340501123X\n王示例,123\n".encode(),
    "older format": b"\xd0\xcf\x11\xe0",
    f"at most {MOST} lines": "\n".join(["档案编号", *(f"HF-2026-{one:04d}" for one in range(MOST + 1))]).encode(),
}


@pytest.mark.parametrize("said", sorted(WRONG))
def test_a_table_that_cannot_be_taken_is_told_and_leaves_nothing(struck: World, said: str) -> None:
    sends_table(struck, WRONG[said])
    assert said in struck.messages(STATION)[-1]
    with struck.work() as session:
        assert session.exec(select(Draft)).all() == []
    assert cases_of(struck) == []
