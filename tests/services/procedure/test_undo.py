"""For a minute an officer can take a decision back: nobody is told of it before, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from domain.people.events import Leaves
from domain.platform.access import NotForYou
from domain.procedure.meant.rules import InEffect, JustDecided, MeantState, NotAnyMore, YouDecided
from domain.procedure.refusals import OnFileElsewhere
from domain.procedure.state import Verdict
from models.officers import Appointment
from models.procedure import AidCase, Decision, MeantDecision
from services.cases import worker_side
from services.cases.meant import effect
from services.platform.work import Work
from services.procedure import decisions, entry, grounds, prompts
from services.procedure.meant import again, keeping
from tests.services.procedure.test_statements import AN_ACTION, cost, decided, noticed_grant
from tests.union import ANSWERS, APPROVER, CASHIER, LIN, PAPER, POINT, RECORDER, STATION, STATION_TOO, World

EFFECT = "let decisions take effect"


@pytest.fixture
def waiting(world: World) -> World:
    """The union as it is shipped: a minute to take a decision back."""
    world.house = replace(world.house, undo_seconds=60)
    return world


@pytest.fixture
def visited(waiting: World) -> int:
    """A report that has been visited and waits for its review."""
    case_id = waiting.opens(answers={**ANSWERS, **PAPER})
    waiting.visits(POINT, STATION, case_id)
    return case_id


def meant(world: World) -> list[MeantDecision]:
    with world.work() as session:
        return list(session.exec(select(MeantDecision).order_by(col(MeantDecision.id))))


def state(world: World) -> str:
    return meant(world)[-1].state


def does(world: World, who: int, act: Callable[[Work], Any]) -> Any:
    with world.work() as session:
        return act(world.at_work(session, who))


def undoes(world: World, who: int = STATION, meant_id: int = 0, *, together: bool = False) -> Any:
    number = meant_id or meant(world)[-1].id
    return does(world, who, lambda work: keeping.take_back(work, number, all_together=together))


def nows(world: World, who: int = STATION, meant_id: int = 0) -> Any:
    number = meant_id or meant(world)[-1].id
    return does(world, who, lambda work: effect.at_once(work, number, all_together=False))


def passes_a_minute(world: World) -> None:
    world.passes(minutes=1, seconds=59)
    world.keeps_up(EFFECT)


def decisions_of(world: World, case_id: int) -> list[str]:
    with world.work() as session:
        made = select(Decision).where(Decision.case_id == case_id, Decision.role != "")
        return [one.verdict for one in session.exec(made.order_by(col(Decision.id)))]


@pytest.mark.parametrize("verdict", ["approve", "return", "refuse"])
def test_nothing_happens_before_the_minute_is_over(waiting: World, visited: int, verdict: str) -> None:
    told, step = waiting.messages(LIN), waiting.case(visited).step
    waiting.decides(STATION, visited, verdict)
    waiting.passes(seconds=59)
    waiting.keeps_up(EFFECT)
    case = waiting.case(visited)
    assert (case.step, case.status, waiting.messages(LIN)) == (step, "open", told)
    assert not decisions_of(waiting, visited)
    passes_a_minute(waiting)
    assert decisions_of(waiting, visited) == [verdict]
    assert len(waiting.messages(LIN)) == len(told) + 1
    waiting.keeps_up(EFFECT)
    assert decisions_of(waiting, visited) == [verdict]


def test_it_takes_effect_at_a_full_minute_that_people_read(waiting: World, visited: int) -> None:
    waiting.passes(seconds=40)
    waiting.decides(STATION, visited)
    assert "takes effect at 09:02" in waiting.edited(STATION)[-1]
    assert meant(waiting)[-1].due_at == waiting.now + timedelta(seconds=80)


def test_it_is_kept_with_the_officer_and_the_reason(waiting: World, visited: int) -> None:
    waiting.decides(STATION, visited, "return", reason="The diagnosis is of another person.")
    passes_a_minute(waiting)
    with waiting.work() as session:
        made = session.exec(select(Decision).where(Decision.case_id == visited, Decision.role != "")).one()
    assert (made.person_id, made.role, made.reason) == (STATION, "reviewer", "The diagnosis is of another person.")
    assert "The diagnosis is of another person." in waiting.messages(LIN)[-1]
    assert meant(waiting)[-1].given is None


def test_what_is_taken_back_never_was(waiting: World, visited: int) -> None:
    told = waiting.messages(LIN)
    waiting.decides(STATION, visited)
    assert undoes(waiting).keys
    assert any(one.startswith("dc:") for one in waiting.presses(STATION))
    assert any(one.startswith("dc:") for one in waiting.presses(STATION_TOO))
    passes_a_minute(waiting)
    assert (waiting.messages(LIN), decisions_of(waiting, visited)) == (told, [])
    waiting.decides(STATION_TOO, visited, "refuse")
    passes_a_minute(waiting)
    assert decisions_of(waiting, visited) == ["refuse"]


def test_the_others_are_shown_that_it_is_decided_and_no_keys(waiting: World, visited: int) -> None:
    waiting.decides(STATION, visited)
    assert "A colleague has dealt with this. It takes effect at 09:01" in waiting.edited(STATION_TOO)[-1]
    assert not [one for one in waiting.presses(STATION_TOO) if one.startswith(("dc:", "tb:", "nw:"))]
    assert [one[:2] for one in waiting.presses(STATION)][:2] == ["tb", "nw"]


def test_nobody_else_decides_meanwhile(waiting: World, visited: int) -> None:
    waiting.decides(STATION, visited)
    with pytest.raises(JustDecided):
        waiting.decides(STATION_TOO, visited, "refuse")
    with pytest.raises(YouDecided):
        waiting.decides(STATION, visited, "return")
    version = waiting.case(visited).version
    with pytest.raises(JustDecided):
        does(waiting, STATION_TOO, lambda work: decisions.check_may_press(work, visited, version))
    assert len(meant(waiting)) == 1


def test_a_case_has_one_decision_that_waits(waiting: World, visited: int) -> None:
    waiting.decides(STATION, visited)
    row = meant(waiting)[-1].model_dump() | {"id": None, "officer_id": STATION_TOO}
    with pytest.raises(IntegrityError), waiting.work() as session:
        session.add(MeantDecision(**row))


def test_a_second_undo_and_one_too_late_say_so(waiting: World, visited: int) -> None:
    waiting.decides(STATION, visited)
    undoes(waiting)
    with pytest.raises(NotAnyMore):
        undoes(waiting)
    waiting.decides(STATION, visited)
    passes_a_minute(waiting)
    with pytest.raises(InEffect):
        undoes(waiting)
    with pytest.raises(InEffect):
        nows(waiting)
    assert decisions_of(waiting, visited) == ["approve"]


def test_an_undo_of_somebody_else_is_refused_like_one_of_nothing(waiting: World, visited: int) -> None:
    waiting.decides(STATION, visited)
    for who, number in ((STATION_TOO, meant(waiting)[-1].id), (STATION, 4_711)):
        with pytest.raises(NotForYou):
            undoes(waiting, who, number)
        with pytest.raises(NotForYou):
            nows(waiting, who, number)
    assert state(waiting) == MeantState.WAITING


def test_who_does_not_wait_lets_it_count_at_once(waiting: World, visited: int) -> None:
    waiting.decides(STATION, visited)
    assert nows(waiting).done == 1
    assert decisions_of(waiting, visited) == ["approve"]
    passes_a_minute(waiting)
    assert decisions_of(waiting, visited) == ["approve"]


def test_a_worker_who_takes_the_case_back_comes_first(waiting: World, visited: int) -> None:
    waiting.decides(STATION, visited)
    does(waiting, LIN, lambda work: worker_side.withdraw(work, visited))
    assert state(waiting) == MeantState.OVERTAKEN
    assert "has not taken effect" in waiting.messages(STATION)[-1]
    assert "The worker took the case back." in waiting.messages(STATION)[-1]
    told = waiting.messages(LIN)
    passes_a_minute(waiting)
    assert (waiting.case(visited).status, waiting.messages(LIN)) == ("withdrawn", told)


def test_who_has_no_office_any_more_decides_nothing(waiting: World, visited: int) -> None:
    waiting.decides(STATION, visited)
    with waiting.work() as session:
        for held in session.exec(select(Appointment).where(Appointment.person_id == STATION)):
            held.ended_at = waiting.now
    passes_a_minute(waiting)
    assert (state(waiting), decisions_of(waiting, visited)) == (MeantState.REFUSED, [])
    assert "has not taken effect" in " ".join(waiting.messages(STATION))
    assert any(one.startswith("dc:") for one in waiting.presses(STATION_TOO))


def test_what_changed_meanwhile_is_shown_and_not_decided_unseen(waiting: World, visited: int) -> None:
    """Even when the officer has looked at the case since: what they decided rests on what it was."""
    waiting.decides(STATION, visited)
    with waiting.work() as session:
        case = session.get_one(AidCase, visited)
        case.answers = {**case.answers, "homes": 3}
        session.flush()
        grounds.mark_seen(waiting.at_work(session, STATION), case)
    passes_a_minute(waiting)
    assert (state(waiting), decisions_of(waiting, visited)) == (MeantState.REFUSED, [])
    assert "has changed since you saw it" in " ".join(waiting.messages(STATION)[-2:])
    assert any(one.startswith("dc:") for one in waiting.presses(STATION))


def test_a_paper_that_proves_to_be_none_stops_it(waiting: World, visited: int, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting.decides(STATION, visited)
    asked = "services.procedure.meant.keeping.missing_papers"
    monkeypatch.setattr(asked, lambda work, case: [SimpleNamespace(key="diagnosis")])
    passes_a_minute(waiting)
    assert (state(waiting), decisions_of(waiting, visited)) == (MeantState.REFUSED, [])


def test_a_mistake_of_the_program_holds_nobody_up(
    waiting: World, visited: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = waiting.opens(2)
    waiting.decides(STATION, visited, "return")
    waiting.decides(15, other, "return")
    do = decisions.decide

    def breaks(work: Work, case_id: int, *given: Any, **more: Any) -> Any:
        if case_id == visited:
            raise RuntimeError("a mistake")
        return do(work, case_id, *given, **more)

    monkeypatch.setattr("services.cases.meant.effect.decide", breaks)
    passes_a_minute(waiting)
    assert [one.state for one in meant(waiting)] == [MeantState.REFUSED, MeantState.IN_EFFECT]
    assert (waiting.case(visited).status, waiting.case(other).status) == ("open", "returned")
    assert "Something went wrong" in " ".join(waiting.messages(STATION))
    assert "mistake of the program" in waiting.messages(90)[-1]


def test_one_who_is_erased_decides_nothing(waiting: World, visited: int) -> None:
    waiting.decides(STATION, visited)
    does(waiting, 0, lambda work: keeping.forget(work, Leaves(STATION)))
    passes_a_minute(waiting)
    assert (state(waiting), decisions_of(waiting, visited)) == (MeantState.OVERTAKEN, [])


def test_what_is_decided_is_late_for_nobody_and_stands_so_in_the_list(waiting: World, visited: int) -> None:
    waiting.passes(days=30)
    waiting.decides(STATION, visited)
    waiting.keeps_up("remind of overdue steps")
    assert "has waited too long" not in " ".join(waiting.messages(STATION_TOO))
    (shown,) = does(waiting, STATION, lambda work: [one for one in prompts.pending(work) if one.what == "review"])
    assert (shown.decided, shown.is_late) == ("09:01", False)
    undoes(waiting)
    waiting.keeps_up("remind of overdue steps")
    assert "has waited too long" in " ".join(waiting.messages(STATION_TOO))


def test_a_payment_counts_at_once(waiting: World) -> None:
    waiting.house = replace(waiting.house, undo_seconds=0)
    case_id = noticed_grant(waiting)
    waiting.decides(APPROVER, case_id)
    waiting.house = replace(waiting.house, undo_seconds=60)
    waiting.pays(case_id)
    assert waiting.case(case_id).step == "receipt"


def test_nothing_is_paid_while_a_return_of_the_cashier_waits(waiting: World) -> None:
    waiting.house = replace(waiting.house, undo_seconds=0)
    case_id = noticed_grant(waiting)
    waiting.decides(APPROVER, case_id)
    waiting.house = replace(waiting.house, undo_seconds=60)
    waiting.decides(CASHIER, case_id, "return")
    with pytest.raises(YouDecided):
        waiting.pays(case_id)


@pytest.fixture
def at_entry(waiting: World) -> int:
    waiting.house = replace(waiting.house, undo_seconds=0)
    case_id = waiting.opens()
    waiting.approved(case_id)
    waiting.house = replace(waiting.house, undo_seconds=60)
    return case_id


def test_an_entry_waits_and_opens_no_file_before(waiting: World, at_entry: int) -> None:
    waiting.enters(at_entry, "N-001")
    assert waiting.case(at_entry).household_id is None
    assert "You have given the number. It takes effect at" in waiting.edited(RECORDER)[-1]
    passes_a_minute(waiting)
    assert waiting.case(at_entry).household_id is not None
    assert "household file number" in " ".join(waiting.messages(LIN))


def test_an_entry_is_tried_when_it_is_given(waiting: World, at_entry: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(work: Work, event: object) -> None:
        raise OnFileElsewhere(number="2026-0001")

    acts = {**waiting.house.acts, next(one for one in waiting.house.acts if one.__name__ == "Entered"): refuses}
    waiting.house = replace(waiting.house, acts=acts)
    with pytest.raises(OnFileElsewhere):
        waiting.enters(at_entry)
    assert not meant(waiting)


def test_several_entries_are_taken_back_by_one_press(waiting: World, at_entry: int) -> None:
    number = waiting.case(at_entry).number
    done = does(waiting, RECORDER, lambda work: entry.enter_all(work, {number: "N-001"}))
    assert (done.done, done.until) == ((number,), "00:02")
    assert not does(waiting, RECORDER, entry.entries_waiting)
    undoes(waiting, RECORDER, together=True)
    assert does(waiting, RECORDER, entry.entries_waiting)
    does(waiting, RECORDER, lambda work: entry.enter_all(work, {number: "N-001"}))
    passes_a_minute(waiting)
    assert "1 decision has taken effect." in waiting.edited(RECORDER)
    assert waiting.case(at_entry).household_id is not None


def test_what_it_costs(waiting: World, visited: int) -> None:
    number = waiting.case(visited).version
    assert len(cost(waiting, STATION, decided(visited, number, Verdict.RETURN))) <= AN_ACTION
    first = meant(waiting)[-1].id
    assert len(cost(waiting, STATION, lambda work: keeping.take_back(work, first, all_together=False))) <= AN_ACTION
    approved = cost(waiting, STATION, decided(visited, number, Verdict.APPROVE))
    assert len(approved) <= AN_ACTION, "\n".join(approved)


def test_at_rest_the_clock_asks_once(waiting: World) -> None:
    assert len(cost(waiting, LIN, lambda work: effect.carry_out(replace(work, person_id=0)))) == 2  # one: who acts


def test_what_is_over_is_forgotten_after_a_day(waiting: World, visited: int) -> None:
    waiting.decides(STATION, visited)
    undoes(waiting)
    waiting.passes(days=2)
    waiting.decides(STATION, visited)
    passes_a_minute(waiting)
    assert [one.state for one in meant(waiting)] == [MeantState.IN_EFFECT]


def test_the_prompt_of_a_form_comes_to_the_end_of_the_chat(waiting: World, visited: int) -> None:
    with waiting.work() as session:
        work = waiting.at_work(session, STATION)
        decisions.decide(work, visited, session.get_one(AidCase, visited).version, Verdict.RETURN, reason="because")
        keeping.put_below(work, visited)
    assert "You have returned this. It takes effect at 09:01" in waiting.messages(STATION)[-1]
    passes_a_minute(waiting)
    assert "Returned by the reviewer" in waiting.edited(STATION)[-1]


def test_what_was_typed_is_offered_again_to_whoever_took_it_back(waiting: World, visited: int) -> None:
    version, reason = waiting.case(visited).version, "Please send the second page."
    waiting.decides(STATION, visited, "return", reason=reason)
    undoes(waiting)

    def before(who: int, verdict: Verdict) -> Any:
        return does(waiting, who, lambda work: again.given_before(work, visited, version, verdict))

    assert before(STATION, Verdict.RETURN) == reason
    assert before(STATION, Verdict.REFUSE) == before(STATION_TOO, Verdict.RETURN) == ""
    assert before(STATION, Verdict.APPROVE) == ""


def test_the_recorder_is_told_the_file_when_the_entry_takes_effect(waiting: World) -> None:
    waiting.house = replace(waiting.house, undo_seconds=0)
    visited = waiting.opens(answers={**ANSWERS, **PAPER})
    waiting.approved(visited)
    waiting.house = replace(waiting.house, undo_seconds=60)
    waiting.enters(visited)
    assert "HF-" not in "".join(waiting.messages(RECORDER))
    passes_a_minute(waiting)
    passes_a_minute(waiting)
    told = [one for one in waiting.messages(RECORDER) if "HF-2026-0001" in one]
    assert len(told) == 1
    assert "The worker is told now" in told[0]
