"""An amount worked out exactly, with one line that says how."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from domain.aid.examples import CONDITION
from domain.households.facts import Words
from domain.kinds.reasons import Reason
from domain.kinds.trace import Looked, Source
from domain.platform.money import FEN_PER_YUAN, in_yuan, round_half_up
from domain.platform.predicates import Fact, Facts, Finding, Op, evaluate
from domain.platform.text import N_, Arg, Joined, Money, Sayable, Text, say
from domain.policy.aid.amounts import Amount, AmountBand, AmountForm, AmountRow, End, Per, Rounding

SMALLEST = FEN_PER_YUAN  # what is chosen at all, where the file says no least


@dataclass(frozen=True, slots=True)
class Basis:
    """What an amount is worked out from: facts by name (money in fen), their names, heads, and a month of dibao."""

    facts: Facts
    named: Mapping[str, Fact]
    heads: int
    dibao_month: int
    words: Words = lambda _, key: key


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """Fen, and the lines that say how it came to that. Where it is chosen, that is the most, and `least` the least."""

    fen: int
    lines: tuple[Sayable, ...]
    least: int | None = None


@dataclass(frozen=True, slots=True)
class NoAmount:
    """No row or band fits, or what it is a part of is not known (`fact`)."""

    said: Sayable
    fact: str = ""


@dataclass(frozen=True, slots=True)
class _Sum:
    """An exact sum in fen, not rounded yet."""

    fen: Fraction
    said: Sayable


def work_out(amount: Amount, basis: Basis) -> WorkedOut | NoAmount:
    """Return what an amount comes to, rounded as it says."""
    row = _row(amount, basis)
    if row is None:
        return NoAmount(say(N_("no row of its table fits")))
    found = _WAYS[row.form](row, basis)
    if isinstance(found, NoAmount):
        return found
    fen, limited = _within(row, found.fen)
    most = _rounded(fen, amount.round)
    least = (amount.least or SMALLEST) if amount.chosen_by else None
    lines = (found.said, *limited, *_rounding_said(fen, most))
    return WorkedOut(most, lines, None if least is None else min(least, most))


def _row(amount: Amount, basis: Basis) -> AmountForm | None:
    return next((row for row in amount.rows if _fits(row, basis)), None)


def uncovered(amount: Amount, basis: Basis) -> Iterator[Reason]:
    """Yield the one choice for which a table has no row, with those for which it has."""
    if not amount.table or _row(amount, basis) is not None:
        return
    failed = [evaluate(row.when.condition, basis.facts).failed for row in amount.table if row.when is not None]
    alone = [found[0] for found in failed if len(found) == 1 and _is_choice(found[0], basis)]
    if not alone or alone[0].actual is None:
        return
    fact, actual = alone[0].fact, alone[0].actual
    wanted = dict.fromkeys(key for one in alone if one.fact == fact for key in _keys(one.wanted))
    options = basis.named[fact].options
    names = Joined(tuple(basis.words(options, key) for key in wanted), ", ")
    source = N_("This aid is for: {wanted}. You gave: {actual}. Please apply when the time comes, or ask your union.")
    officer = N_("The table of amounts has {covered}, not {actual}.")
    given = basis.words(options, str(actual))
    yield Reason(
        f"{CONDITION}{fact}", say(source, wanted=names, actual=given), say(officer, covered=names, actual=given)
    )


def table_looked(amount: Amount, basis: Basis) -> Iterator[Looked]:
    """Yield for which choices a table was looked at, and whether it has a row for them."""
    reason = next(uncovered(amount, basis), None)
    if reason is not None:
        yield Looked("amount", None, None, holds=False, said=reason.officer, source=Source.ANSWER)
        return
    row = _row(amount, basis) if amount.table else None
    if row is not None and row.pays and _chosen(row, basis):
        yield Looked("amount", in_yuan(row.pays), None, holds=True, said=_fixed(row, basis).said, source=Source.ANSWER)


def _is_choice(finding: Finding, basis: Basis) -> bool:
    return finding.fact in basis.named and bool(basis.named[finding.fact].options) and finding.op in (Op.EQ, Op.IN)


def _keys(wanted: object) -> tuple[str, ...]:
    return tuple(map(str, wanted)) if isinstance(wanted, tuple) else (str(wanted),)


def _fits(row: AmountForm, basis: Basis) -> bool:
    if not isinstance(row, AmountRow) or row.when is None:
        return True
    return evaluate(row.when.condition, basis.facts).holds


def _chosen(row: AmountForm, basis: Basis) -> tuple[Arg, ...]:
    """Return in words which choices a row of a table was taken for."""
    if not isinstance(row, AmountRow) or row.when is None:
        return ()
    found = evaluate(row.when.condition, basis.facts).reasons
    known = ((one, basis.named.get(one.fact)) for one in found)
    return tuple(basis.words(fact.options, str(one.actual)) for one, fact in known if fact and fact.options)


def _fixed(row: AmountForm, basis: Basis) -> _Sum:
    fen, chosen = row.pays or 0, _chosen(row, basis)
    if chosen:
        return _Sum(Fraction(fen), say(N_("{what}: {amount}."), what=Joined(chosen, ", "), amount=Money(fen)))
    return _Sum(Fraction(fen), say(N_("A fixed amount: {amount}."), amount=Money(fen)))


def _each(row: AmountForm, basis: Basis) -> _Sum:
    each, count = row.each or 0, _count(row, basis)
    if row.per is not Per.HEAD:
        return _Sum(Fraction(each), say(_FOR_ONE[row.per], each=Money(each)))
    source = N_("{each} for each of {count} in the household = {amount}.")
    return _Sum(Fraction(each * count), say(source, each=Money(each), count=count, amount=Money(each * count)))


_FOR_ONE = {
    Per.HOUSEHOLD: N_("{each} for the household."),
    Per.WORKER: N_("{each} for the worker."),
}


def _share(row: AmountForm, basis: Basis) -> _Sum | NoAmount:
    base, percent = basis.facts.get(row.of or ""), row.share or 0
    if not isinstance(base, int):
        return _unknown(row, basis)
    fen = Fraction(base) * Fraction(percent) / 100
    source = N_("{percent} % of {what} {base} = {amount}.")
    said = say(source, percent=plain_number(percent), what=_name(row, basis), base=Money(base), amount=_money(fen))
    return _Sum(fen, said)


def _bands(row: AmountForm, basis: Basis) -> _Sum | NoAmount:
    base = basis.facts.get(row.of or "")
    if not isinstance(base, int):
        return _unknown(row, basis)
    band = next((band for band in row.bands if _lies_in(base, band, row.end or End.UPPER)), None)
    if band is None:
        source = N_("{what} {base} lies in none of its bands, which begin at {least}")
        least = Money(row.bands[0].above)
        return NoAmount(say(source, what=_name(row, basis), base=Money(base), least=least), row.of or "")
    source = N_("{what} {base} lies between {above} and {upto}: {amount}.")
    if band.upto is None:
        source = N_("{what} {base} lies above {above}: {amount}.")
    said = say(source, what=_name(row, basis), base=Money(base), above=Money(band.above),
               upto=Money(band.upto or 0), amount=Money(band.pays))  # fmt: skip
    return _Sum(Fraction(band.pays), said)


def _months(row: AmountForm, basis: Basis) -> _Sum:
    months, count = Fraction(row.dibao_months or 0), _count(row, basis)
    fen = months * basis.dibao_month * count
    source = N_("{months} months of dibao ({dibao}) = {amount}.")
    if row.per is Per.HEAD:
        source = N_("{months} months of dibao ({dibao}) for each of {count} in the household = {amount}.")
    said = say(
        source, months=plain_number(row.dibao_months), dibao=Money(basis.dibao_month), count=count, amount=_money(fen)
    )
    return _Sum(fen, said)


def _upto(row: AmountForm, basis: Basis) -> _Sum:
    fen = row.upto or 0
    return _Sum(Fraction(fen), say(N_("The approval chooses the sum: at most {most}."), most=Money(fen)))


def _goods(row: AmountForm, basis: Basis) -> _Sum:
    fen, names = row.value or 0, Joined(row.goods, ", ")
    return _Sum(Fraction(fen), say(N_("{goods}, worth {value}."), goods=names, value=Money(fen)))


_WAYS: Mapping[str, Callable[[AmountForm, Basis], _Sum | NoAmount]] = {
    "pays": _fixed,
    "each": _each,
    "share": _share,
    "bands": _bands,
    "dibao_months": _months,
    "upto": _upto,
    "goods": _goods,
}


def _lies_in(base: int, band: AmountBand, end: End) -> bool:
    if end is End.UPPER:
        return band.above < base and (band.upto is None or base <= band.upto)
    return band.above <= base and (band.upto is None or base < band.upto)


def _within(row: AmountForm, fen: Fraction) -> tuple[Fraction, tuple[Sayable, ...]]:
    if row.cap is not None and fen > row.cap:
        return Fraction(row.cap), (say(N_("At most {most}."), most=Money(row.cap)),)
    if row.floor is not None and fen < row.floor:
        return Fraction(row.floor), (say(N_("At least {least}."), least=Money(row.floor)),)
    return fen, ()


def _rounded(fen: Fraction, how: Rounding) -> int:
    if how is Rounding.FEN:
        return round_half_up(fen)
    yuan = fen / FEN_PER_YUAN
    return (round_half_up(yuan) if how is Rounding.YUAN else yuan.__floor__()) * FEN_PER_YUAN


def _rounding_said(exact: Fraction, fen: int) -> tuple[Sayable, ...]:
    return () if exact == fen else (say(N_("Rounded: {amount}."), amount=Money(fen)),)


def _count(row: AmountForm, basis: Basis) -> int:
    return basis.heads if row.per is Per.HEAD else 1


def _unknown(row: AmountForm, basis: Basis) -> NoAmount:
    return NoAmount(say(N_("{what} is not known"), what=_name(row, basis)), row.of or "")


def _name(row: AmountForm, basis: Basis) -> Sayable:
    fact = basis.named.get(row.of or "")
    return fact.said if fact else Text(row.of or "")


def _money(fen: Fraction) -> Money:
    return Money(round_half_up(fen))


def plain_number(number: object) -> str:
    """Return a decimal number without zeros at its end."""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
