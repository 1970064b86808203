"""A change is proposed: asked for with the questions of the form, kept with old, new and proof, put before others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import func, select

from domain.changes.asked import MEMBERS, NOTE, PROOF, Answers, Asked, Part, whom
from domain.changes.change import AlreadyProposed, NobodyToConfirm, NothingChanged, What
from domain.changes.change_form import change_form
from domain.changes.life import EVENTS, Event
from domain.forms import Form, Question, shown
from domain.households.history import FOR_WORKERS, Closed
from domain.platform.access import Action, require
from domain.platform.text import N_, Refusal, Sayable, lines, say
from domain.procedure.events import ChangeNames
from models.changes import Change
from models.platform.seal import vault
from services.changes import confirming
from services.changes.ends.closing import check_may_close, closing_said
from services.changes.ends.closing import parts as closing_parts
from services.changes.ends.heading import may_head
from services.changes.leaving import leaving, lists_of, off
from services.changes.record import About, about, asked_of, keep_proofs, of_case, of_household, own, payee_of
from services.households import class_by_rules, class_on_record
from services.platform import audit, waiting
from services.platform.work import Work

__all__ = ["Wanted", "pinned", "propose", "reclass", "wanted"]


OF_MEMBER = (What.MEMBER, What.LEAVE, What.HEAD)


class NotThere(Refusal):
    """What was to be changed is not asked for, or the person is not in the household any more."""

    text = N_("This is not in the file any more. /households and /file show what there is now.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to change: of which household or, for its worker, from which case (neither: the own), and
    what there.

    `index` is the place of the member whom it is about; `whom`, made of number or name, finds them wherever they are.
    """

    household_id: int | None
    what: What
    field: str = ""
    index: int = 0
    whom: str = ""
    case_id: int | None = None
    event: str = ""  # by which it came, if it was told by one

    @property
    def is_own(self) -> bool:
        """Whether a worker wants to change something of the own file or registration."""
        return self.household_id is None and self.case_id is None


def pinned(work: Work, one: Wanted) -> Wanted:
    """Return the same about the very person; raises as `wanted` does."""
    _, asked = _asked(work, one)
    return replace(one, whom=_print(asked.record.members[one.index])) if one.what in OF_MEMBER else one


def _print(row: Mapping[str, Any]) -> str:
    return vault().fingerprint(whom(row))[:16]


def wanted(work: Work, one: Wanted) -> Form:
    """Return the form of a change; raises NotThere, and what opening the household does."""
    whose, asked = _asked(work, one)
    papers = EVENTS[Event(one.event)].papers if one.event in set(Event) else None
    return change_form(asked, _title(whose), _intro(work, one, whose, asked), by_worker=one.is_own, papers=papers)


def _intro(work: Work, one: Wanted, whose: About, asked: Asked) -> Sayable:
    match one.what:
        case What.OFF:
            return leaving(work, whose, one.field)
        case What.CLOSE:
            return closing_said(one.field)
        case What.HEAD:
            return say(N_("Heads the household from now on: {who}"), who=member_named(asked))
    return _now(asked)


def _asked(work: Work, one: Wanted) -> tuple[About, Asked]:
    whose = _whose(work, one)
    asked = asked_of(work, whose, one.what, one.field, one.index)
    if one.whom:
        prints = [_print(row) for row in asked.record.members]
        asked = replace(asked, index=prints.index(one.whom) if one.whom in prints else len(prints))
    if not asked.is_possible() or not _is_there(work, one, whose):
        raise NotThere
    return whose, asked


def _whose(work: Work, one: Wanted) -> About:
    if one.case_id is not None:
        return of_case(work, one.case_id)
    if one.household_id is not None:
        return of_household(work, Action.CHANGE_HOUSEHOLD, one.household_id)
    require(work.actor, Action.CHANGE_OWN_FILE)
    return own(work)


def _is_there(work: Work, one: Wanted, whose: About) -> bool:
    if one.what is What.CARD:
        return payee_of(whose.case) is not None
    if one.what is What.OFF:
        return one.field in [each.key for each in lists_of(work, whose)]
    if one.what in (What.HEAD, What.CLOSE):
        return _may_end(work, one, whose)
    return one.what is What.PERSON or (whose.file is not None and whose.case is None)


def _may_end(work: Work, one: Wanted, whose: About) -> bool:
    """What follows a death an officer writes down, with the family; a file is closed for its head, or for nobody."""
    if whose.file is None or whose.case is not None:
        return False
    grown = may_head(work, whose.file)
    if one.what is What.HEAD:
        return not one.is_own and (bool(one.whom) or one.index in grown)
    if one.field == Closed.DEATH:
        return not one.is_own and not grown
    return one.field in FOR_WORKERS and (not one.is_own or whose.file.head_id == work.person_id)


def _title(whose: About) -> Sayable:
    if whose.case is not None:
        return say(N_("Change for the worker of case {number}"), number=whose.case.number)
    if whose.file is None:
        return say(N_("Change of your registration"))
    return say(N_("Change of household {number}"), number=whose.file.number)


