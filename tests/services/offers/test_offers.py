"""Offers: entered, matched to wishes, the last place given once, the waiting list, results, reminders and access."""

from __future__ import annotations

import threading
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import select

from domain.offers.rules import Kind, Result, State
from domain.platform.access import NotForYou, RegistrationNeeded
from domain.platform.text import Arg
from models.broadcasts import Mute
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile
from models.offers import Offer, OfferReply
from models.people import Person
from models.platform.audit import Audit
from models.platform.seal import vault
from models.units import Unit
from services import offers
from services.households.record import OwnFile
from services.offers import Reached
from services.offers.acts import BeginsTooEarly, DayIsOver, FitsManyMore, OfferClosed, for_household, lines_of
from services.offers.answers import OfferOver, ResultLogged
from services.offers.record import NoSuchOffer, UnknownOffer
from tests.union import (
    APPROVER,
    AYGUL,
    CENTRE_REVIEWER,
    LIN,
    OTHER_STATION,
    POINT,
    STATION,
    STATION_TOO,
    STRANGER,
    ZONE,
    World,
)

CLOSES = date(2026, 7, 30)
JOBLESS = {"self_work_status": "laid_off"}
FIRST_OF_MANY = 5000


def at(day: int, hour: int = 9, month: int = 7) -> datetime:
    return datetime(2026, month, day, hour, 30, tzinfo=ZONE)


def opens_file(
    world: World, head: int, *, officer: int | None = POINT, data: dict[str, Any] | None = None, unit: int = 4
) -> int:
    """A household file headed by a worker; return its id."""
    with world.work() as session:
        file = HouseholdFile(
            number=f"HF-2026-{head:04d}", national_number=f"N-{head}", head_id=head, unit_id=unit,
            household_class="deep", data=data if data is not None else dict(JOBLESS), opened_at=world.now,
            case_officer_id=officer,
        )  # fmt: skip
        session.add(file)
        session.flush()
        return file.id


def wishes(world: World, household_id: int, choice: str, *, year: int = 2026, season: str = "spring_jobs") -> None:
    """The case officer has noted a wish in a spring season."""
    with world.work() as session:
        key = f"season:{season}:{year}"
        campaign = session.exec(select(Campaign).where(Campaign.key == key)).first()
        if campaign is None:
            campaign = Campaign(
                key=key, season=season, year=year, policy_version=world.house.policies.current.version,
                opens=date(year, 2, 24), closes=date(year, 4, 10), opened_at=world.now, handled_until=date(year, 2, 24),
                filled_at=world.now,
            )  # fmt: skip
            session.add(campaign)
            session.flush()
        items = {"wishes": {"choice": choice}} if choice else {}
        session.add(CampaignTask(campaign_id=campaign.id, household_id=household_id, items=items, added_at=world.now))


def makes(world: World, officer: int = STATION, unit: int = 2, **more: Any) -> int:
    """A leader enters an offer; return its id."""
    given: dict[str, Any] = {"kind": Kind.VACANCY, "title": "Welder", "place": "Harbour 3", "places": 2} | more
    with world.work() as session:
        actor = world.actor(session, officer)
        return offers.make(world.at_work(session).by(actor), closes=given.pop("closes", CLOSES), unit_id=unit, **given)


def tells(world: World, offer_id: int, *, by: int = STATION, with_unknown: bool = True, asked: int = 1) -> int:
    with world.work() as session:
        actor = world.actor(session, by)
        return offers.tell(world.at_work(session).by(actor), offer_id, with_unknown=with_unknown, asked=asked)


def says(world: World, person_id: int, offer_id: int, interested: bool = True) -> State:
    with world.work() as session:
        actor = world.actor(session, person_id)
        return offers.answer(world.at_work(session).by(actor), offer_id, interested=interested)


def logs(world: World, officer: int, reply_id: int, result: Result = Result.HIRED, note: str | None = None) -> None:
    with world.work() as session:
        actor = world.actor(session, officer)
        offers.log_result(world.at_work(session).by(actor), reply_id, result, note=note)


