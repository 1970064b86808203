"""The keys under what a worker reads of their case: one for each paper that is missing, and the way to the case."""

from collections.abc import Sequence
from typing import Protocol

from domain.cases.buttons import Act, AddPaper, CasePress
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Nn_, Sayable, say, say_many

MISSING_SHOWN = 4  # a key for each; the others stand behind one


class AMissing(Protocol):
    """A kind of paper that is missing, or the number of a person."""

    @property
    def key(self) -> str: ...

    @property
    def text(self) -> Sayable: ...


def missing_keys(case_id: int, missing: Sequence[AMissing]) -> Keys:
    """Return a key for each of the missing papers, as far as they are few."""
    return tuple(
        (key(say(N_("📎 {paper}"), paper=one.text), AddPaper(case_id, one.key)),) for one in missing[:MISSING_SHOWN]
    )


def more_missing(case_id: int, missing: Sequence[AMissing]) -> Keys:
    """Return the key to the papers that have none of their own."""
    count = len(missing) - MISSING_SHOWN
    if count <= 0:
        return ()
    return ((key(say_many(*Nn_("{count} more paper", "{count} more papers"), count), CasePress(case_id, Act.PAPERS)),),)


def see_case(case_id: int) -> Key:
    """Return the way to the case."""
    return key(say(N_("See the case")), CasePress(case_id, Act.OPEN))


def with_missing(case_id: int, missing: Sequence[AMissing]) -> Keys:
    """Return a key for each of the missing papers, one for the rest, and the way to the case."""
    return (*missing_keys(case_id, missing), *more_missing(case_id, missing), (see_case(case_id),))
