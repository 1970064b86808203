"""The centre's picture of a season: a chart, the numbers, down to each household, and a spreadsheet."""

from __future__ import annotations

from typing import Any

from domain.campaigns.buttons import SeasonOfficer, SeasonPicture, SeasonTable, SeasonUnit
from domain.platform.access import Action
from domain.platform.messages import Attachment, Key, Keys, key
from domain.platform.text import N_, Joined, Nn_, Sayable, Text, lines, pack, paragraphs, say, say_many
from domain.tasks.buttons import OpenTask
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import campaigns
from services.campaigns import CampaignView, HouseholdLine, Numbers, OfficerLine, Picture, UnitLine

A_PAGE = 10
MOST_BARS = 20
MOST_LINES = 8
MOST_OTHERS = 4
MARKS = {"done": "✅", "in_work": "◐", "untouched": "⬜"}


def season(turn: Turn) -> None:
    """Show the newest campaign that still runs, else the newest."""
    _show(turn, None)


def open_picture(turn: Turn, press: SeasonPicture) -> None:
    """Show one campaign, at the end of the chat: a picture cannot take the place of a text."""
    _show(turn, press.campaign_id)


def _show(turn: Turn, campaign_id: int | None) -> None:
    shown = campaigns.picture_of(turn.work, campaign_id)
    file = Attachment(drawing=_chart(turn, shown))
    turn.say(_in_words(turn, shown), _keys(turn, shown), attachment=file)


def _in_words(turn: Turn, shown: Picture) -> Sayable:
    numbers = shown.numbers
    no_officer = say(N_("⚠️ Without case officer: {count}. Please assign one: /households"), count=shown.without_officer)
    return paragraphs(
        say(N_("<b>{season} {year}</b>"), season=shown.campaign.season.title, year=str(shown.campaign.year)),
        _days(turn, shown),
        lines(
            say(N_("Households: {count}"), count=numbers.total),
            say(N_("✅ done: {count} ({share}%)"), count=numbers.done, share=_share(numbers)),
            say(N_("◐ in work: {count}"), count=numbers.in_work),
            say(N_("⬜ not begun: {count}"), count=numbers.untouched),
            say(N_("⏰ put off: {count}"), count=numbers.later) if numbers.later else None,
            no_officer if shown.without_officer else None,
        ),
        lines(*(_unit_line(one) for one in shown.units[:MOST_LINES])) if len(shown.units) > 1 else None,
    )


def _days(turn: Turn, shown: Picture) -> Text:
    campaign = shown.campaign
    if campaign.is_closed or turn.today > campaign.closes:
        return say(N_("Ended on {day}."), day=campaign.closes)
    left = (campaign.closes - turn.today).days
    if left == 0:
        last = N_("From {opens} to {closes}. Today is the last day.")
        return say(last, opens=campaign.opens, closes=campaign.closes)
    days = Nn_("From {opens} to {closes}, {count} day left.", "From {opens} to {closes}, {count} days left.")
    return say_many(*days, left, opens=campaign.opens, closes=campaign.closes)


def _share(numbers: Numbers) -> int:
    return round(100 * numbers.done / numbers.total) if numbers.total else 0


def _unit_line(one: UnitLine) -> Joined:
    return lines(one.name, _progress(one.numbers), between=" · ")


def _progress(numbers: Numbers) -> str:
    return f"{numbers.done}/{numbers.total}"


def _keys(turn: Turn, shown: Picture) -> Keys:
    campaign_id = shown.campaign.id
    stations = tuple((key(_unit_line(one), SeasonUnit(campaign_id, one.unit_id, 0)),) for one in shown.units)
    others = [one for one in campaigns.latest(turn.work, most=MOST_OTHERS + 1) if one.id != campaign_id]
    switch = tuple((key(_title(one), SeasonPicture(one.id)),) for one in others[:MOST_OTHERS])
    table = (key(say(N_("📄 Spreadsheet (XLSX)")), SeasonTable(campaign_id)),)
    return (*stations[:A_PAGE], table, *switch, (go_key("recheck"),), (menu_key(),))


def _title(campaign: CampaignView) -> Text:
    return say(N_("{season} {year}"), season=campaign.season.title, year=str(campaign.year))


