"""Officers record home visits, and the colleague confirms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.forms import Form, Option
from domain.platform.access import Action
from domain.platform.text import N_, Sayable, lines, say
from domain.procedure.buttons import ConfirmVisit, DenyVisit, RecordVisit
from domain.procedure.steps.review import visit_form
from domain.units.steps import Role
from handlers.forms import Conversation, begin, register
from handlers.menu.office import finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import procedure
from services.forms import Draft
from services.units import Holder


def record(turn: Turn, press: RecordVisit) -> None:
    """Begin to record a visit."""
    procedure.check_may_record_visit(turn.work, press.case_id)
    begin(turn, "visit", subject=str(press.case_id), restart=True, below=True)


def _form(turn: Turn, draft: Draft) -> Form:
    colleagues = procedure.colleagues_for(turn.work, int(draft.subject))
    options = [Option(str(one.appointment_id), _name(one)) for one in colleagues]
    return visit_form(options, procedure.number_of(turn.work, int(draft.subject)))


def _name(holder: Holder) -> Sayable:
    return lines(holder.name, Role(holder.role).label, holder.unit_name, between=" · ")


def _recorded(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        procedure.record_visit(
            turn.work,
            int(draft.subject),
            second_appointment=int(answers["second"]),
            visited_on=date.fromisoformat(answers["visited_on"]),
            findings=answers["findings"],
            photos=answers.get("photos") or (),
        )
        return say(N_("The visit is recorded. It counts once your colleague has confirmed it."))

    finish(turn, act)


register(Conversation("visit", Action.RECORD_VISIT, _form, _recorded))


def confirm(turn: Turn, press: ConfirmVisit) -> None:
    """The colleague was there."""
    procedure.confirm_visit(turn.work, press.visit_id)
    turn.toast(say(N_("Thank you, the visit counts now.")))


def deny(turn: Turn, press: DenyVisit) -> None:
    """The colleague was not there."""
    procedure.deny_visit(turn.work, press.visit_id)
    turn.toast(say(N_("Thank you, the record is taken back.")))


ROUTES: list[Route] = [
    Press(RecordVisit, Action.RECORD_VISIT, record),
    Press(ConfirmVisit, Action.RECORD_VISIT, confirm),
    Press(DenyVisit, Action.RECORD_VISIT, deny),
]