def state(world: World, offer_id: int, person_id: int) -> str:
    with world.work() as session:
        query = select(OfferReply).where(OfferReply.offer_id == offer_id, OfferReply.person_id == person_id)
        found = session.exec(query).first()
        return found.state if found else ""


def reply_id(world: World, offer_id: int, person_id: int) -> int:
    with world.work() as session:
        query = select(OfferReply.id).where(OfferReply.offer_id == offer_id, OfferReply.person_id == person_id)
        return session.exec(query).one() or 0


def reached(world: World, offer_id: int, officer: int = STATION) -> Reached:
    with world.work() as session:
        actor = world.actor(session, officer)
        found = offers.view(world.at_work(session).by(actor), offer_id).reached
        assert found is not None
        return found


def reminds(world: World, times: int = 1) -> None:
    for _ in range(times):
        with world.work() as session:
            offers.remind(world.at_work(session))


def a_worker(person_id: int, now: datetime) -> Person:
    return Person(
        id=person_id,
        locale="en",
        first_seen_at=now,
        consented_at=now,
        sensitive_consented_at=now,
        registered_at=now,
        unit_id=4,
        name=f"员{person_id}",
        resident_id_print=vault().fingerprint(str(person_id)),
    )


def join(world: World, count: int) -> list[int]:
    """Register more workers at the point; return their ids."""
    people = list(range(FIRST_OF_MANY, FIRST_OF_MANY + count))
    with world.work() as session:
        for person_id in people:
            session.add(a_worker(person_id, world.now))
    return people


# Entering ------------------------------------------------------------------------------------------------------------


def test_a_leader_enters_offers_for_their_unit_and_below(world: World) -> None:
    for officer, unit in ((STATION, 2), (STATION, 4), (CENTRE_REVIEWER, 5), (APPROVER, 1)):
        makes(world, officer, unit)
    for officer, unit in ((STATION, 1), (STATION, 3), (OTHER_STATION, 4), (POINT, 4), (LIN, 4), (STATION, 99)):
        with pytest.raises(NotForYou):
            makes(world, officer, unit)
    with world.work() as session:
        assert [unit.id for unit in offers.units_for(world.at_work(session, STATION))] == [2, 4]
        assert [unit.id for unit in offers.units_for(world.at_work(session, APPROVER))] == [1, 2, 4, 3, 5]
        assert offers.units_for(world.at_work(session, POINT)) == []


def test_days_that_cannot_be_are_refused(world: World) -> None:
    with pytest.raises(DayIsOver):
        makes(world, closes=date(2026, 7, 19))
    with pytest.raises(BeginsTooEarly):
        makes(world, kind=Kind.FAIR, begins=date(2026, 7, 29))
    makes(world, closes=date(2026, 7, 20))
    makes(world, kind=Kind.FAIR, begins=CLOSES)


# Matching and telling ------------------------------------------------------------------------------------------------


def test_the_wish_decides_whom_an_offer_fits(world: World) -> None:
    chosen = zip(("job", "training", "not_now"), join(world, 3), strict=True)
    files = {choice: opens_file(world, person) for choice, person in chosen}
    for choice, household_id in files.items():
        wishes(world, household_id, choice)
    unknown = opens_file(world, LIN)
    opens_file(world, STRANGER, data={"self_work_status": "on_duty"})
    vacancy, course = makes(world), makes(world, kind=Kind.TRAINING)
    for offer_id, fitting in ((vacancy, "job"), (course, "training")):
        found = reached(world, offer_id)
        assert [one.household_id for one in found.fitting] == [files[fitting]]
        assert [one.household_id for one in found.unknown] == [unknown]


def test_the_newest_spring_counts_and_no_other_season(world: World) -> None:
    household_id = opens_file(world, LIN)
    wishes(world, household_id, "job", year=2025)
    wishes(world, household_id, "not_now", season="winter_warmth")
    offer_id = makes(world)
    assert len(reached(world, offer_id).fitting) == 1
    wishes(world, household_id, "", year=2026)
    assert len(reached(world, offer_id).unknown) == 1, "nobody has asked this year"


