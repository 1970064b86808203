"""Money that is due: written down when a case comes to its payment, called off when it leaves without being paid."""

from sqlalchemy.exc import IntegrityError

from domain.payments.money import MoneyState
from domain.platform.text import N_, Refusal, say
from domain.procedure.events import MoneyDue, MoneyOff
from domain.procedure.refusals import AlreadyPaid
from domain.procedure.steps import kind_of
from models.payments import MoneyRow
from models.procedure import AidCase
from services.payments.cards import card_on_file
from services.payments.rows import add_row, live_row, months_of
from services.platform.work import Work
from services.procedure import Dossier, close_prompts, find_case


class CardIsNew(Refusal):
    """Whoever gets hold of a chat or of an officer's help would change a card and be paid at once."""

    text = N_(
        "The card of case {number} was changed a short while ago, so nothing is paid to it before {until}. If it looks "
        "wrong to you, please call the worker."
    )


def money_due(work: Work, due: MoneyDue) -> None:
    """Write down what is due, to which card; what is due already follows the case."""
    case = find_case(work.session, due.case_id)
    if kind_of(case.step).runs:
        follow_card(work, case)
    else:
        due_row(work, case, follow=True)


def follow_card(work: Work, case: AidCase) -> None:
    """Let the months that are due go to the card that is on file now."""
    card, payee = card_on_file(work.session, case) or (None, None)
    for row in months_of(work.session, case):
        if row.state == MoneyState.DUE and (row.card, row.payee) != (card, payee):
            row.card_since = row.card_since if row.card == card else work.now
            row.card, row.payee = card, payee
    work.session.flush()


def due_row(work: Work, case: AidCase, *, follow: bool = False) -> MoneyRow:
    """Return the row of a case that is due, made now if there is none; raises AlreadyPaid for another one alive."""
    row = live_row(work.session, case)
    if row is None:
        return _added(work, case)
    if row.state != MoneyState.DUE:
        raise AlreadyPaid(number=case.number)
    if follow:
        card, payee = card_on_file(work.session, case) or (None, None)
        row.card_since = row.card_since if row.card == card else work.now
        if (row.card, row.payee) != (card, payee):
            row.card, row.payee = card, payee
        row.fen = case.amount
        work.session.flush()
    return row


def check_card(work: Work, case: AidCase) -> None:
    """Raise CardIsNew while the card of what is due was changed so lately that nothing is paid to it yet."""
    until = Dossier(work, case).card_held_until
    if until is not None:
        raise CardIsNew(number=case.number, until=until)


def _added(work: Work, case: AidCase) -> MoneyRow:
    try:
        return add_row(work, case, MoneyState.DUE, card_on_file(work.session, case))
    except IntegrityError as twice:  # the table holds one live row a case and period, whatever went wrong above it
        raise AlreadyPaid(number=case.number) from twice


def money_off(work: Work, off: MoneyOff) -> None:
    """Call off what was due or proposed: the case ended, or goes back to be reviewed."""
    case = find_case(work.session, off.case_id)
    row = live_row(work.session, case)
    if row is not None and row.state != MoneyState.PAID:
        row.state = MoneyState.CANCELLED.value
        work.session.flush()
        close_prompts(work, case, f"again:{row.id}", say(N_("The case has ended or is reviewed anew.")))
