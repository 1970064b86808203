"""The funds that help is paid from: where their money comes from, and what it may be spent on."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from domain.platform.fields import LocalText
from domain.platform.text import N_, Text
from domain.policy.options import Frozen, Key


class Source(StrEnum):
    """Where the money of a fund comes from; what is held in trust is paid out for others and never the union's own."""

    CENTRAL = "central"
    LOCAL = "local"
    UNION_UPPER = "union_upper"
    UNION_OWN = "union_own"
    ENTERPRISE = "enterprise"
    ONE_DAY = "one_day"
    GIFT = "gift"
    INTEREST = "interest"
    IN_TRUST = "in_trust"

    @property
    def label(self) -> Text:
        """The source, for people."""
        return Text(_LABELS[self])


_LABELS = {
    Source.CENTRAL: N_("central finance"),
    Source.LOCAL: N_("local finance"),
    Source.UNION_UPPER: N_("the union above"),
    Source.UNION_OWN: N_("the union's own money"),
    Source.ENTERPRISE: N_("the enterprise"),
    Source.ONE_DAY: N_("one-day donation"),
    Source.GIFT: N_("gifts"),
    Source.INTEREST: N_("interest"),
    Source.IN_TRUST: N_("held in trust"),
}

_SOME = lambda data: [data] if isinstance(data, str) else data  # noqa: E731 - one key stands for itself
FundKeys = Annotated[tuple[Key, ...], BeforeValidator(_SOME)]


class Fund(Frozen):
    """A fund. With `programmes` it is for these only, with a `last_day` nothing is set aside of it after that day."""

    key: Key
    title: LocalText
    source: Source
    programmes: FundKeys = ()
    last_day: date | None = None

    def serves(self, programme: str, today: date) -> bool:
        """Say whether something may be set aside of it for a programme today."""
        is_over = self.last_day is not None and today > self.last_day
        return not is_over and (not self.programmes or programme in self.programmes)