def test_households_elsewhere_closed_muted_or_gone_are_left_out(world: World) -> None:
    people = join(world, 3)
    for person in (*people, LIN):
        wishes(world, opens_file(world, person), "job")
    wishes(world, opens_file(world, AYGUL, unit=5), "job")
    with world.work() as session:
        session.add(Mute(person_id=people[0], topic="training_jobs"))
        session.add(Mute(person_id=LIN, topic="seasonal"))
        session.get_one(Person, people[1]).blocked_at = world.now
        closed = session.exec(select(HouseholdFile).where(HouseholdFile.head_id == people[2])).one()
        closed.closed_at = world.now
    offer_id = makes(world)
    found = reached(world, offer_id)
    assert [one.head_id for one in found.fitting] == [LIN]
    assert (found.muted, found.unreachable) == (1, 1)
    assert tells(world, offer_id) == 1
    assert world.messages(people[0]) == world.messages(people[1]) == world.messages(AYGUL) == []


def test_a_worker_is_told_once_with_everything_they_need(world: World) -> None:
    household_id = opens_file(world, LIN)
    wishes(world, household_id, "training")
    offer_id = makes(
        world, kind=Kind.TRAINING, title="Sewing", pay="free", begins=date(2026, 8, 3), words="Bring your id."
    )
    assert [tells(world, offer_id), tells(world, offer_id), tells(world, offer_id, by=CENTRE_REVIEWER)] == [1, 0, 0]
    (text,) = world.messages(LIN)
    for part in (
        "Sewing",
        "Harbour 3",
        "Cost: free",
        "3 August 2026",
        "30 July 2026",
        "Bring your id.",
        "deposit",
    ):
        assert part in text
    assert world.presses(LIN) == [f"ja:{offer_id}:y", f"ja:{offer_id}:n"]
    with world.work() as session:
        subjects = {line.subject for line in session.exec(select(Audit))}
    assert {f"household:{household_id}", f"offer:{offer_id}"} <= subjects


def test_an_offer_that_came_to_fit_many_more_than_was_asked_goes_to_nobody(world: World) -> None:
    """The question lay open, and the season was filled in meanwhile."""
    for person_id in join(world, 22):
        opens_file(world, person_id)
    offer_id = makes(world)
    with pytest.raises(FitsManyMore) as refused:
        tells(world, offer_id, asked=1)
    assert refused.value.args_given == {"title": "Welder", "before": "1", "now": "22"}
    assert not world.messages(FIRST_OF_MANY)
    assert tells(world, offer_id, asked=2) == 22, "some more are as good as agreed to"


def test_unknown_wishes_are_told_only_if_wanted(world: World) -> None:
    opens_file(world, LIN)
    offer_id = makes(world)
    assert tells(world, offer_id, with_unknown=False) == 0
    assert tells(world, offer_id, with_unknown=True) == 1


def test_two_leaders_tell_at_the_same_instant(world: World) -> None:
    opens_file(world, LIN)
    offer_id = makes(world)
    told = at_once((lambda: tells(world, offer_id, by=STATION)), (lambda: tells(world, offer_id, by=STATION_TOO)))
    assert sorted(told) == [0, 1]
    assert len(world.messages(LIN)) == 1


def at_once(*acts: Any) -> list[Any]:
    """Do several things in threads that begin together; return what came of them."""
    barrier, outcomes = threading.Barrier(len(acts)), []

    def run(act: Any) -> None:
        barrier.wait()
        outcomes.append(act())

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(acts)
    return outcomes


# Answers and the waiting list ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("places", [1, 3])
def test_the_last_place_is_never_given_twice(world: World, places: int) -> None:
    people = join(world, 8)
    offer_id = makes(world, places=places)
    states = at_once(*((lambda person=person: says(world, person, offer_id)) for person in people))
    assert states.count(State.INTERESTED) == places
    assert states.count(State.WAITING_LIST) == 8 - places


