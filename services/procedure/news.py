"""What the worker is told when something happened to a case."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlmodel import select

from domain.cases.keys import with_missing
from domain.households.classes import NO_CLASS
from domain.menu.buttons import Go
from domain.payments import words
from domain.payments.money import MoneyKind, MoneyState
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Joined, Money, Sayable, Text, lines, paragraphs, say
from domain.procedure.reasons import PAPER_MISSING, reason_said
from domain.procedure.state import CaseState, Choice, Status, Verdict
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import Kind, WaitsFor
from models.notices import Notice
from models.payments import MonthRun
from models.procedure import AidCase
from services.households import class_for_case
from services.platform import outbox
from services.platform.work import Work
from services.procedure.grounds import file_behind, missing_papers, money_of, open_prompts
from services.procedure.record import is_sum_open, latest_notice, list_behind, policy_of, step_of
from services.procedure.short.words import short_said
from services.units import Holder, voters

_TO_CASES = ((key(say(N_("📁 My cases")), Go("cases")),),)
TO_APPLY = ((key(say(N_("🎓 Apply for aid")), Go("apply")),),)


def tell(work: Work, case: AidCase, said: Sayable, *, keys: Keys = ()) -> None:
    """Queue a message to the applicant."""
    outbox.put(work, case.applicant_id, Message(said, keys))


def tell_verdict(work: Work, case: AidCase, verdict: Verdict, reason: str = "", *, told: Sayable | None = None) -> None:
    """Tell of an officer's verdict, and what was `told` with it; the case has moved already."""
    match verdict:
        case Verdict.RETURN:
            _returned(work, case, reason)
        case Verdict.REFUSE:
            _refused(work, case, reason)
        case _ if case.status == Status.FINISHED:
            tell(work, case, lines(say(N_("Your case {number} is finished."), number=case.number), told))
        case _:
            tell_moved_on(work, case, told)


def tell_moved_on(work: Work, case: AidCase, told: Sayable | None = None) -> None:
    """Tell at which step the case now is, and what was `told` at the one before."""
    kind, waits = kind_of(case.step), short_said(work, case)
    if waits is not None:
        tell(work, case, lines(say(N_("There is news of your case {number}."), number=case.number), told, waits))
    elif kind.coming:
        head = say(N_("There is news of your case {number}."), number=case.number)
        coming = _coming(work, case, kind) if _is_before_somebody(work, case) else Text(kind.nobody)
        asked = _still_missing(work, case)
        days = _days_of_notice(work, case, is_asked=asked is not None)
        keys = with_missing(case.id, missing_papers(work, case))
        tell(work, case, lines(head, told, coming, _sum(case), days, asked), keys=keys)


def _is_before_somebody(work: Work, case: AidCase) -> bool:
    """Say whether the step lies before an officer, where the worker is told else."""
    about = f"step:{case.version}"
    return not kind_of(case.step).nobody or any(one.about == about for one in open_prompts(work.session, case))


def _coming(work: Work, case: AidCase, kind: Kind) -> Sayable:
    if kind.coming_listed and (listed := list_behind(work, case)) is not None:
        return Text(kind.coming_listed, {"list": listed.title})
    return kind.comes(step_of(work, case))


def _still_missing(work: Work, case: AidCase) -> Text | None:
    """Say which papers went on without and by when they are to come, if there are any."""
    missing = Joined(_missing(work, case), ", ")
    if not missing.parts:
        return None
    if case.waits_until is not None and kind_of(case.step).waits_for is WaitsFor.PAPERS:
        source = N_("Still missing from you: {papers}. Please send them by {day}; press what you have.")
        return say(source, papers=missing, day=case.waits_until)
    source = N_("Still missing from you: {papers}. Please send them as soon as you can; press what you have.")
    return say(source, papers=missing)


def _sum(case: AidCase) -> Text | None:
    """Say how much is given, once that has been chosen."""
    chosen = case.upto is not None and kind_of(case.step).pays_out
    return say(N_("You get {amount}."), amount=Money(case.amount)) if chosen else None


