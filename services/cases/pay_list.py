"""What waits for a cashier in a list: money settled at visits and for events, and the month's money. One card says how
many and how much, and goes down as it is paid; each payment is recorded by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from sqlmodel import col, or_, select

from domain.payments.buttons import PayMonths
from domain.platform.identifiers import mask_card
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Money, Nn_, Refusal, Sayable, lines, paragraphs, say, say_many
from domain.procedure.buttons import ShowPrompt
from domain.procedure.state import Status
from domain.procedure.steps import kind_of, named
from models.platform.counter import Counter
from models.procedure import AidCase, Prompt
from services.payments import check_reference, due_months, full_card, pay_months
from services.platform import outbox
from services.platform.counters import next_number
from services.platform.undo import undone_when_refused
from services.platform.work import Work
from services.procedure import Dossier, is_undecided

MOST = 40  # a card holds no more; the rest comes when these are paid
Waiting = tuple[Prompt, AidCase]


@dataclass(frozen=True, slots=True)
class Done:
    """What one press on a list did: what was approved or paid (`fen` in all), and what was left out, with the reason;
    `until` is the time of day until which it can be taken back."""

    approved: int
    fen: int
    left: tuple[tuple[str, Sayable], ...]
    until: str | None = None


@dataclass(frozen=True, slots=True)
class PayList:
    """One list of a cashier: its name in keys, its title, what its key is called, how it is paid, and whether it holds
    what is paid month by month."""

    key: str
    title: str
    label: str
    each: str
    runs: bool

    def of(self, waiting: Iterable[Waiting]) -> list[Waiting]:
        """Return what of all that waits stands in this list."""
        return [(prompt, case) for prompt, case in waiting if kind_of(case.step).runs is self.runs]


VISITS = PayList(
    "pay-list",
    N_("<b>To be paid: settled at visits and for events</b>"),
    N_("Pay what officers settled"),
    N_("Each one is paid and recorded by itself, with its own number of the bank. Choose one:"),
    runs=False,
)
MONTHS = PayList(
    "month-list",
    N_("<b>To be paid: this month's money</b>"),
    N_("Pay this month's money"),
    N_("If all of it went out in one transfer, say so with the key below. Else choose one:"),
    runs=True,
)
LISTS = (VISITS, MONTHS)


def lists_moved(work: Work, case_ids: Iterable[int]) -> None:
    """Let the cards follow of all cashiers before whom one of these cases was just put, or from whom it was taken."""
    just_now = or_(Prompt.issued_at == work.now, Prompt.closed_at == work.now)
    theirs = select(Prompt.officer_id).where(col(Prompt.case_id).in_(list(case_ids)), just_now).distinct()
    for officer_id in sorted(work.session.exec(theirs.where(col(Prompt.about).startswith("step:"))).all()):
        waiting, numbers = _waiting(work, officer_id), _numbers(work, officer_id)
        for one in LISTS:
            _follow(work, officer_id, one, one.of(waiting), numbers.get(one.key))


def _follow(work: Work, officer_id: int, one: PayList, waiting: Sequence[Waiting], number: int | None) -> None:
    """What comes to an empty list rings; a list that grows or goes down is changed where it stands."""
    if waiting and all(prompt.issued_at == work.now for prompt, _ in waiting):
        _put_anew(work, officer_id, one, waiting)
    elif number is not None:
        outbox.edit(work, officer_id, _card(work, one, waiting), target_key=_key(officer_id, one, number))


def to_pay(work: Work, officer_id: int, one: PayList) -> Sequence[Waiting]:
    """Return what waits for a cashier in a list, the oldest first."""
    return one.of(_waiting(work, officer_id))


def _waiting(work: Work, officer_id: int) -> Sequence[Waiting]:
    query = select(Prompt, AidCase).join(AidCase, col(AidCase.id) == col(Prompt.case_id))
    query = query.where(Prompt.officer_id == officer_id, col(Prompt.closed_at).is_(None))
    steps = named(lambda kind: kind.pays_out)
    query = query.where(col(Prompt.about).startswith("step:"), col(AidCase.step).in_(steps))
    due = work.session.exec(
        query.where(AidCase.status == Status.OPEN.value, is_undecided()).order_by(col(AidCase.id))
    ).all()
    return [(prompt, case) for prompt, case in due if Dossier(work, case).is_by_list]


def _put_anew(work: Work, officer_id: int, one: PayList, waiting: Sequence[Waiting]) -> None:
    number = next_number(work.session, _counter(officer_id, one))
    outbox.put(work, officer_id, _card(work, one, waiting), key=_key(officer_id, one, number))


def _counter(officer_id: int, one: PayList) -> str:
    return f"{one.key}:{officer_id}"


def _numbers(work: Work, officer_id: int) -> dict[str, int]:
    """Return the number of a cashier's latest card, by the key of its list."""
    names = {_counter(officer_id, one): one.key for one in LISTS}
    counted = work.session.exec(select(Counter.name, Counter.value).where(col(Counter.name).in_(names))).all()
    return {names[name]: value for name, value in counted}


