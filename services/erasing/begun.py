"""Forms that officers have begun about somebody: they go with what they hold, and the officers hear it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from domain.erasing.words import FORM_ERASED, FORM_WITHDRAWN
from domain.menu.buttons import Go
from domain.platform.messages import Message, key
from domain.platform.text import N_, say
from models.campaigns import CampaignTask
from models.changes import Change
from models.forms import Draft
from models.households import HouseholdFile
from models.notices import Notice, Objection
from models.offers import OfferReply
from models.payments import MoneyRow
from models.procedure import AidCase
from services import forms
from services.erasing.whose import FORMS_ABOUT, Whose
from services.forms import Ended
from services.platform import outbox
from services.platform.work import Work

# Money that has moved is written down all the same, and who objects needs nobody's consent.
GO_ON = {"payment", "same_reference", "money_back", "again_refused", "notice_objection"}
# By the kind of subject: its table, and the column that names the case or household it belongs to.
NUMBERED: Mapping[str, Any] = {"case": AidCase, "household": HouseholdFile}
HANG_ON: Mapping[str, tuple[Any, str]] = {
    "task": (CampaignTask, "household_id"), "change": (Change, "household_id"), "reply": (OfferReply, "household_id"),
    "objection": (Objection, "case_id"), "notice": (Notice, "case_id"), "money": (MoneyRow, "case_id"),
}  # fmt: skip


def end_all(work: Work, one: Whose) -> list[Ended]:
    """Somebody is erased: no form about them is filled in any more. Return those that were begun."""
    ended = _end(work, one, set())
    _tell(work, ended, FORM_ERASED)
    return [row for row, _ in ended]


def end_withdrawn(work: Work, one: Whose) -> None:
    """Somebody has withdrawn the consent: what was about to be said of them is not; what may still be done is told."""
    _tell(work, _end(work, one, GO_ON), FORM_WITHDRAWN)


def _end(work: Work, one: Whose, but: set[str]) -> list[tuple[Ended, str]]:
    theirs = select(Draft.id).where(col(Draft.id).in_(one.drafts), Draft.person_id != one.person_id)
    going = work.session.exec(theirs.where(col(Draft.form_key).not_in(but))).all()
    return [(row, _number(work.session, row)) for row in forms.end(work, going)]


def _number(session: Session, row: Ended) -> str:
    """Return the number of the case or household that a form was about; "–" where it has none."""
    kind, number = FORMS_ABOUT[row.form_key], int(row.subject.partition(":")[0])
    if kind in HANG_ON:
        table, column = HANG_ON[kind]
        kind = column.removesuffix("_id")
        number = session.exec(select(getattr(table, column)).where(table.id == number)).first() or 0
    if kind not in NUMBERED:
        return "–"
    of = NUMBERED[kind]
    return session.exec(select(of.number).where(of.id == number)).first() or "–"


def _tell(work: Work, ended: list[tuple[Ended, str]], source: str) -> None:
    for row, number in ended:
        if row.message_id is not None:
            closed = Message(say(N_("This form is closed. What you had written in it is deleted.")))
            outbox.edit(work, row.person_id, closed, message_id=row.message_id)
        keys = ((key(say(N_("What waits for me")), Go("pending")),),)
        outbox.put(work, row.person_id, Message(say(source, number=number), keys), key=f"form-ended:{row.id}")
