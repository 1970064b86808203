"""Cards: how a form that a person fills in appears in the chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.forms import (
    DECLARE_AT,
    LEAVE_LABEL,
    SUMMARY_AT,
    Card,
    Choice,
    PhoneAnswer,
    answers_of,
    question_at,
)
from domain.forms.buttons import FormPress
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from handlers.forms.conversations import Preview, Running
from services import forms as drafts
from services.platform import outbox

SHARE = say(N_("📱 Share my phone number"))
POINTER = lines("👇")  # Telegram needs a message to carry the key; the question itself says what it is for
CHANGE_ROWS = (
    (Choice(say(N_("Change an answer")), "change"),),
    (Choice(say(N_("‹ Back to my answers")), "p:0"),),
    (Choice(LEAVE_LABEL, "leave"),),
)


def keys_of(run: Running, rows: Sequence[Sequence[Choice]]) -> Keys:
    """Make keys of a card's choices."""
    draft_id, version = run.draft.id, run.state.version
    return tuple(
        tuple(key(one.label, FormPress(draft_id, version, one.token.replace(":", ".", 1))) for one in row)
        for row in rows
    )


def put_card(run: Running, card: Card, *, below: bool = False, about: str = "") -> None:
    """Show a card: a press changes its message, anything else brings a new one (an album just one)."""
    if run.state.at == DECLARE_AT and run.conversation.preview is not None:
        answers = answers_of(run.form, run.state, run.facts)
        preview = run.conversation.preview(run.turn, run.draft, answers)
        if not preview.ready:
            stay(run, preview)
            return
        card = replace(card, text=paragraphs(preview.text, card.text))
    tell(run, card.text, keys_of(run, card.rows), below=below, about=about)
    if card.wants_contact:
        run.turn.say(POINTER, ask_contact=SHARE)


def stay(run: Running, preview: Preview) -> None:
    """Show why it cannot be handed in, and the ways on from there."""
    at_summary = replace(run.state, at=SUMMARY_AT, page=0)
    drafts.save(run.turn.work, run.draft, at_summary.to_json())
    tell(run.at(at_summary), preview.text, (*preview.keys, *keys_of(run.at(at_summary), CHANGE_ROWS)))


def tell(run: Running, text: Sayable, keys: Keys, *, below: bool = False, about: str = "") -> None:
    """Show a text: a press changes its message, parts of one album share one message, edits in a row another one."""
    turn = run.turn
    if turn.update.edited_message is not None:
        turn.say_of_edit(text, keys)
        return
    album = turn.message.media_group_id if turn.message else None
    if album is None:
        turn.say(text, keys) if below else turn.show(text, keys)
        return
    name = f"album:{turn.person.id}:{album}:{about}"
    message = Message(text, keys)
    outbox.put(turn.work, turn.person.id, message, priority=outbox.INTERACTIVE, key=name)
    if not about and _has_earlier_part(run, album):
        outbox.edit(turn.work, turn.person.id, message, target_key=name, priority=outbox.INTERACTIVE)


def _has_earlier_part(run: Running, album: str) -> bool:
    """Say whether the answers hold another part of the album that has just arrived."""
    answers = (*run.state.answers.values(), *run.state.drafts.values())
    lists = (value for value in answers if isinstance(value, list))
    parts = {
        one.get("unique_id") for files in lists for one in files if isinstance(one, dict) and one.get("album") == album
    }
    return len(parts) > 1


def put_away_contact(run: Running, card: Card | None, *, last: str = "") -> None:
    """Take the key that shares the number away once the question is over; `last` is what was just answered."""
    if _asks_for_phone(run, run.state.at) and (card is None or not card.wants_contact):
        said = say(N_("Your phone number is noted.")) if _asks_for_phone(run, last) else say(N_("All right."))
        run.turn.say(said, clear_keyboard=True)


def _asks_for_phone(run: Running, path: str) -> bool:
    question = question_at(run.form, path)
    return question is not None and isinstance(question.answer, PhoneAnswer)