def _key(officer_id: int, one: PayList, number: int) -> str:
    return f"{one.key}:{officer_id}:{number}"


def remind_to_pay(work: Work, officer_id: int) -> None:
    """Put what waits before a cashier anew, once a day."""
    everything, numbers = _waiting(work, officer_id), _numbers(work, officer_id)
    for one in LISTS:
        waiting, number = one.of(everything), numbers.get(one.key)
        last = outbox.with_key(work, _key(officer_id, one, number)) if number is not None else None
        if waiting and (last is None or work.at(last.created_at).today < work.today):
            _put_anew(work, officer_id, one, waiting)


def pay_lists_of(work: Work) -> list[tuple[PayList, Message]]:
    """Return the cards of what waits to be paid by whoever acts, none when nothing does."""
    everything = _waiting(work, work.person_id)
    found = ((one, one.of(everything)) for one in LISTS)
    return [(one, _card(work, one, waiting)) for one, waiting in found if waiting]


def _card(work: Work, one: PayList, waiting: Sequence[Waiting]) -> Message:
    if not waiting:
        return Message(lines(say(one.title), say(N_("All of it is paid. Nothing waits for you here."))))
    count = say_many(
        *Nn_("{count} case waits for payment, {amount}.", "{count} cases wait for payment, {amount} in all."),
        len(waiting),
        amount=Money(sum(due_of(work, case) for _, case in waiting)),
    )
    shown = waiting[:MOST]
    told = [_line(work, case) for _, case in shown]
    return Message(paragraphs(lines(say(one.title), count), lines(*told), say(one.each)), _keys(work, one, shown))


def due_of(work: Work, case: AidCase) -> int:
    """Return what is due to a case (fen): of what is paid month by month the months that are due."""
    return sum(row.fen for row in due_months(work, case)) if kind_of(case.step).runs else case.amount


def _named(work: Work, case: AidCase) -> Sayable:
    return lines(case.number, Money(due_of(work, case)), between=" · ")


def _line(work: Work, case: AidCase) -> Sayable:
    found = full_card(work.session, case)
    return lines(_named(work, case), mask_card(found[0]) if found else None, between=" · ")


def _keys(work: Work, one: PayList, waiting: Sequence[Waiting]) -> Keys:
    keys = [key(_named(work, case), ShowPrompt(prompt.id)) for prompt, case in waiting]
    rows = tuple(tuple(keys[start : start + 2]) for start in range(0, len(keys), 2))
    many = one.runs and len(waiting) > 1
    return (*rows, (key(say(N_("All of it is paid")), _all_of(work, waiting)),)) if many else rows


def _all_of(work: Work, waiting: Sequence[Waiting]) -> PayMonths:
    due = [row for _, case in waiting for row in due_months(work, case)]
    return PayMonths(mark_of(row.id for row in due), len(waiting), sum(row.fen for row in due))


def mark_of(numbers: Iterable[int]) -> int:
    """Return what tells a list from another one of the same length and sum, by the numbers of what stands in it."""
    return crc32(",".join(map(str, numbers)).encode())


# The month's money in one transfer: each month is recorded by itself -------------------------------------------------


class ListChanged(Refusal):
    """The officer saw another list."""

    text = N_("The list has changed since this message. Nothing was recorded; /pending shows how it stands now.")


def check_listed(work: Work, press: PayMonths) -> str:
    """Return the number of the first case in the list that the cashier saw; raises ListChanged."""
    return _listed(work, press)[0][1].number


def _listed(work: Work, press: PayMonths) -> Sequence[Waiting]:
    waiting = to_pay(work, work.person_id, MONTHS)[:MOST]
    if not waiting or _all_of(work, waiting) != press:
        raise ListChanged
    return waiting


def pay_listed(work: Work, press: PayMonths, *, paid_on: date, reference: str, same_reference: bool = False) -> Done:
    """Record that all of a list was paid on a day under one number of the bank.

    Raises ListChanged, ReferenceNeeded, and ReferenceOnRecord unless it is the `same_reference`.
    """
    waiting = _listed(work, press)
    if not same_reference:
        check_reference(work, reference)
    count, fen, left = 0, 0, list[tuple[str, Sayable]]()
    for _, case in waiting:
        number = case.number
        try:
            with undone_when_refused(work.session):
                fen += pay_months(
                    work, case.id, case.version, paid_on=paid_on, reference=reference, same_reference=True
                )
        except Refusal as refusal:
            left.append((number, refusal.said))
        else:
            count += 1
    lists_moved(work, [case.id for _, case in waiting])
    return Done(count, fen, tuple(left))
