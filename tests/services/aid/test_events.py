"""One event, many households: who gets a case, who is left out and why, nobody twice, and that a colleague approves."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import col, select

from domain.cases.buttons import ApproveList
from domain.platform.access import NotForYou
from domain.platform.buttons import decode
from domain.platform.identifiers import check_character
from domain.platform.text import pack
from domain.procedure.refusals import SecondPairOfEyesNeeded, VerdictNotHere
from models.aid import AidEvent
from models.people import Person
from models.platform.seal import print_of
from models.procedure import AidCase
from services import aid
from services.aid.events.opening import EventEnded, NobodyStruck
from services.cases import by_list
from tests.season_tasks import add_household
from tests.union import APPROVER, AYGUL, LIN, OTHER_STATION, POINT, STATION, STRANGER, World, told

CARD = "6222020000000000018"
DIGITS = "99010119340501123"
OLD = DIGITS + check_character(DIGITS)
ANSWERS: dict[str, Any] = {
    "event_unit": "2", "event_name": "Flood", "event_day": "2026-07-19", "own_event_what": "Water in the rooms.",
    "event_whom": "all",
}  # fmt: skip


@pytest.fixture
def struck(world: World) -> World:
    return with_households(world)


def with_households(world: World) -> World:
    """Lin's and a stranger's household are on file at the point; Aygul is registered elsewhere and has none."""
    with world.work() as session:
        for number, one in ((1, LIN), (2, AYGUL)):
            person, digits = session.get_one(Person, one), f"9901011970010101{number}"
            person.resident_id = digits + check_character(digits)
            person.resident_id_print = print_of(person.resident_id)
        add_household(session, world.now, head=LIN, officer=POINT, bank_card=CARD, home_address="示例路一号")
        add_household(
            session, world.now, head=STRANGER, officer=POINT, number=2, home_address="河边二号", household="DEMO-H02"
        )
    return world


def opens(world: World, by: int = STATION, **changes: Any) -> tuple[int, list[str]]:
    """Open an event; return its id, and why somebody is left out."""
    policy = world.house.policies.current
    with world.work() as session:
        work = world.at_work(session, by)
        done = aid.begin_event(work, policy, policy.given("disaster_relief"), {**ANSWERS, **changes})
        return done.event_id, [told_of(one.why) for one in done.left]


def adds(world: World, event_id: int, **changes: Any) -> list[str]:
    with world.work() as session:
        done = aid.add_to_event(world.at_work(session, STATION), event_id, {**ANSWERS, **changes})
        return [told_of(one.why) for one in done.left]


def told_of(said: Any) -> str:
    return told(pack(said))


def cases_of(world: World) -> list[AidCase]:
    with world.work() as session:
        return list(session.exec(select(AidCase).order_by(col(AidCase.id))).all())


def named(*lines: str) -> dict[str, Any]:
    return {"event_whom": "named", "event_people": "\n".join(lines)}


def test_every_household_of_the_unit_has_its_case_with_what_is_known(struck: World) -> None:
    opens(struck)
    first, second = cases_of(struck)
    assert (first.applicant_id, first.household_id, first.unit_id, first.period) == (LIN, 1, 4, "E2026-001")
    assert (first.step, first.amount, first.answers["own_event_what"]) == ("approval", 1_500_00, "Water in the rooms.")
    assert second.applicant_id == STRANGER
    assert any("Flood" in one and "**** 0018" in one for one in struck.messages(LIN))


def test_households_are_found_by_words_of_their_address(struck: World) -> None:
    opens(struck, event_whom="place", event_place="河 边")
    assert [case.applicant_id for case in cases_of(struck)] == [STRANGER]


def test_somebody_without_file_and_account_gets_one_by_name_number_and_card(struck: World) -> None:
    opens(struck, **named(f"刘示例 {OLD} {CARD}"))
    (case,) = cases_of(struck)
    assert (case.applicant_id, case.household_id, case.amount) == (STATION, None, 500_00)
    assert case.answers["outsider_name"] == "刘示例"
    assert case.answers["posted_as"] == "刘某某"


LEFT_OUT = {
    "HF-2026-0009": "no open file with this number",
    f"刘示例 {OLD}": "no bank card is known",
    "{lin_number}": "do not belong together",
    "{aygul}": "cannot be added at this unit",
}


@pytest.mark.parametrize("line", sorted(LEFT_OUT))
def test_whoever_cannot_be_added_is_told_of_with_the_reason(struck: World, line: str) -> None:
    with struck.work() as session:
        lin, aygul = session.get_one(Person, LIN), session.get_one(Person, AYGUL)
        wrong, elsewhere = f"王别人 {lin.resident_id}", f"{aygul.name} {aygul.resident_id}"
    typed = line.format(lin_number=wrong, aygul=elsewhere)
    _, left = opens(struck, **named("HF-2026-0002", typed))
    assert LEFT_OUT[line] in " ".join(left)
    assert len(cases_of(struck)) == 1


def test_nobody_has_two_cases_of_one_event_however_they_are_named(struck: World) -> None:
    with struck.work() as session:
        lin = session.get_one(Person, LIN)
        by_number = f"{lin.name} {lin.resident_id}"
    event_id, left = opens(struck, **named("HF-2026-0001", by_number, "HF-2026-0001"))
    assert (len(cases_of(struck)), left) == (1, [])
    with pytest.raises(NobodyStruck):
        adds(struck, event_id, **named(by_number))
    assert adds(struck, event_id, event_whom="all") == ["they have a case of this event already"]
    assert len(cases_of(struck)) == 2


def test_another_event_gives_again_within_the_cap_of_the_year(struck: World) -> None:
    for number in range(4):
        opens(struck, event_name=f"Flood {number}", **named("HF-2026-0001"))
    with pytest.raises(NobodyStruck):
        opens(struck, event_name="The fifth", **named("HF-2026-0001"))


def test_the_officer_who_opened_it_approves_nothing_and_nothing_goes_back(struck: World) -> None:
    opens(struck, by=APPROVER, **named("HF-2026-0001"))
    (case,) = cases_of(struck)
    with pytest.raises(SecondPairOfEyesNeeded):
        struck.decides(APPROVER, case.id)
    opens(struck, event_name="Another", **named("HF-2026-0002"))
    with pytest.raises(VerdictNotHere):
        struck.decides(APPROVER, cases_of(struck)[1].id, "return")


def test_each_event_is_a_list_of_its_own_for_the_approver(struck: World) -> None:
    opens(struck)
    opens(struck, event_name="Fire", **named("HF-2026-0002"))
    with struck.work() as session:
        work = struck.at_work(session, APPROVER)
        first, second = by_list.lists_of(work)
        press = decode(first.keys[0][0].press)
        assert isinstance(press, ApproveList)
        by_list.approve_list(work, press)
    assert "Flood" in told_of(first.text)
    assert "Fire" in told_of(second.text)
    assert [case.step for case in cases_of(struck)] == ["payment", "payment", "approval"]


@pytest.mark.parametrize("officer", [OTHER_STATION, POINT, LIN])
def test_only_who_leads_the_unit_opens_adds_and_looks(struck: World, officer: int) -> None:
    event_id, _ = opens(struck, **named("HF-2026-0001"))
    with pytest.raises(NotForYou):
        opens(struck, by=officer)
    with struck.work() as session, pytest.raises(NotForYou):
        aid.event_card(struck.at_work(session, officer), event_id)
    with struck.work() as session:
        assert aid.events_of(struck.at_work(session, officer)) == ()


def test_an_ended_event_takes_nobody_more_and_its_card_counts_on(struck: World) -> None:
    event_id, _ = opens(struck, **named("HF-2026-0001"))
    with struck.work() as session:
        aid.end_event(struck.at_work(session, STATION), event_id)
    with pytest.raises(EventEnded):
        adds(struck, event_id)
    (case,) = cases_of(struck)
    struck.decides(APPROVER, case.id)
    struck.pays(case.id)
    with struck.work() as session:
        view = aid.event_card(struck.at_work(session, STATION), event_id)
    assert (view.fen, view.paid, view.ended_on) == (1_500_00, 1_500_00, struck.now.date())
    assert not view.is_over


def test_whoever_has_withdrawn_the_consent_is_not_found(struck: World) -> None:
    with struck.work() as session:
        session.get_one(Person, LIN).sensitive_consented_at = None
    _, left = opens(struck, **named("HF-2026-0001", "HF-2026-0002"))
    assert left == ["there is no open file with this number at this unit or below it"]
    with struck.work() as session:
        assert "HF" not in str(session.exec(select(AidEvent)).one().answers), "whom it has struck is its cases"
