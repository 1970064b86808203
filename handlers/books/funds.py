"""/funds: what is there, set aside and spent; money that comes in is written down by one and confirmed by another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from domain.books.buttons import DecideReceipt, EnterMoney, Found, ReceiptsToConfirm, Way
from domain.books.receipts import receipt_form, refused_form, taking_out_form
from domain.forms import Form
from domain.platform.access import Action, NotForYou, allowed
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Money, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import Entry, entry, menu_key
from handlers.menu.office import finish
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import books
from services.books import Books, FundView, Spending
from services.forms import Draft


def funds(turn: Turn) -> None:
    """Show the books of the units that whoever asks has an office over."""
    shown = books.books_of(turn.work)
    turn.show(_told(shown), (*_keys(turn, shown), (menu_key(),)))


def _keys(turn: Turn, shown: Books) -> Keys:
    actor = turn.work.actor
    came, goes = (
        key(say(N_("Money has come in")), EnterMoney(Way.IN)),
        key(say(N_("Money goes out")), EnterMoney(Way.OUT)),
    )
    ways = ((came,), (goes,)) if shown.funds else ((came,),)
    enter = ways if allowed(actor, Action.ENTER_MONEY) else ()
    waits = shown.unconfirmed and allowed(actor, Action.CONFIRM_MONEY)
    confirm = ((key(say(N_("Confirm what came in")), ReceiptsToConfirm()),),) if waits else ()
    return (*enter, *confirm)


def _told(shown: Books) -> Sayable:
    head = say(N_("<b>Funds</b>"))
    if not shown.funds:
        nothing = say(N_("Nothing has come in yet. Until the first money is confirmed, cases are approved without a "
                         "look at the funds; from then on nothing is approved that no fund holds."))  # fmt: skip
        return paragraphs(head, nothing, _unconfirmed(shown))
    own = [one for one in shown.funds if one.is_own]
    trust = [one for one in shown.funds if not one.is_own]
    in_trust = say(N_("<b>Held in trust</b>, never the union's own")) if trust else None
    each = [_fund(one) for one in trust]
    return paragraphs(
        lines(head, _all(own)), *(_fund(one) for one in own), in_trust, *each, _spent(shown.spending),
        _waiting(shown), _unconfirmed(shown),
    )  # fmt: skip


def _all(own: Iterable[FundView]) -> Text:
    source = N_("All together: {free} free of {received} that came in")
    there = list(own)
    return say(source, free=Money(sum(one.free for one in there)), received=Money(sum(one.received for one in there)))


def _fund(one: FundView) -> Sayable:
    return lines(
        say(N_("{fund}: {free} free"), fund=one.title, free=Money(one.free)),
        say(N_("came in {received} · set aside {committed} · paid {paid}"), received=Money(one.received),
            committed=Money(one.committed), paid=Money(one.paid)),
        say(N_("lent out {lent}"), lent=Money(one.lent)) if one.lent else None,
    )  # fmt: skip


def _spent(spending: Iterable[Spending]) -> Sayable | None:
    source = N_("{programme}: paid {paid}, set aside {committed}")
    each = [say(source, programme=one.title, paid=Money(one.spent), committed=Money(one.committed)) for one in spending]
    return lines(say(N_("<b>What it goes to</b>")), *each) if each else None


def _waiting(shown: Books) -> Text | None:
    source = Nn_(
        "⏳ {count} approved case waits for money: {amount}.", "⏳ {count} approved cases wait for money: {amount}."
    )
    return say_many(*source, shown.waiting, amount=Money(shown.waiting_fen)) if shown.waiting else None


def _unconfirmed(shown: Books) -> Text | None:
    source = Nn_("{count} sum that came in waits to be confirmed.", "{count} sums that came in wait to be confirmed.")
    return say_many(*source, shown.unconfirmed) if shown.unconfirmed else None


# Money comes in -----------------------------------------------------------------------------------------------------


def enter(turn: Turn, press: EnterMoney) -> None:
    """Ask what came in, and into which fund; or what goes out for no case, and why."""
    books.to_enter(turn.work)
    form = "fund_taken_out" if press.way is Way.OUT else "fund_receipt"
    begin(turn, form, subject="", restart=True, below=True)


def _receipt_form(turn: Turn, _draft: Draft) -> Form:
    return receipt_form(books.to_enter(turn.work).funds)


def _entered(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        day, giver = date.fromisoformat(answers["came_on"]), answers.get("giver") or ""
        asked = books.enter(
            turn.work, answers["fund"], answers["sum"], came_on=day, reference=answers["reference"], giver=giver
        )
        return _written(asked)

    finish(turn, act, (NotForYou,))


def _written(asked: int) -> Sayable:
    if asked:
        return say(N_("Written down. It counts once a colleague has found it in the account as well."))
    return say(N_("Written down. Nobody may confirm it yet; the administrators are told."))


def _taking_out_form(turn: Turn, _draft: Draft) -> Form:
    return taking_out_form(books.to_enter(turn.work).funds)


def _taken_out(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
    def act() -> Sayable:
        day, fen, why = date.fromisoformat(answers["came_on"]), answers["sum"], answers["reason"]
        fund, reference = answers["fund"], answers["reference"]
        return _written(books.take_out(turn.work, fund, fen, came_on=day, reference=reference, reason=why))

    finish(turn, act, (NotForYou,))


def decide(turn: Turn, press: DecideReceipt) -> None:
    """Let it count at once; what is not right is asked first."""
    if press.found is Found.THERE:
        turn.show(books.confirm(turn.work, press.receipt_id))
        return
    books.check_may_decide(turn.work, press.receipt_id)
    begin(turn, "fund_receipt_refused", subject=str(press.receipt_id), restart=True, below=True)


def _refused_form(turn: Turn, draft: Draft) -> Form:
    books.check_may_decide(turn.work, int(draft.subject))
    return refused_form()


def _refused(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    finish(turn, lambda: books.refuse(turn.work, int(draft.subject), reason=answers["reason"]))


def to_confirm(turn: Turn, _press: ReceiptsToConfirm) -> None:
    """Put what waits before whoever confirms it once more."""
    waiting = books.open_receipts(turn.work)
    for one in waiting[:MOST]:
        books.show_again(turn.work, one)
    if not waiting:
        turn.toast(say(N_("Nothing waits to be confirmed by you.")))


MOST = 10  # at once

register(Conversation("fund_receipt", Action.ENTER_MONEY, _receipt_form, _entered))
register(Conversation("fund_taken_out", Action.ENTER_MONEY, _taking_out_form, _taken_out))
register(Conversation("fund_receipt_refused", Action.CONFIRM_MONEY, _refused_form, _refused))

ROUTES: list[Route] = [
    entry(
        Entry(
            command="funds",
            label=say(N_("💰 Funds")),
            help=say(N_("what the funds hold, and money that came in")),
            access=Action.SEE_FUNDS,
            function=funds,
            order=57,
            listed=False,
            in_menu=False,
        )
    ),
    Press(EnterMoney, Action.ENTER_MONEY, enter),
    Press(DecideReceipt, Action.CONFIRM_MONEY, decide),
    Press(ReceiptsToConfirm, Action.CONFIRM_MONEY, to_confirm),
]
