"""Everything that may be kept of one worker, played by the real services: for who hides it, and for who erases it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import select

from domain.changes.change import What
from domain.forms import FileRef
from domain.households.household import Member, from_answers
from domain.notices.buttons import Answer
from domain.offers.rules import Kind
from domain.policy.frame.measures import Doer
from domain.policy.frame.warnings import Sign
from domain.tasks.checklist import Given
from models.aid import ReInvitation
from models.broadcasts import Mute
from models.households import HouseholdFile
from models.notices import Notice, Objection
from models.offers import OfferReply
from models.people import Person
from models.platform.inbox import PARKED, Inbox
from models.procedure import Paper
from models.warnings.edges import EdgeHousehold
from services import forms, households, notices, offers, plans, warnings
from services.changes.proposing import Wanted, propose
from services.payments import receipts
from services.tasks import ticking
from tests.data.households import answers_of
from tests.data.households import households as known
from tests.played import played_often
from tests.season_tasks import add_campaign
from tests.union import (
    APPROVER,
    AYGUL,
    CENTRE_REVIEWER,
    LIN,
    MONDAY,
    OTHER_STATION,
    POINT,
    STATION,
    ZONE,
    World,
)

NAME, ID, PHONE, CARD = "林示例", "990101197001010000", "13912340001", "6222021234567890128"
FAMILY = known()["DEMO-H01"]["members"][1:]
HEARD = "My cousin lies."
WORDS = ("The wage fell in May.", "The roof leaks.", "She came on time.", "I think of leaving.",
         "The father drinks.")  # fmt: skip
# Whatever of these stands somewhere tells of the worker or their household.
NEEDLES = (NAME, ID, PHONE, CARD, *WORDS, *(one[part] for one in FAMILY for part in ("name", "id_number")))
PHOTO = FileRef("tg-2", "u-2", mime="image/jpeg").to_json()


@dataclass(frozen=True)
class Life:
    """What of it has a number: the household, a task of the season, a visit, an offer with the reply, a change, and the
    cases: the report that opened the file, a grant that is paid, one at its review."""

    household: int
    task: int
    visit: int
    offer: int
    reply: int
    change: int
    report: int
    paid: int
    running: int


@played_often
def lives(world: World) -> Life:
    """LIN reports and gets a file and a grant that is paid, has a season's task, a visit, an offer, a change proposed,
    and another grant at its review; a form is begun, and there were objections to LIN's notice and by LIN."""
    with world.work() as session:
        session.get_one(Person, LIN).phone = PHONE
    report, other = world.opens(answers=_answers(), members=members_of()), world.opens(AYGUL)
    _adds_paper(world, report)
    world.reviewed(report)
    world.visits(OTHER_STATION, CENTRE_REVIEWER, other)
    world.decides(CENTRE_REVIEWER, other)
    _objects(world, AYGUL, report, "The father drinks.")
    _objects(world, LIN, other, HEARD)
    world.now = datetime(2026, 7, 28, 0, 1, tzinfo=ZONE)
    world.keeps_up("end public notices")
    world.decides(APPROVER, report)
    world.enters(report)
    with world.work() as session:
        file = session.exec(select(HouseholdFile.id).where(HouseholdFile.head_id == LIN)).one() or 0
    paid = _paid(world, file)
    running = world.opens(LIN, "golden_autumn", 750_000, household_id=file, subject_print="second", period="2027")
    world.visits(POINT, STATION, running)
    task, visit = _season(world, file)
    offer, reply = _offer(world)
    change = _proposes(world)
    _rest(world, file)
    return Life(file, task, visit, offer, reply, change, report, paid, running)


def _answers() -> dict[str, Any]:
    return {**answers_of(known()["DEMO-H01"]), "bank_card": CARD}


def members_of() -> tuple[Member, ...]:
    return from_answers(_answers()).members


