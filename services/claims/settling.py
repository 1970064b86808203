"""An officer over both units sees both sides side by side, and says where somebody belongs."""

from collections.abc import Callable, Iterator

from sqlmodel import Session, col, select

from domain.cases.buttons import OpenCase
from domain.changes.asked import NOTE
from domain.changes.change import What
from domain.claims.buttons import MakeOne, OpenClash, SettleClash
from domain.claims.settled import CannotBeTakenOut, ClashOver, NotAmongThese, OwnClaim, Settled
from domain.households.household import from_answers
from domain.platform.access import Action, NotForYou, Subject, offices_for
from domain.platform.access import require as require_access
from domain.platform.buttons import Button
from domain.platform.messages import Key, Keys, Message, key
from domain.platform.numbers.documents import masked
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.procedure import procedure
from domain.procedure.refusals import AlreadyPaid, CaseAlreadyClosed, CaseIsWithWorker
from domain.procedure.state import Decision, Status, Verdict
from models.changes import Change
from models.households import Clash, HouseholdFile, HouseholdMember
from models.people import Person
from models.platform.seal import vault
from models.procedure import AidCase
from services import changes
from services.cases import label_of_step
from services.claims import asking, clashes, tries
from services.platform import audit, consent
from services.platform.work import Work
from services.procedure import (
    Dossier,
    find_case,
    lock,
    lock_all,
    move,
    record_decision,
    state_of,
    subject,
    tell,
    tell_verdict,
)

LABELS = {
    Settled.HERE: N_("Take them out of the later one"),
    Settled.THERE: N_("Take them out of the earlier one"),
    Settled.ONE: N_("Both are right: it is one household"),
    Settled.WRONG: N_("Not the same person: a wrong number"),
}
DONE = {
    Settled.HERE: N_("The later one is corrected: its household is told that somebody named does not belong there."),
    Settled.THERE: N_("The earlier one is corrected: its household is told that somebody named does not belong there."),
    Settled.ONE: N_("It goes on as one household. The later reporter is told that it has reported already."),
    Settled.WRONG: N_("The later one is corrected: its household is asked to check the numbers."),
}
PROPOSED = N_("It is on file there, so it is proposed as a change. A second officer confirms it; then it is settled.")
STUDENT = {Settled.HERE: (Verdict.REFUSE, "@student_elsewhere"), Settled.THERE: (Verdict.REFUSE, "@student_elsewhere")}
HOUSEHOLD = {
    Settled.HERE: (Verdict.RETURN, "@not_here"),
    Settled.THERE: (Verdict.RETURN, "@not_here"),
    Settled.ONE: (Verdict.REFUSE, "@one_household"),
    Settled.WRONG: (Verdict.RETURN, "@wrong_number"),
}


def _opened(
    work: Work, clash_id: int, read: Callable[[Session, int], AidCase] = find_case
) -> tuple[Clash, AidCase | None, AidCase]:
    """Return a clash that is not settled, to an officer over both units, and its cases, the later one (if it is one)
    first; each is read once. Raises NotForYou, OwnClaim, ClashOver.
    """
    if read is lock:
        _hold(work.session, clash_id)
    clash = work.session.get(Clash, clash_id, with_for_update=True, populate_existing=True)
    if clash is None:
        raise NotForYou
    mine = read(work.session, clash.case_id) if clash.case_id is not None else None
    other = read(work.session, clash.other_id)
    for unit in asking.units_of(work.session, clash):
        require_access(work.actor, Action.SETTLE_CLAIM, Subject(unit_path=unit.path))
    if work.person_id in asking.left_out(work.session, clash):
        raise OwnClaim
    if clash.settled_at is not None or not clashes.holds(work.session, clash):
        raise ClashOver
    return clash, mine, other


def _hold(session: Session, clash_id: int) -> None:
    """Lock both sides before what hangs on them: one of the two may be taken back, or erased, beside this."""
    sides = select(Clash.case_id, Clash.other_id, Change.household_id).join(
        Change, col(Change.id) == col(Clash.change_id), isouter=True
    )
    for mine, other, file in session.exec(sides.where(Clash.id == clash_id)):
        lock_all(session, [one for one in (mine, other) if one], household_ids=[file] if file else ())