def test_the_first_on_the_waiting_list_moves_up_when_somebody_steps_back(world: World) -> None:
    first, second, third = join(world, 3)
    opens_file(world, second)
    offer_id = makes(world, places=1)
    for person in (first, second, third):
        says(world, person, offer_id)
        world.passes(minutes=1)
    assert says(world, second, offer_id) is State.WAITING_LIST, "asking again does not move anybody"
    assert says(world, first, offer_id, False) is State.DECLINED
    assert [state(world, offer_id, one) for one in (first, second, third)] == ["declined", "interested", "waiting_list"]
    assert "a place has become free" in world.messages(second)[-1]
    assert world.messages(third) == []
    assert "is interested: 💼 Vacancy, Welder" in world.messages(POINT)[-1]
    assert says(world, first, offer_id) is State.WAITING_LIST, "who comes back waits behind the others"


def test_the_case_officer_hears_of_it_and_a_second_press_changes_nothing(world: World) -> None:
    opens_file(world, LIN)
    offer_id = makes(world)
    tells(world, offer_id)
    for _ in range(3):
        assert says(world, LIN, offer_id) is State.INTERESTED
    assert world.messages(POINT) == ["林示例 is interested: 💼 Vacancy, Welder."]
    assert world.presses(POINT) == [f"jp:{reply_id(world, offer_id, LIN)}"]
    says(world, LIN, offer_id, False)
    assert world.messages(POINT)[-1] == "林示例 no longer wants to go: 💼 Vacancy, Welder."


def test_not_for_me_tells_nobody(world: World) -> None:
    opens_file(world, LIN)
    offer_id = makes(world)
    tells(world, offer_id)
    assert says(world, LIN, offer_id, False) is State.DECLINED
    assert world.messages(POINT) == []


def test_workers_without_a_file_see_what_is_open_and_the_maker_hears_of_them(world: World) -> None:
    offer_id = makes(world)
    assert jobs(world, LIN) == [offer_id]
    assert jobs(world, AYGUL) == [], "it is for another station"
    says(world, LIN, offer_id)
    assert len(world.messages(STATION)) == 1
    with pytest.raises(UnknownOffer):
        says(world, AYGUL, offer_id)
    with pytest.raises(UnknownOffer):
        says(world, LIN, 999)


def jobs(world: World, person_id: int) -> list[int]:
    with world.work() as session:
        return [one.offer_id for one in offers.jobs(world.at_work(session, person_id))]


def test_somebody_who_is_not_registered_cannot_answer(world: World) -> None:
    offer_id = makes(world)
    with world.work() as session:
        session.get_one(Person, LIN).registered_at = None
    with pytest.raises(RegistrationNeeded):
        says(world, LIN, offer_id)


def test_after_the_last_day_nothing_changes_any_more(world: World) -> None:
    offer_id = makes(world)
    world.now = at(30, 23)
    says(world, LIN, offer_id)
    world.now = at(31, 0)
    for interested in (True, False):
        with pytest.raises(OfferOver):
            says(world, LIN, offer_id, interested)
    assert jobs(world, LIN) == []
    with pytest.raises(OfferClosed):
        tells(world, offer_id)
    with pytest.raises(OfferClosed):
        ends(world, offer_id)


def ends(world: World, offer_id: int, by: int = STATION) -> int:
    with world.work() as session:
        return offers.end(world.at_work(session, by), offer_id)


def test_an_offer_is_ended_and_those_who_wanted_it_hear_of_it_once(world: World) -> None:
    first, second, third = join(world, 3)
    offer_id = makes(world, places=1, begins=date(2026, 8, 1))
    says(world, first, offer_id)
    says(world, second, offer_id)
    says(world, third, offer_id, False)
    assert ends(world, offer_id) == 2
    with pytest.raises(OfferClosed):
        ends(world, offer_id)
    assert "no longer offered" in world.messages(first)[-1]
    assert "no longer offered" in world.messages(second)[-1]
    assert world.messages(third) == []
    with pytest.raises(OfferOver):
        says(world, third, offer_id)
    world.now = at(1, month=8)
    reminds(world)
    assert len(world.messages(first)) == 1, "nobody is sent to a place where nothing happens"


