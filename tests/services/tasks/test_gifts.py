"""Money and goods in a season: both caps to the fen, over all seasons of the year, also for two officers at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.run.database import Database
from domain.platform.money import yuan
from domain.tasks.checklist import AboveOneTime, AboveTheYear, AmountMissing, Given, GoodsMissing
from models.campaigns import CampaignTask, Gift
from models.households import HouseholdFile
from services.tasks import gifts, ticking
from services.tasks import record as tasks
from tests.season_tasks import add_campaign, add_household
from tests.union import AYGUL, DEMO, LIN, POINT, STATION, ZONE, World, found

WINTER = datetime(2026, 12, 7, 9, tzinfo=ZONE)
CLOSES = date(2027, 2, 20)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """The union under a policy whose festival round also gives money, under the same caps."""
    policy = tmp_path / "festival.toml"
    old = '{ key = "receipt", needs = ["photo"], zh_Hans = "慰问品'
    text = DEMO.read_text("utf-8")
    assert old in text
    text = text.replace(old, f'{{ key = "money", needs = ["money"], zh_Hans = "慰问金" }},\n  {old}')
    festival = 'key = "mid_autumn_visit"\n'
    assert festival in text
    policy.write_text(text.replace(festival, f'{festival}pays = "winter_warmth"\n'), "utf-8")
    return found(database, WINTER, policy=policy)


@pytest.fixture
def winter(world: World) -> int:
    with world.work() as session:
        household_id = add_household(session, WINTER, head=LIN, officer=POINT)
        return add_campaign(session, world.house, "winter_warmth", [household_id], WINTER, closes=CLOSES)[0]


def festival_of(world: World, task_id: int) -> int:
    """A task for the same household in the festival round."""
    with world.work() as session:
        household_id = session.get_one(CampaignTask, task_id).household_id
        return add_campaign(session, world.house, "mid_autumn_visit", [household_id], WINTER, closes=CLOSES)[0]


def gives(world: World, task_id: int, amount: int, *, by: int = POINT, instead: bool = False) -> None:
    with world.work() as session:
        there = tasks.locked(world.at_work(session), task_id).entries.get("money") if instead else None
        stamp = there.stamp if there else 0
        ticking.tick(
            world.at_work(session, by), task_id, "money", Given(amount=amount),
            instead_of=stamp,
        )  # fmt: skip


def had(world: World, year: int = 2026, head: int = LIN) -> int:
    with world.work() as session:
        return gifts.had_in(session, head, year)


def test_exactly_the_cap_for_one_time_is_given_and_a_fen_more_is_not(world: World, winter: int) -> None:
    with pytest.raises(AboveOneTime):
        gives(world, winter, yuan(3000) + 1)
    assert had(world) == 0
    gives(world, winter, yuan(3000))
    assert had(world) == yuan(3000)


def test_all_seasons_of_the_year_count_together_to_the_fen(world: World, winter: int) -> None:
    festival = festival_of(world, winter)
    gives(world, winter, yuan(3000))
    with world.work() as session:
        session.add(
            Gift(task_id=festival, household_id=1, item="other", year=2026, amount=yuan(1000), given_on=WINTER.date(),
                 given_by=POINT)
        )  # fmt: skip
    with pytest.raises(AboveTheYear) as refusal:
        gives(world, festival, yuan(2000) + 1)
    assert {name: getattr(value, "fen", value) for name, value in refusal.value.args_given.items()} == {
        "amount": yuan(2000) + 1, "cap": yuan(6000), "had": yuan(4000), "left": yuan(2000), "year": "2026",
    }  # fmt: skip
    gives(world, festival, yuan(2000))
    assert had(world) == yuan(6000)


def test_a_new_year_begins_anew(world: World, winter: int) -> None:
    festival = festival_of(world, winter)
    gives(world, winter, yuan(3000))
    world.now = datetime(2027, 1, 4, 9, tzinfo=ZONE)
    gives(world, festival, yuan(3000))
    assert (had(world, 2026), had(world, 2027)) == (yuan(3000), yuan(3000))


def test_a_change_takes_the_place_of_the_gift_and_keeps_its_day(world: World, winter: int) -> None:
    gives(world, festival_of(world, winter), yuan(3000))
    gives(world, winter, yuan(2000))
    world.now = datetime(2027, 1, 4, 9, tzinfo=ZONE)
    gives(world, winter, yuan(3000), instead=True)
    with world.work() as session:
        gift = session.exec(select(Gift).where(Gift.task_id == winter)).one()
    assert (gift.amount, gift.year, gift.given_on) == (yuan(3000), 2026, WINTER.date())
    assert had(world, 2027) == 0


def test_undo_takes_the_gift_back(world: World, winter: int) -> None:
    gives(world, winter, yuan(3000))
    with world.work() as session:
        stamp = tasks.locked(world.at_work(session), winter).entries["money"].stamp
        ticking.undo(world.at_work(session, POINT), winter, "money", stamp)
    assert had(world) == 0
    gives(world, winter, yuan(3000))


def test_another_household_has_its_own_caps_but_a_head_only_one(world: World, winter: int) -> None:
    gives(world, winter, yuan(3000))
    with world.work() as session:
        session.exec(select(HouseholdFile)).one().closed_at = world.now
        again = add_household(session, WINTER, head=LIN, officer=POINT, number=2)
        other = add_household(session, WINTER, head=AYGUL, officer=POINT, unit=4, number=3)
        first, second = add_campaign(session, world.house, "mid_autumn_visit", [again, other], WINTER, closes=CLOSES)
    gives(world, second, yuan(3000))
    assert had(world, head=AYGUL) == yuan(3000)
    with world.work() as session:
        file = session.exec(select(HouseholdFile).where(HouseholdFile.number == "HF-2026-0002")).one()
        season = world.house.policies.current.season("winter_warmth")
        room = gifts.room_for(session, season, file, first, "money", today=WINTER.date())
    assert (room.had, room.left) == (yuan(3000), yuan(3000))


def test_two_officers_at_once_do_not_pass_the_cap_together(world: World, winter: int) -> None:
    festival = festival_of(world, winter)
    with world.work() as session:
        session.add(
            Gift(task_id=winter, household_id=1, item="other", year=2026, amount=yuan(3000), given_on=WINTER.date(),
                 given_by=POINT)
        )  # fmt: skip

    def one(which: tuple[int, int]) -> None:
        with suppress(AboveTheYear):
            gives(world, which[0], yuan(2000), by=which[1])

    with ThreadPoolExecutor(2) as both:
        list(both.map(one, ((winter, POINT), (festival, STATION))))
    assert had(world) == yuan(5000)


def test_goods_are_kept_as_keys_and_money_is_above_zero(world: World, winter: int) -> None:
    photo = {"file_id": "f", "unique_id": "u", "name": "", "mime": "image/jpeg", "size": 1, "album": None}
    with world.work() as session:
        given = Given(goods=("food", "bedding"), files=(photo,))
        ticking.tick(world.at_work(session, POINT), winter, "receipt", given)
    with world.work() as session:
        gift = session.exec(select(Gift).order_by(col(Gift.id))).one()
    assert (gift.goods, gift.amount, gift.item) == ("food,bedding", 0, "receipt")
    with pytest.raises(AmountMissing):
        gives(world, winter, 0)
    with world.work() as session:
        stamp = tasks.locked(world.at_work(session), winter).entries["receipt"].stamp
        actor = world.actor(session, POINT)
        again = Given(goods=("gold",), files=(photo,))
        with pytest.raises(GoodsMissing):
            ticking.tick(world.at_work(session).by(actor), winter, "receipt", again, instead_of=stamp)
        session.rollback()
