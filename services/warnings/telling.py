"""A warning put before officers, again or one level up, and taken back when it is over."""

from __future__ import annotations

from sqlmodel import col, select

from domain.platform.messages import Message
from domain.platform.text import Sayable
from domain.policy.frame.warnings import Sign, WarningRule
from domain.warnings import words
from domain.warnings.answers import Answer
from models.people import Person
from models.platform.outbox import Outbox
from models.warnings.early import EarlyWarning
from services.households import unit_of
from services.platform import consent, outbox, waiting
from services.platform.work import Work
from services.warnings.whom import file_of, groups, unit_about

USUAL = WarningRule(key=Sign.SURVEY)  # of a sign that the policy names no longer


def rule_of(work: Work, warning: EarlyWarning) -> WarningRule:
    """Return the rule by which a warning waits."""
    return work.house.policies.current.warning(Sign(warning.sign)) or USUAL


def seen(work: Work, warning: EarlyWarning, *, phone: bool = False) -> words.Warned:
    """Return a warning as officers see it."""
    person, file = work.session.get_one(Person, warning.person_id), file_of(work.session, warning)
    by = work.session.get(Person, warning.answered_by) if warning.answered_by is not None else None
    return words.Warned(
        warning.id, Sign(warning.sign),
        consent.name_of(person) if file is not None else (person.name or ""),
        (unit_of(work.session, file) if file is not None else unit_about(work.session, warning)).named,
        warning.found_at.astimezone(work.house.zone).date(), file.number if file is not None else "",
        warning.household_id, warning.waits_until, Answer(warning.answer) if warning.answer else None,
        (by.name or "") if by is not None else "", (person.phone or "") if phone and file is None else "",
    )  # fmt: skip


def tell_next(work: Work, warning: EarlyWarning, why: Sayable | None = None) -> bool:
    """Put it before the next who have not had it, and let their days begin; False: everybody has had it."""
    rule = rule_of(work, warning)
    order = groups(work, warning, rule.first)
    following = next((group for group in order if not set(group) <= set(warning.asked)), None)
    if following is None:
        return False
    warning.asked = list(dict.fromkeys([*warning.asked, *following]))
    waiting.begin(work, warning, rule.wait, work.today)
    put(work, warning, following, why)
    return True


def put(work: Work, warning: EarlyWarning, people: list[int], why: Sayable | None = None) -> None:
    """Put a new message before some of them."""
    warning.told += 1
    message = words.card(seen(work, warning), why)
    for person_id in people:
        outbox.put(work, person_id, message, priority=outbox.EVENT, key=key(warning, warning.told, person_id))


def key(warning: EarlyWarning, told: int, person_id: int) -> str:
    """Return how a message about a warning is named."""
    return f"early:{warning.id}:{told}:{person_id}"


def redraw(work: Work, warning: EarlyWarning, message: Message, *, but: int = 0) -> None:
    """Let every message about it, but those of one person, read otherwise; what has not gone out yet does not go."""
    beginning = f"early:{warning.id}:"
    outbox.call_off_all(work, beginning)
    sent = select(Outbox.chat_id, Outbox.key).where(col(Outbox.key).startswith(beginning, autoescape=True))
    for officer, target in work.session.exec(sent.where(Outbox.chat_id != but).order_by(col(Outbox.id))).all():
        outbox.edit(work, officer, message, target_key=target)
