"""What an officer was shown of a case: a press decides only on that; what has changed since is shown first."""

import json
from typing import Any

from sqlmodel import Session, col, select

from domain.payments.money import LIVE
from domain.procedure.refusals import ReadsOtherwise
from models.payments import MoneyRow
from models.platform.seal import vault
from models.procedure import AidCase, Prompt
from services.platform.work import Work
from services.procedure.grounds import grounds_of


def print_of(session: Session, case: AidCase) -> str:
    """Return the fingerprint of all that a decision about a case rests on now, the card that is paid to among it.

    Papers, which only ever are added, and visits are no part of it.
    """
    rows = select(MoneyRow).where(MoneyRow.case_id == case.id, col(MoneyRow.state).in_(LIVE))
    money = [[row.card, row.payee, row.fen] for row in session.exec(rows.order_by(col(MoneyRow.id)))]
    shown: list[Any] = [grounds_of(session, case), money]
    return vault().fingerprint(json.dumps(shown, ensure_ascii=False, sort_keys=True))


def mark_seen(work: Work, case: AidCase) -> None:
    """Write down that whoever acts has now been shown the case as it is."""
    for prompt in _steps_before(work, case):
        prompt.seen = print_of(work.session, case)


def check_seen(work: Work, case: AidCase) -> None:
    """Raise ReadsOtherwise when the case reads otherwise than it was shown to whoever acts; a prompt of the version
    before does not know what it showed."""
    for prompt in _steps_before(work, case):
        if prompt.seen and prompt.seen != print_of(work.session, case):
            raise ReadsOtherwise(number=case.number)


def _steps_before(work: Work, case: AidCase) -> list[Prompt]:
    about = Prompt.about == f"step:{case.version}"
    query = select(Prompt).where(Prompt.case_id == case.id, about, Prompt.officer_id == work.person_id)
    return list(work.session.exec(query.where(col(Prompt.closed_at).is_(None))))
