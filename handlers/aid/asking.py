"""The conversation by which something is asked for, whatever its kind: the form, what it would bring, handing it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.aid.kinds import KINDS
from domain.forms import Form
from domain.kinds.kind import Asking, Need
from domain.platform.text import N_, Sayable, paragraphs, say
from domain.policy.questions import taken_out
from handlers.aid.apply import after_report
from handlers.cases.told import handed_in, handed_in_keys
from handlers.forms import Conversation, Preview, filled_in, register
from handlers.platform.turn import Turn
from services import aid, behalf, cases
from services.aid import Wish
from services.forms import Draft
from services.platform.policies import Policy

REPORT = "report"


def _wish(turn: Turn, draft: Draft) -> Wish:
    """A draft is about a programme, or about the returned case that is corrected."""
    return aid.wish_for(turn.work, draft.subject, _policy(turn, draft.policy_version))


def _policy(turn: Turn, version: str) -> Policy:
    return turn.house.policies.of(turn.session, version)


def _form(turn: Turn, draft: Draft) -> Form:
    return aid.form_for(turn.work, _wish(turn, draft))


def _version(turn: Turn, subject: str) -> str:
    """Return the policy version for what is new, or of the case that is corrected."""
    if not subject.isdigit():
        return turn.house.policies.current.version
    return cases.handed_in(turn.work, int(subject)).policy_version


def _known(turn: Turn, subject: str) -> Mapping[str, Any]:
    """A returned case comes with its answers."""
    if not subject.isdigit():
        return {}
    wish = aid.wish_for(turn.work, subject, _policy(turn, _version(turn, subject)))
    return filled_in(aid.form_for(turn.work, wish), aid.known_for(turn.work, wish))


def _preview(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> Preview:
    """Show what it would bring and why, or every reason against it, before it is handed in."""
    found = aid.preview(turn.work, _wish(turn, draft), answers)
    return Preview(found.said, ready=not found.against)


def _handed_in(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    wish = _wish(turn, draft)
    if wish.case_id is not None:
        number = aid.hand_in_again(turn.work, wish.case_id, answers, wish.policy)
        said: Sayable = say(N_("Case <b>{number}</b> is handed in again. I tell you how it goes on."), number=number)
    else:
        number = aid.hand_in(turn.work, wish.programme, answers, wish.policy)
        said = aid.thanks_for(turn.work, wish, number)
    behalf.tell_person(turn.work, said)
    text = paragraphs(said, taken_out(answers, turn.house.policies.current))
    seen = cases.own_case(turn.work, number)
    is_report = turn.house.kinds.of(wish.programme).need(wish.programme) is Need.OPENS
    also, ways = after_report(turn) if is_report else (None, ())
    turn.show(paragraphs(text, handed_in(seen), also), handed_in_keys(seen, *ways))


def _conversation(asking: Asking) -> None:
    """A draft is found again by the key of its form, as it was when it was begun."""
    register(
        Conversation(
            key=asking.form, name=asking.name, access=asking.action, build=_form, complete=_handed_in, preview=_preview,
            prefill=_known, policy=_version, sensitive=True,
        )
    )  # fmt: skip


for _kind in KINDS:
    for _asking in _kind.askings:
        _conversation(_asking)