# Results and access --------------------------------------------------------------------------------------------------


def test_a_result_is_logged_and_the_worker_hears_a_warm_word(world: World) -> None:
    opens_file(world, LIN)
    offer_id = makes(world)
    tells(world, offer_id)
    says(world, LIN, offer_id)
    number = reply_id(world, offer_id, LIN)
    for result in (Result.WENT, Result.HIRED, Result.HIRED):
        logs(world, POINT, number, result)
    assert state(world, offer_id, LIN) == "hired"
    assert ["Thank you for going" in text for text in world.messages(LIN)] == [False, True, False]
    assert "Congratulations" in world.messages(LIN)[-1]
    with pytest.raises(ResultLogged):
        says(world, LIN, offer_id, False)


def test_not_suitable_frees_the_place_and_keeps_the_note_sealed(world: World) -> None:
    opens_file(world, LIN)
    (other,) = join(world, 1)
    offer_id = makes(world, places=1)
    says(world, LIN, offer_id)
    says(world, other, offer_id)
    before = len(world.messages(LIN))
    logs(world, POINT, reply_id(world, offer_id, LIN), Result.NOT_SUITABLE, "Too far away.")
    assert state(world, offer_id, other) == "interested"
    assert len(world.messages(LIN)) == before
    number = reply_id(world, offer_id, LIN)
    with world.work() as session:
        assert session.get_one(OfferReply, number).note == "Too far away."
        raw = session.connection().exec_driver_sql("SELECT note FROM offer_reply WHERE note IS NOT NULL").scalar_one()
    assert "Too far" not in str(raw)


def test_only_officers_of_the_household_log_its_result(world: World) -> None:
    opens_file(world, LIN, officer=STATION_TOO)
    offer_id = makes(world, APPROVER, 1)
    says(world, LIN, offer_id)
    number = reply_id(world, offer_id, LIN)
    for stranger in (POINT, OTHER_STATION, LIN, AYGUL):
        with pytest.raises(NotForYou):
            logs(world, stranger, number)
    for officer in (STATION_TOO, STATION, APPROVER):
        logs(world, officer, number)
    with pytest.raises(NoSuchOffer):
        logs(world, STATION, 999)


def test_somebody_without_a_file_is_the_leaders(world: World) -> None:
    offer_id = makes(world)
    says(world, LIN, offer_id)
    number = reply_id(world, offer_id, LIN)
    for stranger in (POINT, OTHER_STATION):
        with pytest.raises(NotForYou):
            logs(world, stranger, number)
    logs(world, STATION_TOO, number)


def test_nobody_logs_their_own_result(world: World) -> None:
    offer_id = makes(world)
    says(world, STATION, offer_id)
    with pytest.raises(OwnFile):
        logs(world, STATION, reply_id(world, offer_id, STATION))


def seen_by(world: World, officer: int) -> list[int]:
    with world.work() as session:
        return [one.offer_id for one in offers.listed(world.at_work(session, officer))]


def names(world: World, officer: int, offer_id: int, *, first: int = 0, most: int = 50) -> list[Arg]:
    with world.work() as session:
        actor = world.actor(session, officer)
        shown = offers.replies(world.at_work(session).by(actor), offer_id, first=first, most=most)
        return [one.name for one in shown.lines]


def test_a_case_officer_sees_only_their_households(world: World) -> None:
    opens_file(world, LIN)
    opens_file(world, STRANGER, officer=STATION_TOO)
    offer_id = makes(world)
    assert seen_by(world, POINT) == []
    tells(world, offer_id)
    assert seen_by(world, POINT) == [offer_id]
    assert names(world, POINT, offer_id) == ["林示例"]
    assert set(names(world, STATION, offer_id)) == {"林示例", "马某人"}
    with world.work() as session:
        view = offers.view(world.at_work(session, POINT), offer_id)
        assert not view.is_managed
        assert view.reached is None


