"""How campaigns and the lists of their households read for the officers who work on them."""

from dataclasses import dataclass

from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Joined, Sayable, lines, paragraphs, say
from domain.tasks.buttons import OpenTask, OpenTasks
from domain.tasks.checklist import TaskState
from services.campaigns import Numbers, bar, heading, season_of
from services.platform.work import Work
from services.tasks.card import card_of
from services.tasks.lists import A_PAGE, TaskLine, next_after, next_of, page_of, running_for
from services.tasks.record import campaign_of

__all__ = ["ListView", "board", "card_after", "list_of", "next_card"]


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of a campaign's households in words, a key for each; `is_left` says whether one of them is next."""

    text: Sayable
    keys: Keys
    page: int
    total: int
    size: int
    is_left: bool


def board(work: Work) -> Message | None:
    """Return the running campaigns with this person's progress; None when there is none for them."""
    running = running_for(work)
    if not running:
        return None
    told = (
        lines(heading(campaign, season), say(N_("until {closes}"), closes=campaign.closes), _progress(numbers))
        for campaign, season, numbers in running
    )
    keys = tuple((key(season.title, OpenTasks(campaign.id, 0)),) for campaign, season, _ in running)
    return Message(paragraphs(*told), keys)


def _progress(numbers: Numbers) -> Joined:
    begun = say(N_("{count} begun"), count=numbers.in_work) if numbers.in_work else None
    later = say(N_("⏰ {count} put off"), count=numbers.later) if numbers.later else None
    return lines(bar(numbers), begun, later, between=" · ")


def list_of(work: Work, campaign_id: int, page: int) -> ListView:
    """Return a page of a campaign's households; raises UnknownTask."""
    shown = page_of(work, campaign_id, page)
    head = lines(
        heading(shown.campaign, shown.season),
        say(N_("until {closes}"), closes=shown.campaign.closes),
        _progress(shown.numbers) if shown.numbers.total else say(N_("No household here is yours.")),
    )
    keys = tuple((key(_line(one, leads=shown.leads), OpenTask(one.task_id)),) for one in shown.lines)
    return ListView(head, keys, shown.page, shown.total, A_PAGE, bool(shown.numbers.left))


def _line(one: TaskLine, *, leads: bool) -> Joined:
    officer = (one.officer or say(N_("no officer"))) if leads else None
    if one.state == TaskState.DONE:
        return lines(lines("✅", one.name, between=" "), officer, between=" · ")
    if one.later_on is not None:
        return lines(lines("⏰", one.name, between=" "), one.later_on, officer, between=" · ")
    left = say(N_("{count} left"), count=one.left)
    return lines(lines("⬜", one.name, between=" "), left, officer, between=" · ")


def next_card(work: Work, campaign_id: int) -> Message:
    """Return the next household with something left, or that there is none; raises UnknownTask and as `card_of`."""
    following = next_of(work, campaign_id)
    return card_of(work, following) if following is not None else _nothing_left(work, campaign_id)


def card_after(work: Work, task_id: int) -> Message:
    """Return the household that comes after one, or that none is left; raises UnknownTask and as `card_of`."""
    campaign, following = next_after(work, task_id)
    return card_of(work, following) if following is not None else _nothing_left(work, campaign.id)


def _nothing_left(work: Work, campaign_id: int) -> Message:
    campaign = campaign_of(work.session, campaign_id)
    said = say(N_("Everything is done, except what you put off. Thank you!"))
    text = paragraphs(heading(campaign, season_of(work, campaign)), said)
    return Message(text, ((key(say(N_("‹ List")), OpenTasks(campaign_id, 0)),),))
