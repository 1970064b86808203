"""The worker sends photos of the signed contract; an officer who cannot read them asks for them once more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.cases.buttons import Act, CasePress
from domain.forms import Form
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Sayable, say
from domain.procedure.buttons import ContractBack, SendContract
from domain.procedure.steps.sign import contract_back_form, own_contract_form
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import menu_key
from handlers.menu.office import finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import procedure
from services.forms import Draft


def send_contract(turn: Turn, press: SendContract) -> None:
    """Ask for its pages."""
    procedure.check_may_send(turn.work, press.case_id)
    begin(turn, "own_contract", subject=str(press.case_id), restart=True, below=True)


def _own_form(turn: Turn, draft: Draft) -> Form:
    return own_contract_form(procedure.check_may_send(turn.work, int(draft.subject)))


def _sent(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id = int(draft.subject)
    number = procedure.send_contract(turn.work, case_id, answers["contract"])
    source = N_("Thank you, the contract is with case {number}. Your union looks whether all can be read.")
    keys = ((key(say(N_("See the case")), CasePress(case_id, Act.OPEN)), menu_key()),)
    turn.show(say(source, number=number), keys)


def contract_back(turn: Turn, press: ContractBack) -> None:
    """Ask what cannot be read."""
    procedure.check_may_send_back(turn.work, press.case_id, press.version)
    begin(turn, "contract_back", subject=f"{press.case_id}:{press.version}", restart=True, below=True)


def _back_form(turn: Turn, draft: Draft) -> Form:
    return contract_back_form(procedure.check_may_send_back(turn.work, *map(int, draft.subject.split(":"))))


def _back(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        procedure.send_back(turn.work, *map(int, draft.subject.split(":")), reason=answers["reason"])
        return say(N_("Thank you, it is written down. The worker is told."))

    finish(turn, act)


register(Conversation("own_contract", Action.CHANGE_OWN_CASE, _own_form, _sent, name=say(N_("The contract"))))
register(Conversation("contract_back", Action.DECIDE, _back_form, _back))

ROUTES: list[Route] = [
    Press(SendContract, Action.CHANGE_OWN_CASE, send_contract),
    Press(ContractBack, Action.DECIDE, contract_back),
]
