"""What a worker reads of their own case: where it is, who has it, the money, why it came back, and what is missing."""

from __future__ import annotations

from datetime import date

from domain.aid.buttons import AlsoOn
from domain.cases.buttons import Act, CasePress
from domain.cases.keys import missing_keys, more_missing, see_case
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Money, Sayable, lines, paragraphs, say
from domain.procedure.reasons import reason_said
from handlers.menu.menu import go_key, menu_key
from services.cases import CaseView
from services.payments import CameBack


def told(seen: CaseView) -> tuple[Sayable | None, ...]:
    """Return the paragraphs of a case."""
    loan = seen.loan.told if seen.loan is not None else None
    return (_where(seen), _beside(seen), _money(seen), *seen.told, loan, _reason(seen), _missing(seen))


def handed_in(seen: CaseView) -> Sayable:
    """Say who has it now, which papers are missing until when, and how to reach somebody."""
    source = N_("To ask somebody: /officer says who looks after you and how to reach them; the hotline is 12351.")
    who = say(N_("With: {role}, {level}"), role=seen.role, level=seen.level) if seen.role and seen.level else None
    return paragraphs(_beside(seen), lines(who, _until(seen), _missing(seen), say(source)))


def handed_in_keys(seen: CaseView, *more: tuple[Key, ...]) -> Keys:
    """Return a key for each missing paper, and the ways to the case, to the officer, and to what `more` there is."""
    papers = (*missing_keys(seen.id, seen.missing), *more_missing(seen.id, seen.missing))
    return (*beside_keys(seen), *papers, (see_case(seen.id), go_key("officer")), *more, (menu_key(),))


def _beside(seen: CaseView) -> Sayable | None:
    """Say which other cases the same report has, each for a list of its own, and for which lists it can have one."""
    others = (say(N_("<b>{number}</b> {title}: {step}"), number=one.number, title=one.title, step=one.step)
              for one in seen.beside)  # fmt: skip
    also = (say(N_("It can be handed in for {list}, too; nothing is asked again."), list=one.title)
            for one in seen.also_for)  # fmt: skip
    head = say(N_("The same report is also handed in as:")) if seen.beside else None
    return lines(head, *others, *also) if seen.beside or seen.also_for else None


def beside_keys(seen: CaseView) -> Keys:
    """Return a key for each other case of the same report, and for each list that it can be handed in for, too."""
    others = ((key(say(N_("{number} {title}"), number=one.number, title=one.title), CasePress(one.id, Act.OPEN)),)
              for one in seen.beside)  # fmt: skip
    also = ((key(say(N_("Hand it in for {list}, too"), list=one.title), AlsoOn(seen.id, one.key)),)
            for one in seen.also_for)  # fmt: skip
    return (*also, *others)


def _where(seen: CaseView) -> Sayable:
    who = say(N_("With: {role}, {level}"), role=seen.role, level=seen.level) if seen.role and seen.level else None
    if seen.came_back is not None:
        who = say(N_("With: you")) if seen.came_back.wants_card else say(N_("With: a second colleague"))
    elif seen.waits_for_receipt and seen.disputed:
        who = say(N_("With: the cashier"))
    elif seen.is_returned or seen.waits_for_receipt or seen.waits_for_proofs:
        who = say(N_("With: you"))
    return lines(
        say(N_("Step: {step}, since {since}"), step=seen.step, since=seen.since),
        who,
        _until(seen),
        say(N_("Due by: {due}"), due=seen.due_on) if seen.due_on and who else None,
        say(N_("The public notice ends on {day}."), day=seen.notice_until) if seen.notice_until else None,
        say(N_("Handed in: {when}"), when=seen.opened_at),
    )


def _until(seen: CaseView) -> Sayable | None:
    """Say what the worker is to do by when."""
    if seen.waits_until is None:
        return None
    if seen.is_returned:
        return say(N_("Please hand it in again by {day}; after that it ends."), day=seen.waits_until)
    if seen.waits_for_receipt:
        source = N_("Please tell us by {day} whether the money has come; after that the case is closed as paid.")
        return say(source, day=seen.waits_until)
    return say(N_("Please send the missing papers by {day}."), day=seen.waits_until)


def _money(seen: CaseView) -> Sayable | None:
    if seen.paid is not None and seen.paid_on is not None:
        paid = say(N_("Paid: {amount} on {day}"), amount=seen.paid, day=seen.paid_on)
        asked = say(N_("You told us that it did not come; the cashier is looking for it.")) if seen.disputed else None
        if seen.is_unheard:
            asked = say(N_("You have not told us yet whether it came; you can do so here at any time."))
        return lines(paid, asked)
    if seen.came_back is not None:
        return _came_back(seen.came_back)
    if not seen.amount or seen.is_closed:
        return None
    source = N_("It would be {amount}, if it is approved, and as long as funds last.")
    if seen.least is not None:
        source = N_("It would be between {least} and {amount}: whoever approves it decides how much is needed.")
    if seen.has_letter and not seen.is_returned:
        source = N_("Approved: {amount}")
    return say(source, amount=Money(seen.amount), least=Money(seen.least or 0))


def _came_back(back: CameBack) -> Sayable:
    source = N_("The money came back from the bank: {cause}. A colleague looks at it, then it is paid again.")
    if back.wants_card:
        source = N_("The money came back from the bank: {cause}. It is not lost: please give us another card.")
    return say(source, cause=back.cause)


def _reason(seen: CaseView) -> Sayable | None:
    if seen.back_until is not None:
        return _way_back(seen, seen.back_until)
    if not seen.reason:
        return None
    if seen.is_returned:
        return say(N_("It came back to you, because: {reason}\nPlease correct it."), reason=reason_said(seen.reason))
    return say(N_("It was not approved, because: {reason}\nYou can object to that."), reason=reason_said(seen.reason))


def _way_back(seen: CaseView, until: date) -> Sayable:
    source = N_(
        "It was to be corrected, because: {reason}\nYou can take it up again until {day}; your answers and papers are "
        "kept."
    )
    return say(source, reason=reason_said(seen.reason), day=until)


def _missing(seen: CaseView) -> Sayable | None:
    if not seen.missing:
        return None
    return lines(say(N_("Still missing:")), *(say(N_("– {paper}"), paper=paper.text) for paper in seen.missing))
