"""Money comes into a fund: one officer writes it down, another one finds it in the account as well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from domain.books import accounts
from domain.books.buttons import DecideReceipt, Found, Way
from domain.books.events import FundGrew, FundIsToGrow
from domain.books.receipts import ReceiptState
from domain.payments.money import folded
from domain.platform.access import Action, NotForYou, Office, Subject, offices_for, roles_for
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Money, Refusal, Sayable, Text, lines, paragraphs, say
from domain.policy.money.funds import Fund as Stated
from models.books.ledger import Fund, FundReceipt
from models.units import Unit
from services.books.posting import Act, post
from services.platform import audit, outbox
from services.platform.work import Work
from services.units import covering


class ReceiptOnRecord(Refusal):
    """The bank gives each sum that comes in a number of its own."""

    text = N_("Money with the number {reference} is written down already. Please check it with the bank's statement.")


class NotFree(Refusal):
    """What is promised to people does not go elsewhere."""

    text = N_("Of this fund only {free} is free; the rest is set aside for cases, or spent.")


class ReceiptDecided(Refusal):
    """The first press wins."""

    text = N_("Somebody has looked at this already.")


class NotYourOwnReceipt(Refusal):
    """Four eyes see what comes in."""

    text = N_("You wrote this down yourself, so a colleague confirms it.")


class NoFundThere(Refusal):
    """Funds are named in the policy file."""

    text = N_("The policy file names no fund yet. Please ask your administrator to add them there: /policy")


@dataclass(frozen=True, slots=True)
class ToEnter:
    """What money may come into: the funds of the policy."""

    funds: tuple[Stated, ...]


def to_enter(work: Work) -> ToEnter:
    """Return what whoever acts may write money down for. Raises NotForYou, NoFundThere."""
    _office(work, Action.ENTER_MONEY)
    funds = work.house.policies.current.funds
    if not funds:
        raise NoFundThere
    return ToEnter(funds)


def _office(work: Work, action: Action) -> Office:
    offices = offices_for(work.actor, action)
    if not offices:
        raise NotForYou
    return min(offices, key=lambda one: len(one.path))


def enter(work: Work, fund: str, fen: int, *, came_on: date, reference: str, giver: str) -> int:
    """Write down money (fen) that came into a fund, and put it before those who confirm it; return how many they are.

    Raises NotForYou, ReceiptOnRecord.
    """
    row = _row(work, fund, fen, came_on, reference)
    row.giver = giver.strip() or None
    return _enter(work, row)


def take_out(work: Work, fund: str, fen: int, *, came_on: date, reference: str, reason: str) -> int:
    """Write down money (fen) that leaves a fund for no case, likewise. Raises NotForYou, ReceiptOnRecord, NotFree."""
    row = _row(work, fund, fen, came_on, reference)
    row.way, row.reason = Way.OUT.value, reason.strip()
    _check_free(_fund(work, row), fen)
    return _enter(work, row)


def _check_free(fund: Fund, fen: int) -> None:
    if fund.free < fen:
        raise NotFree(free=Money(fund.free))


def _row(work: Work, fund: str, fen: int, came_on: date, reference: str) -> FundReceipt:
    unit = _office(work, Action.ENTER_MONEY).unit_id
    return FundReceipt(
        fund_key=fund, unit_id=unit, fen=fen, came_on=came_on, reference=reference.strip(),
        reference_key=folded(reference), entered_by=work.person_id, entered_at=work.now,
    )  # fmt: skip


def _enter(work: Work, row: FundReceipt) -> int:
    try:
        with work.session.begin_nested():
            work.session.add(row)
            work.session.flush()
    except IntegrityError as twice:
        raise ReceiptOnRecord(reference=row.reference) from twice
    audit.note(work, work.person_id, N_("wrote down money that came in"), f"receipt:{row.id}")
    return _ask(work, row)


def _ask(work: Work, row: FundReceipt) -> int:
    able = _confirmers(work, row)
    for officer in able:
        outbox.put(work, officer, Message(_said(work, row), _decide_keys(row)), key=_key(row, officer))
    if not able:
        _tell_nobody(work, row)
    return len(able)


def ask_again(work: Work, row: FundReceipt, *, tell_administrators: bool) -> None:
    """Put what waits for days before those who confirm it once more, today; tell the administrators, once."""
    for officer in _confirmers(work, row):
        again = f"{_key(row, officer)}:{work.today}"
        outbox.put(work, officer, Message(_said(work, row), _decide_keys(row)), key=again, priority=outbox.REMINDER)
    if tell_administrators:
        source = N_("Money came in on {day}, and nobody has confirmed it yet. Please see to it: /funds, /officers")
        for admin in sorted(work.admin_ids):
            told = Message(say(source, day=row.came_on))
            outbox.put(work, admin, told, key=f"late-receipt:{row.id}:{admin}")


def _confirmers(work: Work, row: FundReceipt) -> list[int]:
    unit = work.session.get_one(Unit, row.unit_id)
    holders = covering(work.session, unit, sorted(roles_for(Action.CONFIRM_MONEY)))
    return sorted({one.person_id for one in holders if one.person_id != row.entered_by})


def _tell_nobody(work: Work, row: FundReceipt) -> None:
    source = N_("Money came in, and nobody may confirm it. Please appoint an approver: /officers")
    for admin in sorted(work.admin_ids):
        outbox.put(work, admin, Message(say(source)), key=f"nobody-receipt:{row.id}:{admin}")


def _decide_keys(row: FundReceipt) -> Keys:
    yes, no = DecideReceipt(row.id, Found.THERE), DecideReceipt(row.id, Found.WRONG)
    right = N_("It has left the account") if row.way == Way.OUT else N_("It is in the account")
    return ((key(say(right), yes),), (key(say(N_("It is not right")), no),))


def _key(row: FundReceipt, officer: int) -> str:
    return f"receipt:{row.id}:{officer}"


def _said(work: Work, row: FundReceipt) -> Sayable:
    stated = next((one for one in work.house.policies.current.funds if one.key == row.fund_key), None)
    there, gone = N_("Is it in the account, to the fen?"), N_("Has it left the account, to the fen?")
    return paragraphs(
        _head(row),
        lines(
            say(N_("Fund: {fund}"), fund=stated.title if stated else row.fund_key),
            say(N_("From: {giver}"), giver=row.giver) if row.giver else None,
            say(N_("Reason: {reason}"), reason=row.reason) if row.reason else None,
            say(N_("On {day}, number {reference}"), day=row.came_on, reference=row.reference),
        ),
        say(gone if row.way == Way.OUT else there),
    )


def _head(row: FundReceipt) -> Text:
    source = N_("<b>Money goes out</b>: {amount}") if row.way == Way.OUT else N_("<b>Money came in</b>: {amount}")
    return say(source, amount=Money(row.fen))


def check_may_decide(work: Work, receipt_id: int) -> None:
    """Raise NotForYou, ReceiptDecided or NotYourOwnReceipt unless whoever acts may decide a receipt now."""
    _decided_by(work, receipt_id)


def _decided_by(work: Work, receipt_id: int) -> FundReceipt:
    """Return a receipt, locked, that whoever acts may decide. Raises NotForYou, ReceiptDecided, NotYourOwnReceipt."""
    wanted = select(FundReceipt).where(FundReceipt.id == receipt_id).with_for_update()
    row = work.session.exec(wanted.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotForYou
    unit = work.session.get_one(Unit, row.unit_id)
    if not offices_for(work.actor, Action.CONFIRM_MONEY, Subject(unit_path=unit.path)):
        raise NotForYou
    if row.state != ReceiptState.PROPOSED:
        raise ReceiptDecided
    if row.entered_by == work.person_id:
        raise NotYourOwnReceipt
    return row


def confirm(work: Work, receipt_id: int) -> Sayable:
    """Let money that came in count: the fund holds it, and who waited for it goes on; or let it go out.

    Raises as `check_may_decide`, and NotFree.
    """
    work.happened(FundIsToGrow())
    row = _decided_by(work, receipt_id)
    fund, goes_out = _fund(work, row), row.way == Way.OUT
    if goes_out:
        _check_free(fund, row.fen)
    row.state, row.decided_by, row.decided_at = ReceiptState.CONFIRMED.value, work.person_id, work.now
    fund.received += -row.fen if goes_out else row.fen
    what, moves = ("taken_out", accounts.taken_out) if goes_out else ("received", accounts.received)
    post(work, Act(what, f"{what}:{row.id}", row.came_on, receipt_id=row.id), moves(fund.key, row.fen))
    audit.note(work, work.person_id, N_("confirmed money that came in"), f"receipt:{row.id}")
    said = _close(work, row, say(N_("Confirmed. It stands under /funds.")))
    work.happened(FundGrew())
    return said


def _fund(work: Work, row: FundReceipt) -> Fund:
    """Return the fund, opened now when nothing has come into it before."""
    wanted = select(Fund).where(Fund.key == row.fund_key, Fund.unit_id == row.unit_id).with_for_update()
    found = work.session.exec(wanted.execution_options(populate_existing=True)).first()
    if found is not None:
        return found
    new = Fund(key=row.fund_key, unit_id=row.unit_id, opened_at=work.now)
    work.session.add(new)
    work.session.flush()
    return new


def refuse(work: Work, receipt_id: int, *, reason: str) -> Sayable:
    """Say that money did not come in as it was written down; who did hears why. Raises as `check_may_decide`."""
    row = _decided_by(work, receipt_id)
    row.state, row.decided_by, row.decided_at = ReceiptState.REFUSED.value, work.person_id, work.now
    row.refusal = reason.strip()
    audit.note(work, work.person_id, N_("refused money that was written down"), f"receipt:{row.id}")
    source = N_("{amount}, number {reference}, was not confirmed. Please write it down anew: /funds")
    head, why = (
        say(source, amount=Money(row.fen), reference=row.reference),
        say(N_("Reason: {reason}"), reason=row.refusal),
    )
    outbox.put(work, row.entered_by, Message(lines(head, why)))
    return _close(work, row, say(N_("Not confirmed. Whoever wrote it down is told.")))


def _close(work: Work, row: FundReceipt, said: Sayable) -> Sayable:
    """Let the message that asked say what came of it, with everybody who was asked."""
    work.session.flush()
    whole = paragraphs(_head(row), said)
    first, asked = work.at(row.entered_at).today, _confirmers(work, row)
    days = [first + timedelta(days=one) for one in range((work.today - first).days + 1)]
    keys = {key: one for one in asked for key in (_key(row, one), *(f"{_key(row, one)}:{day}" for day in days))}
    for put in sorted(outbox.known(work, list(keys))):
        outbox.edit(work, keys[put], Message(whole), target_key=put)
    return whole


def open_receipts(work: Work) -> list[int]:
    """Return the ids of what waits for whoever acts to confirm, the oldest first."""
    paths = [one.path for one in offices_for(work.actor, Action.CONFIRM_MONEY)]
    waiting = select(FundReceipt.id, Unit.path).join(Unit, col(Unit.id) == col(FundReceipt.unit_id))
    waiting = waiting.where(FundReceipt.state == ReceiptState.PROPOSED.value)
    found = work.session.exec(waiting.where(FundReceipt.entered_by != work.person_id).order_by(col(FundReceipt.id)))
    return [one for one, path in found if any(path.startswith(its) for its in paths)]


def show_again(work: Work, receipt_id: int) -> None:
    """Put a receipt before whoever acts once more, below. Raises as `check_may_decide`."""
    row = _decided_by(work, receipt_id)
    outbox.put(work, work.person_id, Message(_said(work, row), _decide_keys(row)), priority=outbox.INTERACTIVE)
