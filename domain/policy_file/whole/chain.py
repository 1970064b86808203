"""The files that a policy file builds on (`extends`), from itself down to the one that builds on none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from domain.platform.text import N_, say
from domain.policy_file.problems import PolicyProblem
from domain.policy_file.whole.source import Source, bounded, read_bounded, read_source

EXTENDS = "extends"
MOST_FILES = 5
_NAMED = re.compile(r"""^extends[ \t]*=[ \t]*["']([^"'\n]+)["']""", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def read_chain(path: Path, name: str = "") -> tuple[Source, ...]:
    """Read a policy file and all that it builds on, itself first; raises PolicyProblem with file and line."""
    return chain_of(read_source(path, name), lambda other: read_source(path.parent / other))


def chain_of(first: Source, another: Callable[[str], Source] | None = None) -> tuple[Source, ...]:
    """Return a file and those that it builds on, which `another` reads by name; without it there can be none."""
    chain = [bounded(first)]
    while (name := _base(chain[-1])) is not None:
        if another is None:
            raise _wrong(chain[-1], N_("a text by itself cannot build on another file"))
        if name in {one.name for one in chain}:
            raise _wrong(chain[-1], N_("{name} builds on itself, over other files"), name)
        if len(chain) == MOST_FILES:
            raise _wrong(chain[-1], N_("no more than {most} files build on each other"))
        chain.append(_readable(chain[-1], name, another))
    return tuple(chain)


def files_of(path: Path) -> Iterator[Path]:
    """Yield the files of a chain as far as they can be found at a glance, for whoever watches them."""
    seen: list[Path] = []
    while path not in seen and len(seen) < MOST_FILES:
        seen.append(path)
        yield path
        try:
            text = read_bounded(path).decode("utf-8-sig", errors="replace")
        except OSError:
            return
        table = _TABLE.search(text)
        named = _NAMED.search(text[: table.start() if table else None])
        if named is None:
            return
        path = path.parent / named[1]


def _readable(upper: Source, name: str, another: Callable[[str], Source]) -> Source:
    """Return the file that another one builds on; raises PolicyProblem, which says whose it is."""
    try:
        found = another(name)
        _ = found.data
    except PolicyProblem as problem:
        reason = say(N_("the file {name} that this one builds on cannot be used"), name=name)
        raise PolicyProblem([upper.problem((EXTENDS,), reason), *problem.problems]) from None
    return found


def _base(source: Source) -> str | None:
    """Return the name of the file that one builds on, None for one that stands by itself; raises PolicyProblem."""
    if EXTENDS not in source.data:
        return None
    name = source.data[EXTENDS]
    if not isinstance(name, str) or not name.strip() or Path(name).name != name or name.startswith(".") or "\\" in name:
        raise _wrong(source, N_("this is the name of a file in the same folder, in quotes"))
    return name


def _wrong(source: Source, reason: str, name: str = "") -> PolicyProblem:
    return PolicyProblem([source.problem((EXTENDS,), say(reason, name=name, most=MOST_FILES))])
