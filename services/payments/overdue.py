"""Money that came back waits for somebody: the worker for whose card it waits, and the second officer, are reminded."""

from datetime import datetime

from sqlmodel import col, select

from domain.payments.buttons import GiveCard
from domain.payments.money import MoneyState
from domain.platform.messages import Message, key
from domain.platform.text import N_, Text, say
from domain.procedure.state import Status
from domain.units.steps import StepKind
from models.payments import MoneyRow
from models.procedure import AidCase, Prompt
from services.payments.asked_cards import came_back
from services.payments.rows import live_row, returned_row
from services.platform import outbox
from services.platform.work import Work
from services.procedure import case_officers, lock

REMIND_AFTER = (5, 10)  # days until the worker is reminded of the card (MONEY: within 15 days, reminded on 5 and 10)
OFFICER_AFTER = 15  # then the case officer visits


def remind_of_money_back(work: Work) -> None:
    """Remind of money that came back: its worker of the card, the second officers of what lies before them."""
    back = select(AidCase.id).join(MoneyRow, col(MoneyRow.case_id) == col(AidCase.id))
    held = back.where(AidCase.step == StepKind.PAYMENT.value, AidCase.status == Status.OPEN.value)
    ids = held.where(MoneyRow.state == MoneyState.RETURNED.value).distinct().order_by(col(AidCase.id))
    for case_id in work.session.exec(ids).all():
        case = lock(work.session, case_id)
        found = came_back(work.session, case)
        if found is None:
            continue
        if found.wants_card:
            _remind_worker(work, case, returned_row(work.session, case))
        else:
            _remind_second(work, case)


def _days(work: Work, since: datetime) -> int:
    return (work.today - since.astimezone(work.house.zone).date()).days


def _remind_worker(work: Work, case: AidCase, back: MoneyRow) -> None:
    days = _days(work, back.returned_at or back.made_at)
    passed = [after for after in REMIND_AFTER if after <= days]
    if passed:
        source = N_("The money of case {number} still waits for a card to which it can be paid. Please give us one.")
        keys = ((key(say(N_("Give another card")), GiveCard(case.id)),),)
        message = Message(say(source, number=case.number), keys)
        once = f"card:{back.id}:{passed[-1]}"
        outbox.put(work, case.applicant_id, message, key=once, priority=outbox.REMINDER)
    if days >= OFFICER_AFTER:
        _tell_case_officers(work, case, back)


def _tell_case_officers(work: Work, case: AidCase, back: MoneyRow) -> None:
    source = N_(
        "The money of case {number} came back and has waited for another card for 15 days. Please visit the worker, "
        "who can give it in this chat under /cases."
    )
    for officer in case_officers(work, case):
        once = f"card-visit:{back.id}:{officer}"
        outbox.put(work, officer, Message(say(source, number=case.number)), key=once, priority=outbox.REMINDER)


def _remind_second(work: Work, case: AidCase) -> None:
    """Remind once a day, from the day after, whoever has it before them."""
    row = live_row(work.session, case)
    if row is None or _days(work, row.made_at) < 1:
        return
    asked = select(Prompt.officer_id).where(Prompt.about == f"again:{row.id}", col(Prompt.closed_at).is_(None))
    for officer in work.session.exec(asked).all():
        once = f"again-waits:{row.id}:{officer}:{work.today}"
        outbox.put(work, officer, Message(_waits(case)), key=once, priority=outbox.REMINDER)


def _waits(case: AidCase) -> Text:
    return say(N_("The money of case {number} came back and waits for you: /pending"), number=case.number)
