"""Whoever gives a number that is not theirs reads what they would read if there were none: every door is walked."""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Iterator
from itertools import product
from typing import Any, get_type_hints

import pytest
from sqlmodel import select

from domain.cases.buttons import OpenCase
from domain.claims.buttons import OpenClash, OpenMove
from domain.households.buttons import OpenHousehold
from domain.notices.buttons import AgreeAndObject, Answer, AnswerObjection, NoticesPage, ObjectToNotice
from domain.platform.buttons import Button
from domain.policy.danger import Danger
from domain.policy_file.buttons import PolicyAsFile, PolicyShown
from domain.units.steps import Role
from handlers.people.links import LINKS
from handlers.people.start import UNIT_LINK
from models.notices import Notice
from models.officers import Appointment
from models.people import Person
from models.units import Unit
from services import claims, exports, notices, officers, people, requests
from services.forms import drafts
from tests.guards.test_access_of_seasons import (  # noqa: F401
    NEWCOMER,
    OTHER_POINT,
    Subject,
    presses,
    types,
    union,
)
from tests.guards.test_routes import OUR_BUTTONS
from tests.played import played_often
from tests.services.conftest import world as small_union  # noqa: F401
from tests.union import ADMIN, APPROVER, AYGUL, CENTRE_REVIEWER, DAUGHTER, LIN, MONDAY, POINT, STATION, STRANGER, World

NOBODYS = 4_711
# What everybody may see: the notices that are up; every officer, the rules. A page of a list is a place in one's own.
PUBLIC = (ObjectToNotice, AgreeAndObject, NoticesPage, PolicyShown, PolicyAsFile)
PLACES = ("page", "campaign_id")  # a season is the policy's; each officer sees their own part of it
ELSEWHERE = 61  # holds every office at the other station
ASKER = 62  # asks for the registration of somebody here


@pytest.fixture
def doors(union: tuple[World, Subject]) -> World:  # noqa: F811
    """Something of everything, all of it at the station of unit 2, and an officer of every kind at the other one."""
    has_something_of_everything(union[0])
    return union[0]


@played_often
def has_something_of_everything(world: World) -> None:
    first = world.opens(STRANGER, members=(DAUGHTER,))
    world.opens(53, members=(DAUGHTER,))
    with world.work() as session:
        officer = session.get_one(Person, STATION)
        member = DAUGHTER.__class__("brother", "员12", resident_id=officer.resident_id or "")
    world.opens(54, members=(member,))
    world.visits(11, 13, first)
    world.decides(13, first)
    with world.work() as session:
        notice = session.exec(select(Notice)).first()
        assert notice is not None
        notices.object_to_notice(world.at_work(session, AYGUL), notice.id, words="They have a shop.")
        drafts.begin(world.at_work(session, LIN), "registration", {"answers": {}, "at": "name"}, subject="",
                     policy_version=world.house.policies.current.version)  # fmt: skip
        people.meet(world.at_work(session), ASKER, language_code="en")
        session.flush()
        answers = {"name": "林示例", "phone": "13900139002", "resident_id": session.get_one(Person, LIN).resident_id}
        claims.ask_move(world.at_work(session, ASKER), answers)
        requests.ask(world.at_work(session, STRANGER), "When is the canteen open?")
        requests.hear(world.at_work(session, STRANGER), Danger.LIFE, "I cannot go on", may_be_answer=False)
        session.add(
            Person(id=ELSEWHERE, locale="en", first_seen_at=world.now, consented_at=world.now, unit_id=3,
                   sensitive_consented_at=world.now, registered_at=world.now, name="外人", phone="13800138000",
                   resident_id="x", resident_id_print="print-61")
        )  # fmt: skip
        session.flush()
        for role in ("case_officer", "reviewer", "approver", "recorder", "cashier", "auditor"):
            session.add(Appointment(person_id=ELSEWHERE, role=role, unit_id=3, appointed_by=ADMIN, since=world.now))


def values(kind: Any) -> tuple[Any, ...]:
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return tuple(kind)[:4]
    return (1,) if kind is int else ("",)


def named_by(button: type[Button]) -> str | None:
    """Return the field that says what a button is about: the first number, but for a place in a list."""
    numbers = [one.name for one in dataclasses.fields(button) if get_type_hints(button)[one.name] is int]  # type: ignore[arg-type]
    return next((name for name in numbers if name not in PLACES), None)


def pairs(button: type[Button], about: str) -> Iterator[tuple[Button, Button]]:
    """Yield buttons about something that is there, each with the same about nothing."""
    hints = get_type_hints(button)
    fields = [one.name for one in dataclasses.fields(button)]  # type: ignore[arg-type]
    for chosen in product(*(values(hints[name]) for name in fields)):
        given = dict(zip(fields, chosen, strict=True))
        yield button(**given), button(**{**given, about: NOBODYS})


