"""A change in words: old and new side by side, for who confirms it, who proposed it and the household."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import col, select

from domain.changes.asked import MEMBERS, Asked, Part
from domain.changes.buttons import ChangeProof, ConfirmChange, RefuseChange, TakeChangeBack
from domain.changes.change import Standing, What
from domain.changes.life import EVENTS, Event
from domain.forms import HIDDEN, Form, GroupAnswer, Question, files_counted, shown
from domain.households.buttons import OpenHousehold
from domain.kinds.payee import named_in
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Arg, Joined, Sayable, lines, paragraphs, say
from domain.procedure.reasons import reason_said
from domain.procedure.state import Status
from models.changes import Change
from models.people import Person
from models.procedure import AidCase
from services.changes.applying import class_after
from services.changes.ends.closing import closing_said
from services.changes.ends.heading import heading_said
from services.changes.leaving import leaving_said
from services.changes.record import About, asked_by, opened_to_officer, proofs_of
from services.changes.seen import mark_seen
from services.households import class_on_record
from services.platform import audit
from services.platform.work import Work

__all__ = ["differences", "opened", "prompt", "story", "under_way"]


def opened(work: Work, change_id: int) -> Message:
    """Return a change for an officer who may confirm changes there; a look is recorded. Raises as opening does."""
    change, whose = opened_to_officer(work, change_id)
    audit.note(work, work.person_id, N_("looked at a proposed change"), whose.subject, detail=str(change.id))
    mark_seen(change, whose, work.person_id)
    return prompt(work, change, whose, work.person_id)


def prompt(work: Work, change: Change, whose: About, officer_id: int) -> Message:
    """Return a change as an officer reads it, with what they may do about it."""
    text = paragraphs(
        _head(change, whose),
        lines(*differences(work, change, whose)),
        lines(*_behind(work, change)),
        _class(work, change, whose),
        _ended(change),
        _until(change),
    )
    return Message(text, _keys(work, change, whose, officer_id))


def story(work: Work, change: Change, whose: About) -> Sayable:
    """Return a change as the people of the household and its officers read it later."""
    decided = work.session.get(Person, change.decided_by) if change.decided_by else None
    day = change.decided_at.astimezone(work.house.zone).date() if change.decided_at else None
    by = say(N_("Decided by {name}, {day}"), name=decided.name or "", day=day) if decided and day else None
    return paragraphs(
        _head(change, whose),
        lines(*differences(work, change, whose)),
        lines(*_behind(work, change)),
        lines(_ended(change), by),
    )


def _head(change: Change, whose: About) -> Sayable:
    name = whose.person.name or ""
    if change.what == What.PERSON:
        return say(N_("<b>Change {id}</b>: registration of {name}"), id=str(change.id), name=name)
    if whose.case is not None:
        number = whose.case.number
        return say(N_("<b>Change {id}</b>: case {number}, {name}"), id=str(change.id), number=number, name=name)
    number = whose.file.number if whose.file else ""
    return say(N_("<b>Change {id}</b>: household {number}, {name}"), id=str(change.id), number=number, name=name)


def _behind(work: Work, change: Change) -> Iterator[Sayable]:
    """Say what happened, what proves it, and who says so."""
    if change.event in set(Event):
        yield EVENTS[Event(change.event)].title
    if change.note:
        yield say(N_("What happened: {note}"), note=reason_said(change.note))
    files = len(proofs_of(work.session, change))
    proof: Arg = files_counted(files) if files else say(N_("seen at the visit"))
    if change.what not in (What.CLASS, What.OFF) and not change.note.startswith("@"):
        yield say(N_("Proof: {proof}"), proof=proof)
    person = work.session.get(Person, change.proposed_by)
    name = person.name or "" if person else ""
    source = N_("Proposed by the worker's side: {name}, {day}")
    if not change.by_worker:
        source = N_("Proposed by {name}, {day}")
    yield say(source, name=name, day=change.proposed_at.astimezone(work.house.zone).date())


def _class(work: Work, change: Change, whose: About) -> Sayable | None:
    """Say which class the household would be in."""
    after = class_after(work, change, whose) if change.state == Standing.PROPOSED else None
    if after is None or whose.file is None:
        return None
    before = class_on_record(work, whose.file)
    if after == before:
        return say(N_("The class stays: {name}."), name=after.label)
    return say(N_("The class changes: {before} → {after}."), before=before.label, after=after.label)


def _ended(change: Change) -> Sayable | None:
    if change.state == Standing.PROPOSED:
        return None
    standing = Standing(change.state).said
    if change.reason:
        return say(N_("<b>{standing}</b>: {reason}"), standing=standing, reason=reason_said(change.reason))
    return say(N_("<b>{standing}</b>"), standing=standing)


def _until(change: Change) -> Sayable | None:
    if change.waits_until is None:
        return None
    return say(N_("If nobody decides it by {day}, it is over and can be proposed again."), day=change.waits_until)


def _keys(work: Work, change: Change, whose: About, officer_id: int) -> Keys:
    keys: list[Any] = []
    if change.state == Standing.PROPOSED and change.proposed_by != officer_id:
        keys.append(
            (key(say(N_("✅ Confirm")), ConfirmChange(change.id)), key(say(N_("Refuse")), RefuseChange(change.id)))
        )
    elif change.state == Standing.PROPOSED:
        keys.append((key(say(N_("Take it back")), TakeChangeBack(change.id)),))
    if proofs_of(work.session, change):
        keys.append((key(say(N_("See the proof")), ChangeProof(change.id)),))
    if whose.file is not None:
        keys.append((key(say(N_("Open the household")), OpenHousehold(whose.file.id)),))
    return tuple(keys)


# Old and new ---------------------------------------------------------------------------------------------------------


def differences(work: Work, change: Change, whose: About) -> list[Sayable]:
    """Return old and new side by side, a line each; numbers are masked."""
    asked = asked_by(work, change, whose)
    old, new = Part.from_json(change.old), Part.from_json(change.new)
    if asked.what is What.CLASS:
        before, after = (work.house.policies.current.household_class(one.answers["class"]) for one in (old, new))
        return [say(N_("Class by the rules in force: {before} → {after}"), before=before.label, after=after.label)]
    match asked.what:
        case What.OFF:
            return [leaving_said(work, change.field, str(old.answers["class"]))]
        case What.CLOSE:
            return [closing_said(change.field)]
        case What.HEAD:
            return list(heading_said(asked, old, new))
    form = asked.record.form
    if whose.case is not None:
        whom = say(N_("For: {name}"), name=named_in(whose.case.answers) or "-")
        return [whom, *_side_by_side(form, old.answers, new.answers)]
    return [*_of_member(asked, old, new), *_side_by_side(form, old.answers, new.answers)]


def _side_by_side(form: Form, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Sayable]:
    for name, value in new.items():
        question = form.question(name)
        label = question.label if question else name
        source = N_("{label}: {old} → {new}")
        yield say(source, label=label, old=_shown(question, old.get(name)), new=_shown(question, value))


def _shown(question: Question | None, value: Any) -> Arg:
    if value is None:
        return say(N_("no answer"))
    return shown(question, value) if question else HIDDEN  # these rules do not say whether it is private


def _of_member(asked: Asked, old: Part, new: Part) -> Iterator[Sayable]:
    """Say whom it is about; of somebody who joins everything, of the others what changes."""
    group, form = asked.record.form.question(MEMBERS), asked.record.member_form
    if form is None or group is None or not isinstance(group.answer, GroupAnswer):
        return
    title = group.answer.item_title
    match asked.what:
        case What.JOIN:
            yield say(N_("Lives in the household now: {who}"), who=title(new.member or {}, 1))
            yield from (_plain(form.question(name), name, value) for name, value in (new.member or {}).items())
        case What.LEAVE:
            yield say(N_("No longer in the household: {name}"), name=title(old.member or {}, 1))
        case What.MEMBER:
            there = asked.record.members[asked.index] if asked.index >= 0 else old.member or {}
            yield say(N_("About {who}"), who=title(there, 1))
            yield from _side_by_side(form, old.member or {}, new.member or {})


def _plain(question: Question | None, name: str, value: Any) -> Sayable:
    return say(N_("{label}: {value}"), label=question.label if question else name, value=_shown(question, value))


def under_way(work: Work, whose: About) -> Sayable | None:
    """Name the cases of the household that are under way, for the officers: they decide what a change means there."""
    if whose.file is None:
        return None
    running = select(AidCase.number).where(
        AidCase.household_id == whose.file.id, col(AidCase.status).in_((Status.OPEN.value, Status.RETURNED.value))
    )
    numbers = work.session.exec(running.order_by(col(AidCase.id))).all()
    if not numbers:
        return None
    source = N_("Under way for this household: {numbers}. What rests on the change is reviewed anew.")
    return say(source, numbers=Joined(tuple(numbers), ", "))
