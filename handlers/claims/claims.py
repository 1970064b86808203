"""Officers say where somebody belongs whom two households name; an officer who was named says whether it is so; whose
account it is that has the number of a member."""

from __future__ import annotations

from domain.claims.buttons import AnswerAccount, AnswerNamed, MakeOne, OpenClash, SayOtherwise, SettleClash
from domain.platform.access import Action
from domain.platform.text import N_, say
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import claims


def open_clash(turn: Turn, press: OpenClash) -> None:
    """Show both sides."""
    seen = claims.look(turn.work, press.clash_id)
    turn.say(seen.text, seen.keys)


def make_one(turn: Turn, press: MakeOne) -> None:
    """Ask once more before a case ends."""
    asked = claims.look(turn.work, press.clash_id, as_one=True)
    turn.show(asked.text, asked.keys)


def settle(turn: Turn, press: SettleClash) -> None:
    """Say where they belong."""
    turn.show(claims.settle(turn.work, press.clash_id, press.how))


def answer(turn: Turn, press: AnswerNamed) -> None:
    """An officer says whether they live where they were named."""
    claims.answer(turn.work, press.named_id, press.said)
    turn.toast(say(N_("Thank you, it is written down.")))


def answer_account(turn: Turn, press: AnswerAccount) -> None:
    """The head of a household, or an officer, says whether an account is that of somebody who lives there."""
    claims.answer_account(turn.work, press.account_id, press.said)
    turn.toast(say(N_("Thank you, it is written down.")))


def say_otherwise(turn: Turn, press: SayOtherwise) -> None:
    """An officer takes back what was said of an account."""
    turn.show(claims.ask_account_anew(turn.work, press.account_id))


ROUTES: list[Route] = [
    Press(OpenClash, Action.SETTLE_CLAIM, open_clash),
    Press(MakeOne, Action.SETTLE_CLAIM, make_one),
    Press(SettleClash, Action.SETTLE_CLAIM, settle),
    Press(AnswerNamed, Action.ANSWER_CLAIM, answer),
    Press(AnswerAccount, Action.ANSWER_CLAIM, answer_account),
    Press(SayOtherwise, Action.MOVE_ACCOUNT, say_otherwise),
]