def _adds_paper(world: World, case: int) -> None:
    with world.work() as session:
        session.add(
            Paper(case_id=case, kind="resident_id_copy", file_id="tg-1", unique_id="u-1", is_photo=True,
                  name=f"{NAME}.jpg", mime="image/jpeg", added_by=LIN, added_at=world.now, stored_as="2026/07/paper-1")
        )  # fmt: skip


def _objects(world: World, who: int, case: int, words: str) -> None:
    with world.work() as session:
        notice = session.exec(select(Notice.id).where(Notice.case_id == case)).one() or 0
        notices.object_to_notice(world.at_work(session, who), notice, words=words)
    with world.work() as session:
        made = session.exec(select(Objection.id).where(Objection.case_id == case)).one() or 0
        notices.answer(world.at_work(session, APPROVER), made, Answer.DISMISS, words="Looked into.")


def _paid(world: World, file: int) -> int:
    paid = world.opens(LIN, "golden_autumn", 600_000, household_id=file, subject_print="first")
    world.visits(POINT, STATION, paid)
    world.decides(STATION, paid)
    world.now = datetime(2026, 8, 8, 0, 1, tzinfo=ZONE)
    world.keeps_up("end public notices")
    world.decides(APPROVER, paid)
    world.pays(paid)
    with world.work() as session:
        receipts.confirm_receipt(world.at_work(session, LIN), paid)
    return paid


def _season(world: World, file: int) -> tuple[int, int]:
    with world.work() as session:
        visit = households.log(
            world.at_work(session, POINT), file, visited_on=world.now.date(), findings="worse", note="The roof leaks.",
            files=[PHOTO],
        )  # fmt: skip
        (task,) = add_campaign(session, world.house, "autumn_study", [file], world.now, closes=date(2026, 9, 15))
    with world.work() as session:
        given = Given(note="She came on time.")
        ticking.tick(world.at_work(session, POINT), task, "students", given)
    return task, visit


def _offer(world: World) -> tuple[int, int]:
    with world.work() as session:
        leader = world.at_work(session, STATION)
        offer = offers.make(
            leader, kind=Kind.FAIR, title="Fair", place="Hall", places=5, closes=date(2026, 8, 20),
            begins=date(2026, 8, 21), unit_id=2,
        )  # fmt: skip
        offers.tell(leader, offer, with_unknown=True, asked=1)
    with world.work() as session:
        offers.answer(world.at_work(session, LIN), offer, interested=True)
        return offer, session.exec(select(OfferReply.id).where(OfferReply.person_id == LIN)).one() or 0


def _proposes(world: World) -> int:
    answers = {"self_monthly_income": 800_000, "change_note": "The wage fell in May.", "change_proof": [PHOTO]}
    with world.work() as session:
        return propose(world.at_work(session, LIN), Wanted(None, What.ANSWER, "self_monthly_income"), answers)


def _rest(world: World, file: int) -> None:
    with world.work() as session:
        forms.begin(world.at_work(session, LIN), "report", {"answers": {"words": "I think of leaving."}})
        session.add(Mute(person_id=LIN, topic="seasonal"))
        plan = plans.make(world.at_work(session, POINT), file)
        plans.write(world.at_work(session, POINT), plan, "Ask 林示例 about it.", Doer.OFFICER, date(2026, 9, 1))
        warnings.sign(world.at_work(session), LIN, Sign.SURVEY, "survey:1")
        session.add(EdgeHousehold(person_id=LIN, unit_id=4, since=MONDAY, found_on=MONDAY.date(),
                                  sums={"net": 110_000, "line": 100_000}, ended_on=MONDAY.date()))  # fmt: skip
        session.add(ReInvitation(person_id=LIN, on=date(2026, 9, 1)))
        payload = f'{{"text": "{NAME}"}}'
        session.add(Inbox(update_id=77, person_id=LIN, payload=payload, received_at=MONDAY, state=PARKED))