def _chart(turn: Turn, shown: Picture) -> dict[str, Any]:
    bars = _bars(shown.units)
    return {
        "kind": "season_chart",
        "file_name": f"{shown.campaign.season.key}-{shown.campaign.year}.png",
        "title": pack(_title(shown.campaign)),
        "subtitle": pack(say(N_("as of {day}"), day=turn.today)),
        "bars": {
            "labels": [label for label, _ in bars],
            "done": [numbers.done for _, numbers in bars],
            "in_work": [numbers.in_work for _, numbers in bars],
            "untouched": [numbers.untouched for _, numbers in bars],
        },
        "names": {
            "done": pack(say(N_("done"))),
            "in_work": pack(say(N_("in work"))),
            "untouched": pack(say(N_("not begun"))),
        },
        "line": {
            "title": pack(say(N_("Households done, day by day"))),
            "days": [day.isoformat() for day, _ in shown.done_by_day],
            "done": [done for _, done in shown.done_by_day],
            "total": shown.numbers.total,
        },
    }


def _bars(units: tuple[UnitLine, ...]) -> list[tuple[Any, Numbers]]:
    """Return a bar for each station; of very many the last ones share one."""
    if len(units) <= MOST_BARS:
        return [(one.name, one.numbers) for one in units]
    rest = [one.numbers for one in units[MOST_BARS - 1 :]]
    together = Numbers(*(sum(getattr(one, name) for one in rest) for name in ("done", "in_work", "untouched")))
    others = pack(say(N_("{count} other units"), count=len(rest)))
    return [*((one.name, one.numbers) for one in units[: MOST_BARS - 1]), (others, together)]


def open_unit(turn: Turn, press: SeasonUnit) -> None:
    """Show the officers of a station."""
    unit, officers = campaigns.officers_of(turn.work, press.campaign_id, press.unit_id)
    keys = page_of(officers, press.page, A_PAGE).keys(
        lambda one: key(_officer_line(one), _officer_button(press, one)),
        lambda page: SeasonUnit(press.campaign_id, press.unit_id, page),
    )
    text = say(N_("<b>{unit}</b>: case officers, and how many of their households are done. Choose one:"),
               unit=unit)  # fmt: skip
    turn.show(text, (*keys, (_picture_key(press.campaign_id),)))


def _officer_line(one: OfficerLine) -> Joined:
    name: Sayable | str = one.name if one.person_id is not None else say(N_("⚠️ without case officer"))
    return lines(name, _progress(one.numbers), between=" · ")


def _officer_button(press: SeasonUnit, one: OfficerLine) -> SeasonOfficer:
    return SeasonOfficer(press.campaign_id, press.unit_id, one.appointment_id, 0)


def open_officer(turn: Turn, press: SeasonOfficer) -> None:
    """Show the households of an officer."""
    name, households = campaigns.households_of(turn.work, press.campaign_id, press.unit_id, press.appointment_id)
    keys = page_of(households, press.page, A_PAGE).keys(
        lambda one: key(_household_line(one), OpenTask(one.task_id)),
        lambda page: SeasonOfficer(press.campaign_id, press.unit_id, press.appointment_id, page),
    )
    back = (key(say(N_("‹ Case officers")), SeasonUnit(press.campaign_id, press.unit_id, 0)),)
    text = say(N_("<b>{name}</b>: households, those with something left first."), name=name)
    nobody = say(N_("<b>Without case officer</b>: assign them with /households."))
    turn.show(text if name else nobody, (*keys, back))


def _household_line(one: HouseholdLine) -> Joined:
    return lines(lines(MARKS[one.state], one.name, between=" "), one.number, between=" · ")


def _picture_key(campaign_id: int) -> Key:
    return key(say(N_("‹ Overview")), SeasonPicture(campaign_id))


def spreadsheet(turn: Turn, press: SeasonTable) -> None:
    """Send the campaign as a spreadsheet."""
    drawing = campaigns.spreadsheet(turn.work, press.campaign_id)
    text = say(N_("Here is the spreadsheet. It holds names: please pass it on only to whom it concerns."))
    turn.say(text, ((menu_key(),),), attachment=Attachment(drawing=drawing))


ROUTES: list[Route] = [
    entry(
        Entry(
            command="season",
            label=say(N_("📊 Season progress")),
            help=say(N_("reviewers, approvers, auditors: how far the season's work has come")),
            access=Action.SEE_SEASON,
            function=season,
            order=66,
            listed=False,
        )
    ),
    Press(SeasonPicture, Action.SEE_SEASON, open_picture),
    Press(SeasonUnit, Action.SEE_SEASON, open_unit),
    Press(SeasonOfficer, Action.SEE_SEASON, open_officer),
    Press(SeasonTable, Action.SEE_SEASON, spreadsheet),
]