# Both side by side ---------------------------------------------------------------------------------------------------


def look(work: Work, clash_id: int, *, as_one: bool = False) -> Message:
    """Return both sides, with what can be said about them; each look is on record. Raises as `settle` does.

    `as_one` asks instead once more whether they are one household, which ends the later case.
    """
    clash, mine, other = _opened(work, clash_id)
    if as_one:
        return _whether_one(clash, mine)
    for case in (mine, other):
        if case is not None:
            audit.note(work, work.person_id, N_("looked at two households that name one person"), subject(case))
    later = _change_side(work, clash) if mine is None else _side(work, mine, clash)
    text = paragraphs(
        say(N_("<b>Somebody is named in two households</b> (▶). Where do they belong?")),
        lines(say(N_("<b>Earlier</b>")), *_side(work, other, clash)),
        lines(say(N_("<b>Later</b>")), *later, _tries(work, clash)),
    )
    keys: Keys = tuple((key(say(LABELS[how]), _press(clash, how)),) for how in _ways(clash, mine))
    opening = tuple(_open_key(case) for case in (other, mine) if case is not None)
    return Message(text, (*keys, opening))


def _press(clash: Clash, how: Settled) -> Button:
    return MakeOne(clash.id) if how is Settled.ONE else SettleClash(clash.id, how)


def _whether_one(clash: Clash, later: AidCase | None) -> Message:
    """Return what is asked before the later case ends."""
    if later is None or Settled.ONE not in _ways(clash, later):
        raise NotAmongThese
    source = N_(
        "Then case {number} ends now and cannot be taken up again; its reporter is told that the household has "
        "reported already. Are both sure to be one household?"
    )
    yes = key(say(N_("Yes, end case {number}"), number=later.number), SettleClash(clash.id, Settled.ONE))
    return Message(say(source, number=later.number), ((yes,), (key(say(N_("Back to both")), OpenClash(clash.id)),)))


def _open_key(case: AidCase) -> Key:
    return key(say(N_("Open {number}"), number=case.number), OpenCase(case.id))


def _ways(clash: Clash, mine: AidCase | None) -> tuple[Settled, ...]:
    if mine is None:
        return (Settled.HERE, Settled.THERE, Settled.WRONG)
    return tuple(HOUSEHOLD if mine.opens_file else STUDENT)


def _side(work: Work, case: AidCase, clash: Clash) -> Iterator[Sayable]:
    file = work.session.get(HouseholdFile, case.household_id) if case.household_id is not None else None
    yield Dossier(work, case).head
    if file is not None:
        yield say(N_("Household file {number}"), number=file.number)
    who = work.session.get_one(Person, case.applicant_id)
    source = N_("{name}, handed in {when}: {step}")
    yield say(source, name=consent.name_of(who), when=case.opened_at, step=label_of_step(case))
    if not consent.agrees(who):
        return
    rows = select(HouseholdMember).where(HouseholdMember.case_id == case.id).order_by(col(HouseholdMember.id))
    yield from (_member(work, case, row, clash) for row in work.session.exec(rows))


def _member(work: Work, case: AidCase, row: HouseholdMember, clash: Clash) -> Sayable:
    relations = {option.key: option.text for option in Dossier(work, case).policy.options("relation")}
    source = N_("▶ {name} ({relation}), {number}") if _is_meant(row, clash) else N_("– {name} ({relation}), {number}")
    relation = relations.get(row.relation, say(N_("reports")) if row.relation == "self" else "-")
    return say(source, name=row.name, relation=relation, number=masked(row.resident_id))


def _is_meant(row: HouseholdMember, clash: Clash) -> bool:
    return row.resident_id_print == clash.resident_id_print


