"""The register of kinds: which kind answers for a programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.kinds.kind import Kind, Need
from domain.policy import Policy, Programme


class Kinds:
    """All kinds of help that the program knows; put together in one place."""

    def __init__(self, kinds: Iterable[Kind] = ()) -> None:
        self._kinds = {kind.key: kind for kind in kinds}

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    @property
    def forms(self) -> tuple[str, ...]:
        """The keys of the forms by which they are asked for."""
        return tuple(asking.form for kind in self for asking in kind.askings)

    def forms_that(self, need: Need, policy: Policy) -> frozenset[str]:
        """Return the keys of the forms of what has this to do with the household's file under a policy."""
        askings = (self.of(one).asking(one) for one in policy.every if self.of(one).need(one) is need)
        return frozenset(asking.form for asking in askings if asking is not None)

    def of(self, programme: Programme) -> Kind:
        """Return the kind that answers for a programme; KeyError: a program that forgot one."""
        return self._kinds[programme.kind]