def _days_of_notice(work: Work, case: AidCase, *, is_asked: bool) -> Text | None:
    """Say from when to when the notice stands, while the case is at it; who `is_asked` for papers has to do that."""
    if not kind_of(case.step).is_posted:
        return None
    just_posted = [one for one in work.held(Notice) if one.case_id == case.id]
    notice = just_posted[-1] if just_posted else latest_notice(work.session, case)
    if notice is None:
        return None
    rests = N_("It stands from {first} to {last}. You need not do anything.")
    return say(N_("It stands from {first} to {last}.") if is_asked else rests,
               first=notice.first_day, last=notice.last_day)  # fmt: skip


def tell_delayed(work: Work, case: AidCase, notice: Notice) -> None:
    """Tell, once, of a notice that could not be put up after its worker has read its days."""
    source = N_(
        "The public notice of your case {number} could not be put up yet, so its days have not begun. Your union sees "
        "to it, and I write to you as soon as it stands, with the new days. You need not do anything."
    )
    message = Message(say(source, number=case.number), _TO_CASES)
    outbox.put(work, case.applicant_id, message, key=delayed_key(notice))


def delayed_key(notice: Notice) -> str:
    """Return the key of the message that a notice is delayed."""
    return f"notice-delayed:{notice.id}"


def _returned(work: Work, case: AidCase, reason: str) -> None:
    """Tell what has to be corrected, and how."""
    missing = _missing(work, case) if reason == PAPER_MISSING else ()
    tell(
        work,
        case,
        paragraphs(
            say(N_("Your case {number} came back to you, because something is to be corrected."), number=case.number),
            say(N_("Reason: {reason}"), reason=reason_said(reason)),
            say(N_("Still missing: {papers}"), papers=Joined(missing, ", ")) if missing else None,
            say(N_("Nothing is lost: send /cases, choose the case, correct it and hand it in again.")),
            say(N_("Please do so by {day}. I remind you before."), day=case.waits_until) if case.waits_until else None,
        ),
        keys=_TO_CASES,
    )


def _missing(work: Work, case: AidCase) -> tuple[Sayable, ...]:
    return tuple(kind.text for kind in missing_papers(work, case))


def _refused(work: Work, case: AidCase, reason: str) -> None:
    """Tell why not, and what can be done."""
    tell(
        work,
        case,
        paragraphs(
            say(N_("We are sorry: your case {number} was not approved."), number=case.number),
            say(N_("Reason: {reason}"), reason=reason_said(reason)),
            say(N_("If you see it differently, you can object under /cases; the centre then looks at it again.")),
        ),
        keys=_TO_CASES,
    )


def tell_not_in_order(work: Work, case: AidCase, reason: str, officers: Iterable[int]) -> None:
    """What was paid is not in order: the worker, who decided on it and the administrators hear so."""
    why = say(N_("Reason: {reason}"), reason=reason_said(reason))
    source = N_("Your case {number} was looked at after the payment, and not all of it was in order.")
    head = say(source, number=case.number)
    next_ = say(N_("Your union will talk to you about it. To say how you see it: /officer"))
    tell(work, case, paragraphs(head, why, next_), keys=_TO_CASES)
    source = N_("Case {number} was paid, and the review after it found it not in order. Please see to it.")
    told = paragraphs(say(source, number=case.number), why)
    for person in sorted({*officers, *work.admin_ids} - {work.person_id}):
        outbox.put(work, person, Message(told), key=f"not-in-order:{case.id}:{case.version}:{person}")


def tell_posted(work: Work, case: AidCase, notice: Notice) -> None:
    """Tell of a notice that stands since another day than it was written for: its days run from there."""
    source = N_(
        "The public notice of your case {number} was put up later than planned, or once more, so its days run from "
        "{first} to {day}. You need not do anything."
    )
    tell(work, case, say(source, number=case.number, first=notice.first_day, day=notice.last_day))


def tell_moved(work: Work, case: AidCase, notice: Notice, *, before: date) -> None:
    """Tell of a notice that ends on another day than the worker has read."""
    source = N_(
        "The public notice of your case {number} now ends on {day} instead of {before}, because the holiday "
        "arrangements changed. You need not do anything."
    )
    tell(work, case, say(source, number=case.number, day=notice.last_day, before=before))


