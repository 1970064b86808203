"""What is said of money that is set aside for a case, or that it waits for."""

from domain.platform.text import N_, Money, Sayable, Text, lines, say
from models.procedure import AidCase
from services import books
from services.platform.work import Work
from services.procedure.standing import is_booked


def short_said(work: Work, case: AidCase) -> Text | None:
    """Say to the worker of an approved case that its money is not there yet, and at which place it waits."""
    if case.short_since is None:
        return None
    source = N_(
        "It was approved, but the fund does not hold the money for it just now. It has its place in line, which is "
        "number {place}, and nothing of it is lost. You need not do anything: it goes on by itself, and I write then."
    )
    return say(source, place=books.before(work, case) + 1)


def set_aside_said(case: AidCase) -> Text | None:
    """Say to the worker of a case that was just approved what is set aside for it; None where no books are kept."""
    if not case.set_aside or case.short_since is not None:
        return None
    return say(N_("{amount} is set aside for you."), amount=Money(case.set_aside))


def funds_said(work: Work, case: AidCase) -> Sayable | None:
    """Say to whoever approves a case what the funds for it hold; None where no books are kept."""
    there = books.free_for(work, case) if is_booked(work.session, case) else None
    if there is None:
        return None
    free, missing = sum(one.free for one in there), case.amount - case.set_aside
    each = (say(N_("{fund}: {amount} free"), fund=one.title, amount=Money(one.free)) for one in there)
    source = N_("That is {amount} too little. Once approved the case waits in line, and goes on when money comes.")
    too_little = say(source, amount=Money(missing - free)) if missing > free else None
    return lines(say(N_("Funds for it:")) if there else say(N_("No fund is open for it.")), *each, too_little)


def waits_said(work: Work, case: AidCase) -> Text | None:
    """Say to whoever approved a case that it waits."""
    if case.short_since is None:
        return None
    source = N_(
        "Case {number} is approved, but the funds for it hold too little. It waits at place {place} and goes on by "
        "itself when money comes: /funds"
    )
    return say(source, number=case.number, place=books.before(work, case) + 1)
