"""A policy that was sent is checked and compared; the long part of it is done where nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, Text, pack, say
from domain.policy import Policy
from domain.policy_file.comparing.effect import Effect
from domain.policy_file.comparing.picture import picture
from domain.policy_file.comparing.told import effect_lines, headline
from domain.policy_file.loading import proved, whole_text
from domain.policy_file.problems import PolicyProblem, Problem
from domain.policy_file.whole.chain import chain_of
from domain.policy_file.whole.source import Source
from models.policy import SentPolicy
from services.platform import outbox, waiting
from services.platform.work import Work
from services.policy_file import cards
from services.policy_file.record import CALLED_OFF, COMPARED, READY, SAME, SENT
from services.policy_file.sending import found_wrong

PROGRESS = N_("I look at what it means for the households on file: {done} of {all}.")
FAULT = N_("the program could not come to an end with this file; its maintainers can see why in its log")


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A policy that was sent and is to be looked at."""

    id: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A good one: the policy, the whole text of it, what it was compared with, and what it says otherwise."""

    policy: Policy
    whole: str
    against: str
    difference: tuple[Sayable, ...]


def next_sent(session: Session) -> ToCheck | None:
    """Return the policy that is to be looked at next."""
    row = session.exec(select(SentPolicy).where(SentPolicy.state == SENT).order_by(col(SentPolicy.id)).limit(1)).first()
    return ToCheck(row.id, row.file_name, row.text) if row is not None else None


def check(sent: ToCheck, shipped: Callable[[str], Source]) -> tuple[Policy, str]:
    """Return the policy and its whole text; `shipped` reads a file that comes with the program, by name, and raises
    PolicyProblem for any other. Raises PolicyProblem with all that is wrong; needs no database."""
    chain = chain_of(Source(sent.name, sent.text), shipped)
    return proved(chain), whole_text(chain)


def checked(work: Work, sent_id: int, found: Checked, effect: Effect) -> None:
    """Write down what was found; whoever sent it reads it and can say from when on it holds."""
    row = _still_sent(work, sent_id)
    if row is None:
        return
    version = found.policy.version
    row.version, row.whole, row.against = version, found.whole, found.against
    row.difference, row.effect = [pack(one) for one in found.difference], _packed(effect, work, found)
    if found.difference or version != work.house.policies.current.version:
        row.state = READY
        waiting.begin(work, row, work.house.policies.current.waits.officers, work.today)
    else:
        row.state = SAME
    shown = _double_of(work, row)
    outbox.put(work, row.person_id, cards.card(work, shown, row.person_id))


def _packed(effect: Effect, work: Work, found: Checked) -> dict[str, object]:
    if not effect.households:
        return {}
    old = work.house.policies.of(work.session, found.against)
    told = [pack(one) for one in effect_lines(effect, old, found.policy)]
    drawn = picture(effect, old, found.policy)
    return {"headline": pack(headline(effect)), "lines": told[1:], "picture": drawn if drawn["parts"] else None}


def _double_of(work: Work, row: SentPolicy) -> SentPolicy:
    """What is sent twice is one policy: return the row that goes on. That is the later one, unless more was said of the
    earlier one already."""
    same = select(SentPolicy).where(
        SentPolicy.version == row.version, SentPolicy.against == row.against, col(SentPolicy.id) != row.id,
        col(SentPolicy.state).in_(COMPARED),
    )  # fmt: skip
    for other in work.session.exec(same.with_for_update()).all():
        if other.state != READY:
            _end(row)
            return other
        if other.person_id == row.person_id:
            _end(other)
    return row


def _end(row: SentPolicy) -> None:
    row.state = CALLED_OFF
    waiting.stop(row)


def wrong(work: Work, sent_id: int, problem: PolicyProblem) -> None:
    """Whoever sent it reads what is wrong."""
    if (row := _still_sent(work, sent_id)) is not None:
        found_wrong(work, row, problem)


def fault(work: Work, sent: ToCheck) -> None:
    """The program fails at it, as it would again: whoever sent it hears of it, and nobody waits behind it."""
    wrong(work, sent.id, PolicyProblem([Problem(sent.name, 1, Text(FAULT))]))


def progress(work: Work, sent_id: int, done: int, every: int) -> None:
    """Show whoever sent it how far it has come."""
    row = _still_sent(work, sent_id)
    if row is None:
        return
    key, message = f"policy-sent:{sent_id}:progress:{row.reminded}", Message(say(PROGRESS, done=done, all=every))
    if outbox.with_key(work, key) is None:
        outbox.put(work, row.person_id, message, key=key)
    else:
        outbox.edit(work, row.person_id, message, target_key=key)


def _still_sent(work: Work, sent_id: int) -> SentPolicy | None:
    query = select(SentPolicy).where(col(SentPolicy.id) == sent_id).with_for_update()
    row = work.session.exec(query).first()
    return row if row is not None and row.state == SENT else None
