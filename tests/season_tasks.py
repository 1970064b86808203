"""Households on file and running campaigns with their tasks, for the tests of what officers do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from domain.platform.identifiers import normalise
from models.campaigns import Campaign, CampaignTask
from models.households import HouseholdFile, HouseholdMember
from models.platform.seal import vault
from services.platform.house import House
from tests.data.households import answers_of, households

OPENS = {"winter_warmth": (12, 1), "autumn_study": (7, 1), "summer_cooling": (6, 1), "mid_autumn_visit": (9, 15)}


def add_household(
    session: Session, now: datetime, *, head: int, officer: int | None, unit: int = 4, number: int = 1,
    household: str = "DEMO-H01", **changes: Any,
) -> int:  # fmt: skip
    """Put a household of households.json on file; return its id."""
    data = {"bank_card": "6222020000000000005", **answers_of(households()[household]), **changes}
    file = HouseholdFile(
        number=f"HF-2026-{number:04d}", national_number=f"N{number}", head_id=head, unit_id=unit,
        household_class="deep", data=data, opened_at=now, case_officer_id=officer, officer_since=now,
    )  # fmt: skip
    session.add(file)
    session.flush()
    return file.id


def add_member(session: Session, case_id: int, household_id: int, resident_id: str, name: str) -> None:
    """Put a person of a household where it is looked up by resident id."""
    number = normalise(resident_id)
    session.add(
        HouseholdMember(
            case_id=case_id, household_id=household_id, resident_id_print=vault().fingerprint(number),
            resident_id=number, name=name, relation="daughter",
        )
    )  # fmt: skip


def add_campaign(
    session: Session, house: House, season: str, households_: Sequence[int], now: datetime, *, closes: date
) -> list[int]:
    """Open a campaign in the year of `now`, unless it is, with a task for each household; return the tasks' ids."""
    month, day = OPENS[season]
    key = f"season:{season}:{now.year}"
    campaign = session.exec(select(Campaign).where(Campaign.key == key)).first() or Campaign(
        key=key, season=season, year=now.year,
        policy_version=house.policies.current.version, opens=date(now.year, month, day), closes=closes,
        opened_at=now, handled_until=now.date(), filled_at=now,
    )  # fmt: skip
    session.add(campaign)
    session.flush()
    tasks = [CampaignTask(campaign_id=campaign.id, household_id=one, added_at=now) for one in households_]
    session.add_all(tasks)
    session.flush()
    return [task.id for task in tasks]
