"""What nobody finds among the programmes: what puts a household on a list, and money settled at a visit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from domain.platform.fields import LocalText
from domain.policy.frame.lists import HardshipList, ListWords
from domain.policy.programmes import Programme


class ComingOnList(Programme):
    """A household comes on a list (`list`; empty: the first), whose table says all of it (`rules`): it `opens` a file
    with it, or is on file already."""

    kind: Literal["coming_on_list"] = "coming_on_list"
    list: str = ""
    rules: HardshipList
    opens: bool

    @property
    def words(self) -> ListWords:
        """What the worker reads of it."""
        return self.rules.report if self.opens else self.rules.joining

    @property
    def enters(self) -> str:
        """The list that a household comes on."""
        return self.list

    @property
    def on_lists(self) -> tuple[str, ...]:
        """The list that it is about."""
        return (self.list,) if self.list else ()

    @property
    def counts(self) -> bool:
        """To stand on one more list is no aid yet."""
        return self.opens


def opening(lists: Sequence[HardshipList]) -> tuple[ComingOnList, ...]:
    """Return what puts a household on file, once for each list that it comes on with that, in their order."""
    return tuple(
        ComingOnList(
            key=one.opens, procedure=one.procedure, ask=one.ask, list=one.key if number else "", rules=one, opens=True
        )
        for number, one in enumerate(lists)
    )


def joining(lists: Sequence[HardshipList]) -> tuple[ComingOnList, ...]:
    """Return what puts a household that is on file on one more list; where there is one list, nothing does."""
    if len(lists) == 1:
        return ()
    return tuple(
        ComingOnList(key=one.joins, procedure=one.procedure, ask=one.ask, list=one.key, rules=one, opens=False)
        for one in lists
    )


class VisitMoney(Programme):
    """A programme nobody applies for: an officer settles money at a visit, within the caps of a season that names it.

    Its cases have no review and no notice: the settled item of the checklist stands for what the worker hands in.
    """

    kind: Literal["visit_money"] = "visit_money"
    title: LocalText
