"""What nobody finds among the programmes: what puts a household on file and on a list, and money settled at a visit."""

from __future__ import annotations

from typing import Literal

from domain.platform.fields import LocalText
from domain.policy.options import Key
from domain.policy.programmes import Programme


class HardshipFile(Programme):
    """The household is put on file, and on a list (`list`; empty: the first). Every policy has it, without a table of
    its own."""

    key: Key = "hardship_file"
    kind: Literal["hardship_file"] = "hardship_file"
    procedure: Key = "hardship"
    list: str = ""
    title: LocalText | None = None  # of the list, where there are several

    @property
    def enters(self) -> str:
        """The list of the file that is opened."""
        return self.list

    @property
    def on_lists(self) -> tuple[str, ...]:
        """The list that it is about."""
        return (self.list,) if self.list else ()


class ListEntry(Programme):
    """A household that is on file comes on one more list."""

    kind: Literal["list_entry"] = "list_entry"
    list: str
    title: LocalText

    @property
    def enters(self) -> str:
        """The list that is joined."""
        return self.list

    @property
    def on_lists(self) -> tuple[str, ...]:
        """The list that it is about."""
        return (self.list,)

    @property
    def counts(self) -> bool:
        """To stand on a list is no aid yet."""
        return False


HARDSHIP = HardshipFile()


class VisitMoney(Programme):
    """A programme nobody applies for: an officer settles money at a visit, within the caps of a season that names it.

    Its cases have no review and no notice: the settled item of the checklist stands for what the worker hands in.
    """

    kind: Literal["visit_money"] = "visit_money"
    title: LocalText