def test_another_station_sees_nothing_of_it(world: World) -> None:
    opens_file(world, LIN)
    offer_id = makes(world)
    tells(world, offer_id)
    assert seen_by(world, OTHER_STATION) == seen_by(world, LIN) == []
    with pytest.raises(NoSuchOffer):
        names(world, OTHER_STATION, offer_id)
    with pytest.raises(NotForYou):
        tells(world, offer_id, by=OTHER_STATION)
    with pytest.raises(NotForYou):
        ends(world, offer_id, OTHER_STATION)


def test_a_station_sees_its_own_of_what_the_centre_offers(world: World) -> None:
    opens_file(world, LIN)
    opens_file(world, AYGUL, officer=None, unit=5)
    offer_id = makes(world, APPROVER, 1)
    tells(world, offer_id, by=APPROVER)
    assert names(world, STATION, offer_id) == ["林示例"]
    assert names(world, OTHER_STATION, offer_id) == ["阿依古丽·样本"]
    with pytest.raises(NotForYou):
        ends(world, offer_id, STATION)


def test_replies_come_by_state_and_in_pages(world: World) -> None:
    people = join(world, 5)
    offer_id = makes(world, places=1)
    says(world, people[0], offer_id, False)
    for person in people[1:]:
        says(world, person, offer_id)
        world.passes(minutes=1)
    wanted = [f"员{one}" for one in (*people[1:], people[0])]
    assert names(world, STATION, offer_id, first=0, most=3) == wanted[:3]
    assert names(world, STATION, offer_id, first=3, most=3) == wanted[3:]


def test_what_a_household_was_told_and_what_fits_it(world: World) -> None:
    household_id = opens_file(world, LIN)
    wishes(world, household_id, "job")
    told, fitting, _course = makes(world), makes(world, kind=Kind.FAIR), makes(world, kind=Kind.TRAINING)
    makes(world, OTHER_STATION, 3)
    says(world, LIN, told)
    with world.work() as session:
        (line,) = lines_of(session, household_id)
        assert (line.offer_id, line.title, line.state) == (told, "Welder", State.INTERESTED)
        today = world.now.date()
        assert [one.id for one in for_household(world.at_work(session), household_id, today)] == [fitting]


# What happens by itself ----------------------------------------------------------------------------------------------


def test_who_has_not_answered_is_reminded_once_before_the_last_day(world: World) -> None:
    silent, muted, answered = join(world, 3)
    for person in (silent, muted, answered):
        opens_file(world, person)
    offer_id = makes(world)
    tells(world, offer_id)
    says(world, answered, offer_id)
    with world.work() as session:
        session.add(Mute(person_id=muted, topic="training_jobs"))
    world.now = at(28)
    reminds(world)
    assert len(world.messages(silent)) == 1
    for day in (29, 30, 31):
        world.now = at(day)
        reminds(world, times=2)
    assert [len(world.messages(one)) for one in (silent, muted, answered)] == [2, 1, 1]
    assert "You can answer until 30 July 2026" in world.messages(silent)[-1]


def test_somebody_told_on_the_last_day_is_not_reminded_at_once(world: World) -> None:
    opens_file(world, LIN)
    offer_id = makes(world)
    world.now = at(30)
    tells(world, offer_id)
    reminds(world)
    assert len(world.messages(LIN)) == 1


def test_who_is_interested_is_reminded_where_it_begins(world: World) -> None:
    first, waiting = join(world, 2)
    offer_id = makes(world, kind=Kind.FAIR, places=1, begins=date(2026, 8, 5))
    says(world, first, offer_id)
    says(world, waiting, offer_id)
    world.now = at(3, month=8)
    reminds(world)
    assert world.messages(first) == []
    for day in (4, 5, 6):
        world.now = at(day, month=8)
        reminds(world, times=2)
    (text,) = world.messages(first)
    assert "Harbour 3" in text
    assert "5 August 2026" in text
    world.now = at(4, month=8)
    assert jobs(world, first) == [offer_id], "where and when can still be looked up"
    assert jobs(world, LIN) == []
    (over,) = world.messages(waiting)
    assert "no place became free" in over, "who has no place is not told when it begins, but that it is over"


