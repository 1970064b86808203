"""What those who were told of an offer answered, and the results that officers log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.forms import Form
from domain.households.buttons import OpenHousehold
from domain.offers.buttons import LogResult, OpenOffer, OpenReply, RepliesPage
from domain.offers.questions import result_form
from domain.offers.rules import Result
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from handlers.forms import Conversation, begin, register
from handlers.menu.lists import A_PAGE, Page
from handlers.menu.office import OVER
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import offers
from services.forms import Draft
from services.platform.undo import undone_when_refused


def replies(turn: Turn, press: RepliesPage) -> None:
    """Show those who were told of an offer, by how they stand to it."""
    number = max(0, press.page)
    found = offers.replies(turn.work, press.offer_id, first=number * A_PAGE, most=A_PAGE)
    keys = Page(found.lines, number, found.total).keys(
        lambda one: key(lines(one.name, one.state.label, between=" · "), OpenReply(one.reply_id)),
        lambda at: RepliesPage(press.offer_id, at),
    )
    head = say(N_("<b>{kind}: {title}</b>"), kind=found.kind.label, title=found.title)
    text = (
        say(N_("Choose somebody to log the result:"))
        if found.total
        else say(N_("Nobody has been told, and nobody has answered yet."))
    )
    turn.show(lines(head, text), (*keys, (key(say(N_("‹ Back")), OpenOffer(press.offer_id)),)))


def open_reply(turn: Turn, press: OpenReply) -> None:
    """Show one worker's reply with the results that can be logged."""
    seen = offers.reply(turn.work, press.reply_id)
    results = tuple(
        (key(one.label, LogResult(press.reply_id, one)),) for one in Result if one.value != seen.state.value
    )
    turn.show(_reply_text(seen), (*results, *_reply_keys(seen)))


def _reply_text(seen: offers.ReplyView) -> Sayable:
    return lines(
        say(N_("<b>{name}</b>"), name=seen.name),
        say(N_("<b>{kind}: {title}</b>"), kind=seen.kind.label, title=seen.title),
        say(N_("How it stands: {state}, since {when}"), state=seen.state.label, when=seen.changed_at),
        say(N_("Note: {note}"), note=seen.note) if seen.note else None,
    )


def _reply_keys(seen: offers.ReplyView) -> Keys:
    household_id = seen.household_id
    file = ((key(say(N_("Open the household")), OpenHousehold(household_id)),),) if household_id else ()
    return (*file, (key(say(N_("‹ Replies")), RepliesPage(seen.offer_id, 0)),))


def log_result(turn: Turn, press: LogResult) -> None:
    """Ask for a note, then log the result."""
    offers.reply(turn.work, press.reply_id)
    begin(turn, "offer_result", subject=f"{press.reply_id}:{press.result}", restart=True, below=True)


def _result_form(_turn: Turn, draft: Draft) -> Form:
    return result_form(Result(draft.subject.partition(":")[2]))


def _result_given(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    reply_id, _, result = draft.subject.partition(":")
    try:
        with undone_when_refused(turn.session):
            seen = offers.log_result(
                turn.work,
                int(reply_id),
                Result(result),
                note=answers.get("note"),
            )
    except OVER as refusal:  # the household went to a colleague meanwhile
        turn.show(refusal.said)
        return
    turn.show(paragraphs(say(N_("Thank you, it is logged.")), _reply_text(seen)), _reply_keys(seen))


register(Conversation("offer_result", Action.WORK_HOUSEHOLD, _result_form, _result_given))

ROUTES: list[Route] = [
    Press(RepliesPage, Action.WORK_HOUSEHOLD, replies),
    Press(OpenReply, Action.WORK_HOUSEHOLD, open_reply),
    Press(LogResult, Action.WORK_HOUSEHOLD, log_result),
]
