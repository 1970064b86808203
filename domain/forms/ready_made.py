"""Questions that several forms ask in the same words: a resident id number, a bank card number."""

from __future__ import annotations

from domain.forms.conditions import Condition
from domain.forms.form import Question
from domain.forms.kinds import BankCardAnswer, ResidentIdAnswer
from domain.platform.text import N_, Sayable, say

SECTION_PAYMENT = say(N_("Payment"))


def resident_id_question(prompt: Sayable, help_text: Sayable, *, ask_if: Condition | None = None) -> Question:
    """Ask for a resident id number; the message is deleted once read, the number shown masked."""
    return Question(
        key="resident_id",
        prompt=prompt,
        answer=ResidentIdAnswer(),
        help=help_text,
        label=say(N_("Id number")),
        ask_if=ask_if,
        sensitive=True,
    )


def bank_card_question(
    key: str, prompt: Sayable, help_text: Sayable, label: Sayable, *, ask_if: Condition | None = None
) -> Question:
    """Ask for a bank card number; the message is deleted once read, the number shown masked."""
    return Question(
        key=key,
        prompt=prompt,
        answer=BankCardAnswer(),
        help=help_text,
        label=label,
        ask_if=ask_if,
        sensitive=True,
        section=SECTION_PAYMENT,
    )
