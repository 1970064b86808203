"""A campaign as a spreadsheet for the report to the level above: stations, officers and households."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as select_rows
from sqlalchemy.orm import aliased
from sqlmodel import col, or_, select

from domain.platform.access import Action, NotForYou, offices_for
from domain.platform.text import N_, Arg, Joined, Text, pack, say
from domain.policy import Policy
from domain.policy.frame.lists import together
from domain.policy.seasons import CheckItem, Need, Season
from models.campaigns import CampaignTask
from models.households import HouseholdFile
from models.people import Person
from models.units import Unit
from services import households
from services.campaigns.picture import Picture, picture_of
from services.campaigns.record import Numbers, counted
from services.platform import audit, consent
from services.platform.work import Work

STATES = {"done": N_("done"), "in_work": N_("in work"), "untouched": N_("not begun")}
ITEM_STATES = {"done": N_("done"), "not_needed": N_("not needed")}


@dataclass(frozen=True)
class _Row:
    """One household of the campaign, opened."""

    unit: Unit
    file: HouseholdFile
    worker: str
    agrees: bool  # the consent to use what is kept of the household
    officer: str
    task: CampaignTask


def spreadsheet(work: Work, campaign_id: int) -> dict[str, Any]:
    """Return the drawing of a spreadsheet with everything below the person's units; the export is put on record.

    Raises NotForYou, NoCampaign.
    """
    shown = picture_of(work, campaign_id)
    season, year = shown.campaign.season, shown.campaign.year
    rows = _rows(work, campaign_id)
    audit.note(work, work.actor.person_id, N_("exported a season"), f"campaign:{campaign_id}")
    return {
        "kind": "table",
        "file_name": f"{season.key}-{year}-{work.now.astimezone(work.house.zone):%Y%m%d}.xlsx",
        "sheets": [_stations(shown), _officers(rows), _households(work, season, rows)],
    }


def _rows(work: Work, campaign_id: int) -> list[_Row]:
    offices = offices_for(work.actor, Action.SEE_SEASON)
    if not offices:
        raise NotForYou
    officer = aliased(Person)
    query = (
        select_rows(Unit, HouseholdFile, col(Person.name), consent.holds(), col(officer.name), CampaignTask)
        .join(HouseholdFile, col(HouseholdFile.id) == col(CampaignTask.household_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .join(Person, col(Person.id) == col(HouseholdFile.head_id))
        .join(officer, col(officer.id) == col(HouseholdFile.case_officer_id), isouter=True)
        .where(col(CampaignTask.campaign_id) == campaign_id, counted())
        .where(or_(*(col(Unit.path).startswith(office.path) for office in offices)))
        .order_by(col(Unit.path), col(HouseholdFile.number))
    )
    return [
        _Row(unit, file, worker or "", agrees, who or "", task)
        for unit, file, worker, agrees, who, task in work.session.execute(query)
    ]


def _column(title: str, kind: str, **args: Arg) -> dict[str, Any]:
    return {"title": pack(Text(title, args)), "type": kind}


def _sheet(title: str, columns: Sequence[dict[str, Any]], rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    return {"title": pack(say(title)), "columns": list(columns), "rows": [list(row) for row in rows]}


COUNTS = (
    _column(N_("Households"), "number"), _column(N_("Done"), "number"), _column(N_("In work"), "number"),
    _column(N_("Not begun"), "number"), _column(N_("Put off"), "number"), _column(N_("Share done"), "percent"),
)  # fmt: skip


def _counts(numbers: Numbers) -> list[Any]:
    share = numbers.done / numbers.total if numbers.total else 0.0
    return [numbers.total, numbers.done, numbers.in_work, numbers.untouched, numbers.later, share]


def _stations(shown: Picture) -> dict[str, Any]:
    rows: list[list[Any]] = [[pack(line.name), *_counts(line.numbers)] for line in shown.units]
    total = [pack(say(N_("Total"))), *_counts(shown.numbers)]
    return _sheet(N_("Stations"), [_column(N_("Station"), "text"), *COUNTS], rows) | {"total": total}


def _officers(rows: Sequence[_Row]) -> dict[str, Any]:
    found: dict[tuple[str, int], list[CampaignTask]] = {}
    for row in rows:
        found.setdefault((row.officer, row.file.case_officer_id or 0), []).append(row.task)
    nobody = pack(say(N_("without case officer")))
    lines = [[name or nobody, *_counts(_numbers(tasks))] for (name, _), tasks in sorted(found.items())]
    return _sheet(N_("Case officers"), [_column(N_("Case officer"), "text"), *COUNTS], lines)


def _numbers(tasks: Sequence[CampaignTask]) -> Numbers:
    states = [task.state for task in tasks]
    later = sum(task.later_on is not None and task.state != "done" for task in tasks)
    return Numbers(states.count("done"), states.count("in_work"), states.count("untouched"), later)


def _households(work: Work, season: Season, rows: Sequence[_Row]) -> dict[str, Any]:
    policy = work.house.policies.current
    stations = {unit.id: unit.named for unit in work.session.exec(select(Unit).where(Unit.level == "station"))}
    columns = [
        _column(N_("Station"), "text"), _column(N_("Unit"), "text"), _column(N_("File"), "text"),
        _column(N_("Worker"), "text"), _column(N_("Class"), "text"), _column(N_("Case officer"), "text"),
        _column(N_("State"), "text"), _column(N_("Finished on"), "date"), _column(N_("Last visit"), "date"),
        *({"title": pack(item.text), "type": "text", "width": 28} for item in season.checklist),
    ]  # fmt: skip
    has_money = any(Need.MONEY in item.needs for item in season.checklist)
    if has_money:
        columns.append(_column(N_("Money"), "money"))
    on_lists = households.classes_by_file(work.session, [row.file.id for row in rows], policy)
    found = [
        _household(policy, season, stations, row, on_lists.get(row.file.id, {}), has_money=has_money) for row in rows
    ]
    return _sheet(N_("Households"), columns, found)


def _household(
    policy: Policy, season: Season, stations: dict[int, str], row: _Row, on_lists: Mapping[str, str], *, has_money: bool
) -> list[Any]:
    where = [pack(_station(stations, row.unit)), pack(row.unit.named), row.file.number]
    if not row.agrees:
        rest = len(season.checklist) + (6 if has_money else 5)
        return [*where, pack(consent.shown(row.worker, row.agrees)), *[None] * rest]
    finished = pack(row.task.finished_at) if row.task.finished_at else None
    cells: list[Any] = [
        *where,
        row.worker,
        pack(policy.household_class(together(row.file.household_class, on_lists)).label),
        row.officer or pack(say(N_("without case officer"))),
        pack(Text(STATES[row.task.state])),
        finished,
        row.file.last_visit_on.isoformat() if row.file.last_visit_on else None,
        *(_item(season, item, row.task.items.get(item.key)) for item in season.checklist),
    ]
    if has_money:
        cells.append(sum(int(entry.get("amount") or 0) for entry in row.task.items.values()) or None)
    return cells


def _station(stations: dict[int, str], unit: Unit) -> str:
    above = [int(part) for part in unit.path.split("/") if part]
    return next((stations[one] for one in above if one in stations), "")


def _item(season: Season, item: CheckItem, entry: dict[str, Any] | None) -> Any:
    if not entry or entry.get("state") not in ITEM_STATES:
        return None
    chosen = [choice.text for choice in item.choices if choice.key == entry.get("choice")]
    goods = [thing.text for thing in season.goods if thing.key in (entry.get("goods") or ())]
    return pack(Joined((Text(ITEM_STATES[entry["state"]]), *chosen, *goods), between=" · "))