WALKED = [one for one in OUR_BUTTONS.values() if named_by(one) and one not in PUBLIC]


def told(shown: str) -> str:
    """What somebody reads, without the name of the button or of the message it stands under."""
    return re.sub(r"\b(1|4711)\b", "#", shown)


@pytest.mark.parametrize("who", [ELSEWHERE, AYGUL, OTHER_POINT])
def test_what_is_not_theirs_is_answered_as_if_it_were_not_there(doors: World, who: int) -> None:
    types(doors, who, "/menu")
    different = []
    for button in WALKED:
        about = named_by(button)
        assert about is not None
        for there, nothing in pairs(button, about):
            one, other = (told(presses(doors, who, pressed)[0]) for pressed in (there, nothing))
            if one != other:
                different.append(f"{there}: {one[:300]} | {other[:300]}")
    assert not different, "\n".join(different)


@pytest.mark.parametrize("who", [ELSEWHERE, AYGUL, OTHER_POINT])
@pytest.mark.parametrize(
    ("there", "nothing"),
    [("/case 2026-0001", "/case 2026-0999"), ("/trail 2026-0001", "/trail 2026-0999"),
     ("/trail HF-2026-0777", "/trail HF-2026-0999"),
     ("/household HF-2026-0777", "/household HF-2026-0999")],
)  # fmt: skip
def test_numbers_that_are_typed_are_answered_alike(doors: World, who: int, there: str, nothing: str) -> None:
    assert types(doors, who, there)[0] == types(doors, who, nothing)[0]


# What a link may begin with. A poster names a unit, which everybody may know; notices are everybody's. An invitation is
# for whoever has it, once: that it was used, or is too old, is said to who holds it; 18 random bytes are not guessed.
# Behind a certificate's code nothing is said but that it is valid, or not.
KINDS_OF_LINKS = {UNIT_LINK, exports.CERTIFICATE_LINK, "a_", "notices"}
NO_LINK = ("1", "case_1", "c_1", "h_1", "HF-2026-0777", "2026-0001", "ja:1:y", "notices1", "a", "a_", "u_")


def invited(world: World, made_by: int, unit: int = 3) -> str:
    """What stands in a link to an office."""
    with world.work() as session:
        made = officers.invite(world.at_work(session), unit_id=unit, role=Role.AUDITOR, by=made_by)
    return made.link.partition("start=")[2]


@pytest.mark.parametrize("who", [ELSEWHERE, AYGUL, NEWCOMER])
def test_links_that_lead_nowhere_for_them_are_answered_alike(doors: World, who: int) -> None:
    assert {*LINKS, UNIT_LINK} == KINDS_OF_LINKS, "a new kind of link is walked here, too"
    with doors.work() as session:
        session.get_one(Unit, 3).code = "STATION-2"
        session.add(
            Unit(id=77, parent_id=1, level="station", path="/1/77/", name="Gone", code="GONE", closed_at=MONDAY)
        )
    # One whose maker has left, and one to a unit that is closed.
    dead = [invited(doors, NOBODYS), invited(doors, ADMIN, unit=77)]
    types(doors, who, "/start")
    nothing = types(doors, who, "/start a_nothing")[0]
    assert [types(doors, who, f"/start {one}")[0] for one in dead] == [nothing, nothing]
    good = types(doors, who, f"/start {invited(doors, ADMIN)}")[0]
    assert good != nothing, "else nothing is compared with nothing"
    closed, unknown = (types(doors, who, f"/start u_{code}")[0] for code in ("GONE", "NOTHING"))
    assert closed == unknown
    codes = ("1", "nothing", "A" * 22)
    assert len({types(doors, who, f"/start {exports.CERTIFICATE_LINK}{code}")[0] for code in codes}) == 1
    plain = types(doors, who, "/start zz")[0]
    assert {types(doors, who, f"/start {one}")[0] for one in NO_LINK if one not in ("a_", "u_", "notices1")} == {plain}


@pytest.mark.parametrize(
    ("who", "there", "nothing"),
    [(POINT, OpenHousehold(1), OpenHousehold(NOBODYS)), (STATION, OpenCase(1), OpenCase(NOBODYS)),
     (CENTRE_REVIEWER, OpenClash(1), OpenClash(NOBODYS)), (POINT, OpenMove(1), OpenMove(NOBODYS)),
     (APPROVER, AnswerObjection(1, Answer.DISMISS), AnswerObjection(NOBODYS, Answer.DISMISS))],
)  # fmt: skip
def test_what_is_theirs_is_there(doors: World, who: int, there: Button, nothing: Button) -> None:
    """Else the walk above would compare nothing with nothing."""
    assert presses(doors, who, there)[0] != presses(doors, who, nothing)[0]