def _now(asked: Asked) -> Sayable:
    """Say what is on record now."""
    question = asked.question()
    match asked.what:
        case What.JOIN:
            return say(N_("Somebody lives in the household now who is not in the file. I ask about this person."))
        case What.LEAVE:
            return say(N_("No longer in the household: {name}"), name=member_named(asked))
    assert question is not None, "it is possible"
    said = say(N_("On record now: {label}: {value}"), label=question.label, value=shown(question, _value(asked)))
    return lines(member_named(asked), said) if asked.what is What.MEMBER else said


def member_named(asked: Asked) -> Sayable:
    """Return the name of the member whom it is about, as the form calls them."""
    group: Question | None = asked.record.form.question(MEMBERS)
    row = asked.record.members[asked.index]
    return group.answer.item_title(row, asked.index + 1) if group else lines("")  # type: ignore[union-attr]


def _value(asked: Asked) -> Any:
    row = asked.record.members[asked.index] if asked.what is What.MEMBER else asked.record.clean
    return row.get(asked.field)


def propose(work: Work, one: Wanted, answers: Answers) -> int:
    """Keep a proposal, put it before who may confirm it, and return its number.

    Raises NotThere, NothingChanged, AlreadyProposed, NobodyToConfirm, and what opening it does.
    """
    whose, asked = _asked(work, one)
    if one.is_own:
        _check_today(work)
    old, new = _parts(work, one, whose, asked, answers)
    if one.what is What.CLOSE:
        check_may_close(work, whose, one.field)
    if old == new or _lives_there(asked, new):
        raise NothingChanged
    change = _kept(work, one, whose, asked, old=old, new=new, note=str(answers.get(NOTE) or ""))
    keep_proofs(work, change, list(answers.get(PROOF) or ()))
    if new.member and whose.file is not None:
        work.happened(ChangeNames(change.id))
    _put_forward(work, change, whose)
    return change.id


def _parts(work: Work, one: Wanted, whose: About, asked: Asked, answers: Answers) -> tuple[Part, Part]:
    match one.what:
        case What.OFF:
            return off(work, whose, one.field)
        case What.CLOSE:
            return closing_parts(one.field)
    return asked.differences(answers)


class TooManyToday(Refusal):
    """Every change is looked at by people."""

    text = N_("You have proposed {count} changes today, as many as one person can in a day. Please go on tomorrow.")


def _check_today(work: Work) -> None:
    midnight = datetime.combine(work.today, time(), work.house.zone)
    own = select(func.count()).select_from(Change).where(Change.proposed_by == work.by_id)
    many = work.session.exec(own.where(Change.proposed_at >= midnight)).one()
    if many >= work.house.policies.current.limits.changes_a_day:
        raise TooManyToday(count=many)


def _lives_there(asked: Asked, new: Part) -> bool:
    number = (new.member or {}).get("resident_id") if asked.what is What.JOIN else None
    return number is not None and number in [row.get("resident_id") for row in asked.record.members]


def reclass(work: Work, household_id: int) -> int:
    """Propose to work the class out anew by the rules in force, with the answers as they are; raises as `propose`."""
    whose = of_household(work, Action.CHANGE_HOUSEHOLD, household_id)
    assert whose.file is not None, "it was opened"
    found, before = class_by_rules(work, whose.file, whose.file.data), class_on_record(work, whose.file)
    if found == before:
        raise NothingChanged
    asked, one = asked_of(work, whose, What.CLASS), Wanted(household_id, What.CLASS)
    change = _kept(
        work, one, whose, asked, old=Part({"class": before.value}), new=Part({"class": found.value}), note=""
    )
    _put_forward(work, change, whose)
    return change.id


def _kept(
    work: Work, one: Wanted, whose: About, asked: Asked, *, old: Part, new: Part, note: str
) -> Change:  # fmt: skip
    of_person = one.what in (What.PERSON, What.CARD)
    member = asked.record.members[asked.index] if one.what in OF_MEMBER else {}
    file_id = whose.file.id if whose.file else None
    change = Change(
        household_id=file_id, person_id=whose.person.id if of_person else None,
        case_id=one.case_id if one.what is What.CARD else None, what=one.what.value, field=one.field, event=one.event,
        member=whom(member) or None, old=old.to_json(), new=new.to_json(), note=note,
        by_worker=one.is_own, proposed_by=work.by_id, proposed_at=work.now, asked=[],
        open_key=_open_key(one, whose, member),
    )  # fmt: skip
    try:
        with work.session.begin_nested():
            work.session.add(change)
            work.session.flush()
    except IntegrityError:
        raise AlreadyProposed from None
    return change


def _open_key(one: Wanted, whose: About, member: Mapping[str, Any]) -> str | None:
    """One thing is changed once at a time; several people may join."""
    if one.what is What.JOIN:
        return None
    person = vault().fingerprint(whom(member) or str(one.index)) if member else ""
    what = "" if one.what in (What.LEAVE, What.CLOSE) else one.field
    person = "" if one.what is What.HEAD else person  # a household has one head
    on = {What.PERSON: f"person:{whose.person.id}", What.CARD: f"case:{one.case_id}"}.get(one.what, whose.subject)
    return f"{on}:{one.what.value}:{what}:{person}"


def _put_forward(work: Work, change: Change, whose: About) -> None:
    audit.note(work, work.person_id, N_("proposed a change"), whose.subject, detail=str(change.id))
    waiting.begin(work, change, work.house.policies.current.waits.change, work.today)
    if not confirming.ask(work, change, about(work.session, change)):
        raise NobodyToConfirm
