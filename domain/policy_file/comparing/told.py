"""What a new policy would change for households, in words: who gains and loses, what it costs, how even it is."""

from __future__ import annotations

from collections.abc import Iterator

from domain.platform.text import N_, Money, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from domain.policy.model import Policy
from domain.policy_file.comparing.effect import ByProgramme, BySize, Effect, Pair
from domain.policy_file.comparing.looking import EXCLUDED

SHUT_OUT = N_("shut out")


def effect_said(effect: Effect, old: Policy, new: Policy) -> Sayable:
    """Return the whole: a headline, changes of class, cost by programme, yuan a head by the size of the household."""
    return paragraphs(headline(effect), *(lines(*part) for part in _parts(effect, old, new)))


def effect_lines(effect: Effect, old: Policy, new: Policy) -> tuple[Sayable, ...]:
    """Return the same line by line, for whoever shows it in pages."""
    return (headline(effect), *(line for part in _parts(effect, old, new) for line in part))


def _parts(effect: Effect, old: Policy, new: Policy) -> Iterator[tuple[Sayable, ...]]:
    """Yield what there is to tell, each part under its heading."""
    for heading, told in (
        (N_("<b>Change of class</b>"), _moves(effect, old, new)),
        (N_("<b>By programme, in a year</b>"), _programmes(effect, old, new)),
        (N_("<b>A head in a year, by the size of the household</b>"), _sizes(effect)),
    ):
        if found := tuple(told):
            yield say(heading), *found


def headline(effect: Effect) -> Sayable:
    """Return who gains, who loses, and what it costs in a year, as far as it is known without asking anybody."""
    fen = effect.fen
    source = Nn_(
        "Of {count} household {gain} gain and {lose} lose; it costs as much as before.",
        "Of {count} households {gain} gain and {lose} lose; it costs as much as before.",
    )
    if fen.more > 0:
        source = Nn_(
            "Of {count} household {gain} gain and {lose} lose; {amount} more a year.",
            "Of {count} households {gain} gain and {lose} lose; {amount} more a year.",
        )
    elif fen.more < 0:
        source = Nn_(
            "Of {count} household {gain} gain and {lose} lose; {amount} less a year.",
            "Of {count} households {gain} gain and {lose} lose; {amount} less a year.",
        )
    return say_many(*source, effect.households, gain=effect.gain, lose=effect.lose, amount=Money(abs(fen.more)))


def class_said(key: str, policy: Policy) -> Sayable:
    """Return how a class is called, also being shut out."""
    return say(SHUT_OUT) if key == EXCLUDED else policy.household_class(key).label


def title_said(key: str, old: Policy, new: Policy) -> Sayable:
    """Return how a programme is called, by the new policy if it is there."""
    return next((one.title for policy in (new, old) for one in policy.programmes if one.key == key), Text(key))


def _moves(effect: Effect, old: Policy, new: Policy) -> Iterator[Sayable]:
    for (before, after), count in effect.moves.most_common():
        source = Nn_("{count} household: {old} → {new}", "{count} households: {old} → {new}")
        yield say_many(*source, count, old=class_said(before, old), new=class_said(after, new))


def _programmes(effect: Effect, old: Policy, new: Policy) -> Iterator[Sayable]:
    for key in sorted(effect.programmes, key=lambda key: (-abs(effect.programmes[key].fen.more), key)):
        one, title = effect.programmes[key], title_said(key, old, new)
        if one.get.old or one.get.new:
            yield _costs(title, one)
        if one.may_ask.more:
            source = N_("{programme}: {old} → {new} households may ask; how much it is, their answers say.")
            yield say(source, programme=title, old=one.may_ask.old, new=one.may_ask.new)


def _costs(title: Sayable, one: ByProgramme) -> Sayable:
    source = N_("{programme}: {old} → {new}, households {few} → {many}")
    if not one.fen.more and not one.get.more:
        source = N_("{programme}: {new} as before, households {many}")
    return say(source, programme=title, old=Money(one.fen.old), new=Money(one.fen.new), few=one.get.old,
               many=one.get.new)  # fmt: skip


def _sizes(effect: Effect) -> Iterator[Sayable]:
    for size, counted in sorted(effect.sizes.items()):
        a_head = per_head(size, counted)
        source = Nn_("{count} person: {old} → {new}", "{count} people: {old} → {new}")
        yield say_many(*source, size, old=Money(a_head.old), new=Money(a_head.new))


def per_head(size: int, counted: BySize) -> Pair:
    """Return the fen a head and year for households of a size, rounded down."""
    people = size * counted.households or 1
    return Pair(counted.fen.old // people, counted.fen.new // people)
