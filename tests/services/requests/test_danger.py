"""Words of danger: somebody is told at once, the next five minutes later, until one takes care."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

import pytest
from sqlmodel import select

from domain.platform.access import NotForYou
from domain.platform.text import Text
from domain.policy.danger import Danger, Duty
from domain.requests.words import CALL
from models.officers import Appointment
from models.people import Person
from models.platform.audit import Audit
from models.requests.danger import DangerCall
from models.units import Unit
from services import people, requests
from tests.season_tasks import add_household
from tests.union import (
    ADMIN,
    APPROVER,
    APPROVER_TOO,
    AYGUL,
    CENTRE_REVIEWER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STATION_TOO,
    World,
)

WORDS = "我不想活了"
NEXT = "tell the next of danger"
NEW = 71
LEADERS = [STATION, STATION_TOO]


def says(world: World, who: int = LIN, kind: Danger = Danger.LIFE, words: str = WORDS, **more: bool) -> str:
    """Somebody writes them; return what they read at once, empty if it is an answer."""
    with world.work() as session:
        message = requests.hear(world.at_work(session, who), kind, words, **{"may_be_answer": False, **more})
        return str(getattr(message.text, "parts", message.text)) if message else ""


def reached(world: World, *people_: int) -> list[int]:
    return [who for who in people_ if any("wrote at" in text for text in world.messages(who))]


def call(world: World) -> DangerCall:
    with world.work() as session:
        return session.exec(select(DangerCall).order_by(DangerCall.id)).all()[-1]  # type: ignore[arg-type]


def confirms(world: World, who: int) -> None:
    call_id = call(world).id
    with world.work() as session:
        requests.confirm(world.at_work(session, who), call_id)


EVERYBODY = (POINT, STATION, STATION_TOO, OTHER_STATION, CENTRE_REVIEWER, APPROVER, APPROVER_TOO, ADMIN)


def five_minutes(world: World) -> list[int]:
    before = {who: len(world.messages(who)) for who in EVERYBODY}
    world.passes(minutes=5)
    world.keeps_up(NEXT)
    return [who for who in EVERYBODY if len(world.messages(who)) > before[who]]


def test_the_next_is_told_every_five_minutes_until_all_are_reminded(world: World) -> None:
    with world.work() as session:
        add_household(session, world.now, head=LIN, officer=POINT, unit=4)
    assert says(world)
    assert reached(world, *EVERYBODY) == [POINT]
    assert five_minutes(world) == [STATION, STATION_TOO]
    assert five_minutes(world) == [CENTRE_REVIEWER, APPROVER, APPROVER_TOO]
    assert five_minutes(world) == [ADMIN]
    everybody = [one for one in EVERYBODY if one != OTHER_STATION]
    assert five_minutes(world) == everybody, "all are reminded"
    assert "Nobody has confirmed it yet." in world.messages(POINT)[-1]
    assert "13" in world.messages(POINT)[-1], "the phone stands there"
    world.keeps_up(NEXT)
    assert five_minutes(world) == everybody
    confirms(world, STATION)
    assert "has read what you wrote and looks after it" in world.messages(LIN)[-1]
    assert "has read it and takes care" in world.messages(ADMIN)[-1]
    assert five_minutes(world) == []


def test_nothing_happens_before_five_minutes(world: World) -> None:
    says(world)
    told_first = reached(world, *EVERYBODY)
    world.passes(minutes=4, seconds=59)
    world.keeps_up(NEXT)
    assert reached(world, *EVERYBODY) == told_first == [STATION, STATION_TOO]


def test_who_is_not_known_reaches_the_administrators(world: World) -> None:
    with world.work() as session:
        people.meet(world.at_work(session), NEW, language_code="en")
    says(world, NEW)
    assert reached(world, *EVERYBODY) == [ADMIN]
    assert "Somebody who is not registered" in world.messages(ADMIN)[-1]


def test_an_officer_in_danger_is_not_told_of_it_themselves(world: World) -> None:
    says(world, STATION)
    assert reached(world, *EVERYBODY) == [STATION_TOO]


def test_nobody_at_home_is_told_of_what_happens_at_home(world: World) -> None:
    with world.work() as session:
        add_household(session, world.now, head=STATION, officer=STATION, unit=4)
        add_household(session, world.now, head=LIN, officer=LIN, unit=4, number=2)
    says(world, STATION, Danger.VIOLENCE, "丈夫打我")
    assert STATION not in reached(world, *EVERYBODY)


def test_who_cannot_be_reached_is_passed_over(world: World) -> None:
    with world.work() as session:
        for officer in (STATION, STATION_TOO):
            session.get_one(Person, officer).blocked_at = world.now
    says(world)
    assert reached(world, *EVERYBODY) == [CENTRE_REVIEWER, APPROVER, APPROVER_TOO]


@pytest.mark.parametrize(
    ("given", "first"),
    [({}, [POINT]), ({"unit": "Unit 4"}, [POINT]), ({"unit": "Unit 2"}, [POINT]), ({"unit": "ＵＮＩＴ４"}, [POINT]),
     ({"unit": "示例礦工會"}, [POINT]), ({"unit": "Unit 5"}, LEADERS),
     ({"from": time(20), "until": time(8)}, LEADERS), ({"officers": ("Nobody",)}, LEADERS)],
)  # fmt: skip
def test_on_duty_is_whom_the_policy_names_by_unit_and_hour(
    world: World, monkeypatch: pytest.MonkeyPatch, given: Mapping[str, Any], first: list[int]
) -> None:
    with world.work() as session:
        name = session.get_one(Person, POINT).name
        session.get_one(Unit, 2).name_zh_hant = "示例矿 工会"
    policy = world.house.policies.current
    duty = (Duty(**{"officers": (name,), **given}),)
    monkeypatch.setattr(world.house.policies, "current", policy.model_copy(update={"duty": duty}))
    says(world)
    assert reached(world, *EVERYBODY) == first


def test_administrators_hear_once_of_a_row_whose_unit_is_not_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = world.house.policies.current
    duty = tuple(Duty(officers=("员11",), unit=unit) for unit in ("unit  4", "Unit 44", ""))
    monkeypatch.setattr(world.house.policies, "current", policy.model_copy(update={"duty": duty}))
    for _ in range(2):
        world.keeps_up("call on officers for requests")
    told = [one for one in world.messages(ADMIN) if "[[duty]]" in one]
    assert len(told) == 1
    assert "“Unit 44”" in told[0]


def test_only_who_was_told_may_confirm(world: World) -> None:
    says(world)
    call_id = call(world).id
    for stranger in (AYGUL, LIN, OTHER_STATION, ADMIN):
        with world.work() as session, pytest.raises(NotForYou):
            requests.confirm(world.at_work(session, stranger), call_id)
    with world.work() as session, pytest.raises(NotForYou):
        requests.all_right(world.at_work(session, AYGUL), call_id)
    with world.work() as session, pytest.raises(NotForYou):
        requests.confirm(world.at_work(session, STATION), 999)


def test_the_second_who_confirms_reads_who_was_first(world: World) -> None:
    says(world)
    confirms(world, STATION)
    call_id = call(world).id
    with world.work() as session:
        said = requests.confirm(world.at_work(session, STATION_TOO), call_id).text
        assert isinstance(said, Text)
        assert said.args["name"] == session.get_one(Person, STATION).name
    assert call(world).confirmed_by == STATION


def test_i_am_all_right_is_told_and_somebody_still_looks(world: World) -> None:
    says(world)
    call_id = call(world).id
    with world.work() as session:
        requests.all_right(world.at_work(session, LIN), call_id)
    assert "all right. Please see for yourself all the same" in world.messages(STATION)[-1]
    assert five_minutes(world) == [CENTRE_REVIEWER, APPROVER, APPROVER_TOO]


def test_more_words_go_to_who_was_told_and_begin_no_second_call(world: World) -> None:
    says(world)
    says(world, words="活着没意思")
    assert "活着没意思" in world.messages(STATION)[-1]
    with world.work() as session:
        assert len(session.exec(select(DangerCall)).all()) == 1


def test_the_same_words_once_more_are_the_answer_to_an_open_form(world: World) -> None:
    assert says(world, may_be_answer=True)
    assert not says(world, may_be_answer=True)
    assert says(world, words="真的不想活了", may_be_answer=True)
    world.passes(hours=3)
    assert says(world, may_be_answer=True)


def test_the_trail_says_that_and_never_what(world: World) -> None:
    says(world)
    confirms(world, STATION)
    with world.work() as session:
        lines = [row for row in session.exec(select(Audit)).all() if row.subject.startswith("danger:")]
        assert [row.person_id for row in lines] == [LIN, STATION]
        assert not any(WORDS in row.detail for row in lines)


def test_the_numbers_are_in_what_they_read() -> None:
    for text in CALL.values():
        assert all(number in text.source for number in ("12351", "110", "120"))
    assert all("12356" in CALL[kind].source for kind in (Danger.LIFE, Danger.VIOLENCE))


def test_whose_office_has_ended_reads_no_more_of_it_and_does_not_take_it(world: World) -> None:
    says(world)
    assert reached(world, STATION, STATION_TOO) == LEADERS
    with world.work() as session:
        held = session.exec(select(Appointment).where(Appointment.person_id == STATION)).one()
        held.ended_at = world.now
    before = len(world.messages(STATION))
    says(world, words="今晚就跳楼")
    assert "今晚就跳楼" in world.messages(STATION_TOO)[-1]
    with pytest.raises(NotForYou):
        confirms(world, STATION)
    five_minutes(world)
    confirms(world, STATION_TOO)
    number = call(world).id
    with world.work() as session:
        requests.all_right(world.at_work(session, LIN), number)
    assert len(world.messages(STATION)) == before
    assert "says that they are all right" in world.messages(STATION_TOO)[-1]


def test_numbers_of_ids_are_left_out_and_phones_are_not(world: World) -> None:
    says(world, words="我不想活了, 990101197803120034, 13900139000")
    assert "990101197803120034" not in world.messages(STATION)[-1]
    assert "…0034, 13900139000" in world.messages(STATION)[-1]