def _change_side(work: Work, clash: Clash) -> Iterator[Sayable]:
    change = work.session.get_one(Change, clash.change_id or 0)
    file = work.session.get_one(HouseholdFile, change.household_id or 0)
    head = work.session.get_one(Person, file.head_id)
    source = N_("Household file {number}, {name}: a change is proposed")
    yield say(source, number=file.number, name=consent.name_of(head))
    if not consent.agrees(head):
        return
    member = (change.new.get("member") or {}) if isinstance(change.new, dict) else {}
    number = masked(str(member.get("resident_id") or ""))
    yield say(N_("▶ {name}, {number}"), name=str(member.get("name") or "-"), number=number)


def _tries(work: Work, clash: Clash) -> Sayable | None:
    many = tries.false_ones(work.session, clash.named_by)
    source = Nn_(
        "Whoever named them has named {count} person before who did not belong to the household.",
        "Whoever named them has named {count} people before who did not belong to the household.",
    )
    return say_many(*source, many) if many else None


# Settled -------------------------------------------------------------------------------------------------------------


def settle(work: Work, clash_id: int, how: Settled) -> Sayable:
    """Carry out what an officer over both says, and return what they read.

    Raises NotForYou, OwnClaim, ClashOver, NotAmongThese, CannotBeTakenOut.
    """
    clash, mine, other = _opened(work, clash_id, lock)
    if how not in _ways(clash, mine):
        raise NotAmongThese
    if how is Settled.THERE and other.opens_file and other.status == Status.FINISHED:
        _propose_leaving(work, other, clash)
        return say(PROPOSED)
    clashes.end(work, clash, how, by=work.person_id)
    for case in (mine, other):
        if case is not None:
            audit.note(work, work.person_id, N_("said where somebody belongs"), subject(case), detail=how.value)
    if how is Settled.THERE:
        _correct(work, other, clash, how)
    elif mine is not None:
        _correct(work, mine, clash, how)
    else:
        _, reason = HOUSEHOLD[how]
        changes.refuse(work, clash.change_id or 0, reason)
    if how in (Settled.HERE, Settled.THERE):
        tries.count(work, clash.named_by if how is Settled.HERE else other.applicant_id)
    return say(DONE[how])


def _correct(work: Work, case: AidCase, clash: Clash, how: Settled) -> None:
    """Give a case back, or refuse it; one that is with its worker already stays there, and they are told."""
    verdict, reason = (HOUSEHOLD if case.opens_file else STUDENT)[how]
    decision = Decision(work.person_id, case.version, verdict, work.now, reason)
    name = _name_of(work, case, clash)
    try:
        after = procedure.settle_people(state_of(work, case), decision)
    except CaseIsWithWorker:
        tell_verdict(work, case, verdict, reason)
    except (CaseAlreadyClosed, AlreadyPaid):
        raise CannotBeTakenOut(number=case.number) from None
    else:
        role = _role(work, case)
        record_decision(work, case, verdict, person_id=work.person_id, role=role, reason=reason)
        move(work, case, after, say(N_("An officer over both units said where somebody belongs.")))
        tell_verdict(work, case, verdict, reason)
    if name and how is not Settled.ONE:
        tell(work, case, say(N_("It is about {name}, whom you named in case {number}."), name=name, number=case.number))


def _role(work: Work, case: AidCase) -> str:
    unit = asking.unit_of(work.session, case)
    return offices_for(work.actor, Action.SETTLE_CLAIM, Subject(unit_path=unit.path))[0].role


def _name_of(work: Work, case: AidCase, clash: Clash) -> str:
    rows = select(HouseholdMember).where(HouseholdMember.case_id == case.id)
    return next((row.name for row in work.session.exec(rows) if _is_meant(row, clash) and row.relation != "self"), "")


def _propose_leaving(work: Work, other: AidCase, clash: Clash) -> None:
    """A file changes only by two pairs of eyes; when the second has confirmed, this is over by itself."""
    file = work.session.get_one(HouseholdFile, other.household_id or 0)
    members = from_answers(file.data).members
    prints = [vault().fingerprint(member.resident_id) for member in members]
    if clash.resident_id_print not in prints:  # who heads the file cannot leave it
        raise CannotBeTakenOut(number=other.number)
    wanted = changes.Wanted(file.id, What.LEAVE, "", prints.index(clash.resident_id_print))
    changes.propose(work, changes.pinned(work, wanted), {NOTE: "@named_elsewhere"})
