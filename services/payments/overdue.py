"""Money that came back and waits for a card: its worker is reminded, in the end the case officer visits."""

from sqlmodel import col, or_, select

from domain.kinds.payee import payee_in
from domain.payments.buttons import GiveCard
from domain.payments.money import MoneyState
from domain.platform.messages import Message, key
from domain.platform.text import N_, say
from domain.procedure.state import Status
from domain.procedure.steps import named
from models.payments import MoneyRow
from models.procedure import AidCase
from services.payments.asked_cards import begin_waiting, came_back
from services.payments.rows import returned_row
from services.platform import outbox, waiting
from services.platform.waiting import Due
from services.platform.work import Work
from services.procedure import Dossier, case_officers, lock


def remind_of_money_back(work: Work) -> None:
    """Remind workers of the card that their money waits for; at the end it is their case officer's to get it."""
    due = or_(col(MoneyRow.call_on) <= work.today, col(MoneyRow.call_on).is_(None))
    back = select(AidCase.id).join(MoneyRow, col(MoneyRow.case_id) == col(AidCase.id)).where(due)
    held = back.where(col(AidCase.step).in_(named(lambda kind: kind.pays_out)), AidCase.status == Status.OPEN.value)
    ids = held.where(MoneyRow.state == MoneyState.RETURNED.value).distinct().order_by(col(AidCase.id))
    for case_id in work.session.exec(ids).all():
        case = lock(work.session, case_id)
        found = came_back(work.session, case)
        if found is not None and found.wants_card:
            _call_on(work, case, returned_row(work.session, case))


def _call_on(work: Work, case: AidCase, back: MoneyRow) -> None:
    patience = Dossier(work, case).policy.waits.card
    since = (back.returned_at or back.made_at).astimezone(work.house.zone).date()
    last = waiting.reminders(work, [_key(back)] if back.reminded else [])
    match waiting.what_is_due(work, back, patience, since, last.get(_key(back))):
        case Due.REMIND | Due.LAST:
            _remind(work, case, back)
        case Due.END:
            _tell_case_officers(work, case, back)
            begin_waiting(work, case, back)


def _key(back: MoneyRow) -> str:
    return f"card:{back.id}:{back.waits_since}:{back.reminded}"


def _remind(work: Work, case: AidCase, back: MoneyRow) -> None:
    source = N_(
        "The money of case {number} still waits for a card to which it can be paid. Please give us one by {day}; after "
        "that your case officer comes to see you about it."
    )
    keys = ((key(say(N_("Give another card")), GiveCard(case.id)),),)
    message = Message(say(source, number=case.number, day=back.waits_until or work.today), keys)
    outbox.put(work, case.applicant_id, message, key=_key(back), priority=outbox.REMINDER)


def _tell_case_officers(work: Work, case: AidCase, back: MoneyRow) -> None:
    source = N_(
        "The money of case {number} came back and has waited for another card since {day}. Please visit the worker, "
        "who can give it in this chat under /cases, or put the new card on file with its proof: /households"
    )
    if payee_in(case.answers) is not None:
        source = N_(
            "The money of case {number}, which does not go to the worker's card, came back and has waited for another "
            "card since {day}. Please visit the worker, who can give it in this chat under /cases, or record the new "
            "card with its proof: /case {number}"
        )
    text = say(source, number=case.number, day=back.waits_since or work.today)
    for officer in case_officers(work, case):
        once = f"card-visit:{back.id}:{back.waits_since}:{officer}"
        outbox.put(work, officer, Message(text), key=once, priority=outbox.REMINDER)
