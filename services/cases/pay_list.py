"""Money settled at visits that waits for a cashier: one card says how many and how much, and goes down as it is paid.

Each payment is recorded by itself, with its own day and its own reference of the bank.
"""

from collections.abc import Iterable, Sequence

from sqlmodel import col, or_, select

from domain.platform.identifiers import mask_card
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Money, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.procedure.buttons import ShowPrompt
from domain.procedure.state import Status
from domain.procedure.steps import named
from models.platform.counter import Counter
from models.procedure import AidCase, Prompt
from services.payments import full_card
from services.platform import outbox
from services.platform.counters import next_number
from services.platform.work import Work
from services.procedure import Dossier, is_undecided

MOST = 40  # a card holds no more; the rest comes when these are paid
Waiting = tuple[Prompt, AidCase]


def lists_moved(work: Work, case_ids: Iterable[int]) -> None:
    """Let the cards follow of all cashiers before whom one of these cases was just put, or from whom it was taken."""
    just_now = or_(Prompt.issued_at == work.now, Prompt.closed_at == work.now)
    theirs = select(Prompt.officer_id).where(col(Prompt.case_id).in_(list(case_ids)), just_now).distinct()
    for officer_id in sorted(work.session.exec(theirs.where(col(Prompt.about).startswith("step:"))).all()):
        _follow(work, officer_id)


def _follow(work: Work, officer_id: int) -> None:
    """What comes to an empty list rings; a list that grows or goes down is changed where it stands."""
    waiting = _to_pay(work, officer_id)
    if waiting and all(prompt.issued_at == work.now for prompt, _ in waiting):
        _put_anew(work, officer_id, waiting)
    elif (number := _number(work, officer_id)) is not None:
        outbox.edit(work, officer_id, _card(work, waiting), target_key=_key(officer_id, number))


def _to_pay(work: Work, officer_id: int) -> Sequence[Waiting]:
    query = select(Prompt, AidCase).join(AidCase, col(AidCase.id) == col(Prompt.case_id))
    query = query.where(Prompt.officer_id == officer_id, col(Prompt.closed_at).is_(None))
    query = query.where(col(Prompt.about).startswith("step:"), col(AidCase.step).in_(named(lambda kind: kind.pays_out)))
    due = work.session.exec(
        query.where(AidCase.status == Status.OPEN.value, is_undecided()).order_by(col(AidCase.id))
    ).all()
    return [(prompt, case) for prompt, case in due if Dossier(work, case).is_by_list]


def _put_anew(work: Work, officer_id: int, waiting: Sequence[Waiting]) -> None:
    number = next_number(work.session, _counter(officer_id))
    outbox.put(work, officer_id, _card(work, waiting), key=_key(officer_id, number))


def _counter(officer_id: int) -> str:
    return f"pay-list:{officer_id}"


def _number(work: Work, officer_id: int) -> int | None:
    """Return the number of a cashier's latest card."""
    counted = select(Counter.value).where(Counter.name == _counter(officer_id))
    return work.session.exec(counted).first()


def _key(officer_id: int, number: int) -> str:
    return f"pay-list:{officer_id}:{number}"


def remind_to_pay(work: Work, officer_id: int) -> None:
    """Put what waits before a cashier anew, once a day."""
    waiting, number = _to_pay(work, officer_id), _number(work, officer_id)
    last = outbox.with_key(work, _key(officer_id, number)) if number is not None else None
    if waiting and (last is None or work.at(last.created_at).today < work.today):
        _put_anew(work, officer_id, waiting)


def pay_list_of(work: Work) -> Message | None:
    """Return the card of what waits to be paid by whoever acts, None when nothing does."""
    waiting = _to_pay(work, work.person_id)
    return _card(work, waiting) if waiting else None


def _card(work: Work, waiting: Sequence[Waiting]) -> Message:
    title = say(N_("<b>To be paid: money settled at visits</b>"))
    if not waiting:
        return Message(lines(title, say(N_("All of it is paid. Nothing waits for you here."))))
    count = say_many(
        *Nn_("{count} case waits for payment, {amount}.", "{count} cases wait for payment, {amount} in all."),
        len(waiting),
        amount=Money(sum(case.amount for _, case in waiting)),
    )
    shown = waiting[:MOST]
    told = [_line(work, case) for _, case in shown]
    each = say(N_("Each one is paid and recorded by itself, with its own number of the bank. Choose one:"))
    return Message(paragraphs(lines(title, count), lines(*told), each), _keys(shown))


def _named(case: AidCase) -> Sayable:
    return lines(case.number, Money(case.amount), between=" · ")


def _line(work: Work, case: AidCase) -> Sayable:
    found = full_card(work.session, case)
    return lines(_named(case), mask_card(found[0]) if found else None, between=" · ")


def _keys(waiting: Sequence[Waiting]) -> Keys:
    keys = [key(_named(case), ShowPrompt(prompt.id)) for prompt, case in waiting]
    return tuple(tuple(keys[start : start + 2]) for start in range(0, len(keys), 2))