def test_officers_are_asked_once_each_for_what_is_not_logged(world: World) -> None:
    for head, officer in ((LIN, POINT), (STRANGER, STATION_TOO)):
        opens_file(world, head, officer=officer)
    offer_id = makes(world, places=5)
    for person in (LIN, STRANGER, *join(world, 2)):
        says(world, person, offer_id)
    logs(world, STATION_TOO, reply_id(world, offer_id, STRANGER))
    before = {one: len(world.messages(one)) for one in (POINT, STATION, STATION_TOO)}
    world.now = at(30)
    reminds(world)
    world.now = at(31)
    reminds(world, times=2)
    world.now = at(2, month=8)
    reminds(world)
    more = {one: len(world.messages(one)) - count for one, count in before.items()}
    assert more == {POINT: 1, STATION: 1, STATION_TOO: 0}
    assert "林示例" in world.messages(POINT)[-1]
    assert "The results of 2 workers are not logged yet: 员5000, 员5001." in world.messages(STATION)[-1]
    assert world.presses(POINT) == [f"jr:{offer_id}:0"]


def test_results_of_a_course_are_asked_for_when_it_has_begun(world: World) -> None:
    opens_file(world, LIN)
    makes(world, kind=Kind.TRAINING, begins=date(2026, 8, 20))
    says(world, LIN, 1)
    world.now = at(31)
    reminds(world)
    assert len(world.messages(POINT)) == 1, "that Lin is interested"
    world.now = at(21, month=8)
    reminds(world)
    assert len(world.messages(POINT)) == 2


def test_whoever_waited_for_a_place_is_told_once_that_none_became_free(world: World) -> None:
    opens_file(world, LIN)
    offer_id = makes(world, places=1)
    first = join(world, 1)
    for person in (*first, LIN):
        says(world, person, offer_id)
    assert state(world, offer_id, LIN) == "waiting_list"
    world.now = at(30)
    reminds(world)
    assert "no place became free" not in "".join(world.messages(LIN))
    for day in (31, 31):
        world.now = at(day)
        reminds(world)
    world.now = at(3, month=8)
    reminds(world)
    assert sum("no place became free" in text for text in world.messages(LIN)) == 1
    assert "no place became free" not in "".join(world.messages(first[0]))


def test_a_late_run_after_weeks_asks_for_nothing_old(world: World) -> None:
    opens_file(world, LIN)
    offer_id = makes(world)
    says(world, LIN, offer_id)
    world.now = at(20, month=11)
    reminds(world)
    assert len(world.messages(POINT)) == 1


def test_the_leader_hears_when_a_household_has_no_officer(world: World) -> None:
    opens_file(world, LIN, officer=None)
    offer_id = makes(world, STATION_TOO)
    says(world, LIN, offer_id)
    assert [len(world.messages(one)) for one in (STATION_TOO, STATION, POINT)] == [1, 0, 0]


def test_nothing_names_a_unit_that_is_closed(world: World) -> None:
    with world.work() as session:
        session.get_one(Unit, 4).closed_at = world.now
        assert [unit.id for unit in offers.units_for(world.at_work(session, STATION))] == [2]
    with pytest.raises(NotForYou):
        makes(world, STATION, 4)


def test_an_offer_that_is_over_comes_last(world: World) -> None:
    late, soon = makes(world, closes=date(2026, 8, 30)), makes(world, closes=date(2026, 7, 25))
    over = makes(world)
    ends(world, over)
    assert seen_by(world, STATION) == [soon, late, over]
    with world.work() as session:
        assert session.get_one(Offer, over).ended_at is not None