def sum_said(work: Work, case: AidCase) -> Text:
    """Return how much a case is about, as its officers read it."""
    source = N_("Sum asked for: {amount}") if case.upto is None else N_("Sum: {amount}")
    if is_sum_open(work, case):
        source = N_("Sum: at most {amount}")
    if case.months:
        source = N_("Sum asked for: {each} a month, {amount} in {count} months")
    each = Money(case.amount // (case.months or 1))
    return say(source, amount=Money(case.amount), each=each, count=case.months)


def held_asked(work: Work, case: AidCase) -> tuple[Sayable, Keys]:
    """Return what is asked about something that is given each month and rests, with the keys that answer it."""
    run = work.session.exec(select(MonthRun).where(MonthRun.case_id == case.id)).one()
    return words.held(case.id, run.held_since or work.today, run.held_reason or "-")


# A card that was changed while money was due ------------------------------------------------------------------------


def card_held_until(work: Work, case: AidCase) -> datetime | None:
    """Return until when nothing is paid to the card of what is due; None when it may be paid now.

    No press ends that earlier: whoever gets hold of a chat, or of an officer's help, is not to be paid at once.
    """
    row = next((row for row in money_of(work.session, case) if row.state == MoneyState.DUE), None)
    if row is None or row.card_since is None or row.released_by is not None:
        return None
    until = row.card_since + timedelta(hours=policy_of(work, case).waits.new_card_hours)
    return until if work.now < until else None


def told_to_cashier(work: Work, case: AidCase) -> Sayable | None:
    """Say it in the prompt of whoever pays, after the months that are due of what is paid month by month."""
    until = card_held_until(work, case)
    source = N_("The card was changed a short while ago: nothing is paid to it before {until}.")
    held = say(source, until=until) if until else None
    due = [row for row in money_of(work.session, case) if row.kind == MoneyKind.MONTH and row.state == MoneyState.DUE]
    told = [say(N_("{month}: {amount}"), month=row.period, amount=Money(row.fen)) for row in due]
    return lines(*told, held) if told or held else None


def told_to_worker(work: Work, case: AidCase) -> Text | None:
    """Say it to the worker whose money is due."""
    until = card_held_until(work, case)
    source = N_(
        "The money of case {number} goes to the new card now, but not before {until}: that protects you, should "
        "somebody else have changed the card. If it was not you, please tell your case officer at once: /officer"
    )
    return say(source, number=case.number, until=until) if until else None


# Meetings ------------------------------------------------------------------------------------------------------------


def still_to_vote(work: Work, case: AidCase, state: CaseState) -> list[int]:
    """Return the members who have not voted yet, and tell the administrators where there are too few."""
    members = voters(work.session, case, state)
    _tell_too_few(work, case, state, members)
    return [one.person_id for one in members if one.person_id not in state.votes]


def _tell_too_few(work: Work, case: AidCase, state: CaseState, members: Collection[Holder]) -> None:
    """Tell the administrators that fewer can vote than have to, since so many are relatives or took part before."""
    left_out = sum(choice is Choice.OUT for choice in state.votes.values())
    quorum, able = state.step.quorum if state.step else 0, sum(one.is_reachable for one in members) - left_out
    source = N_(
        "In the meeting on case {number} only {count} can vote, and at least {quorum} have to. Please appoint more "
        "members: /officers"
    )
    text = say(source, number=case.number, count=str(max(able, 0)), quorum=str(quorum))
    for admin in work.admin_ids if able < quorum else ():
        outbox.put(work, admin, Message(text), key=f"too-few:{case.id}:{case.version}:{admin}")


def class_of(work: Work, case: AidCase) -> Sayable:
    return policy_of(work, case).household_class(case.household_class).label


def class_differs(work: Work, case: AidCase) -> Text | None:
    """Say that the household is in another class than the one that the case was handed in for."""
    file, policy = file_behind(work.session, case), policy_of(work, case)
    if file is None:
        return None
    began, programme = case.opened_at.astimezone(work.house.zone).date(), policy.given(case.programme)
    now = class_for_case(work, file, policy, programme, on=began)
    if now == (case.household_class or NO_CLASS):
        return None
    source = N_(
        "The household is in another class now: {before} → {after}. Class and sum of the case are those of before; "
        "please return it, so that the worker hands it in again."
    )
    after = policy.household_class(now).label
    return say(source, before=class_of(work, case), after=after)
