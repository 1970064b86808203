"""Reading a policy file: syntax, shapes, then sense; every problem is found before any is told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from domain.households.facts import EVERY_FACT
from domain.platform.predicates import Fact, FactKind
from domain.platform.text import N_, say
from domain.policy.frame.lists import HardshipList
from domain.policy.model import Policy
from domain.policy.own import OwnQuestion
from domain.policy_file.older.reading import as_now
from domain.policy_file.problems import PolicyProblem, Problem, reason_of
from domain.policy_file.reach_sense import reach_problems
from domain.policy_file.season_sense import EVERY_YEAR
from domain.policy_file.sense import example_problems, sense_problems
from domain.policy_file.whole.chain import chain_of, read_chain
from domain.policy_file.whole.merging import Whole
from domain.policy_file.whole.source import Source, brackets
from domain.policy_file.whole.writing import as_toml

VERSION_LENGTH = 12
TEXT_NAME = "policy.toml"


def load_policy(path_or_text: Path | str, *, name: str = "", years: Sequence[int] = EVERY_YEAR) -> Policy:
    """Read and check a policy from a path, or from TOML text (a str with a line break); raises PolicyProblem.

    `name` is the file name that problems and the version use; it is the path's own when not given. The days of the
    seasons are worked out for `years`, all of which take a third of a second. Only with all of them is it asked, too,
    what can never come about: a version that was in force once is taken as it was.
    """
    if isinstance(path_or_text, str) and "\n" in path_or_text:
        text = path_or_text.replace("\r\n", "\n")
        return proved(chain_of(Source(name or TEXT_NAME, text)), years)
    return proved(read_chain(Path(path_or_text), name), years)


def whole_text(chain: Sequence[Source]) -> str:
    """Return the text that stands for a chain of files: that of the file itself, or the whole written anew."""
    return chain[0].text if len(chain) == 1 else as_toml(Whole(chain).data)


def version_of(text: str, name: str) -> str:
    """Return the version of a policy: a short SHA-256 of its name and text, the same on every machine."""
    unified = text.replace("\r\n", "\n")
    return hashlib.sha256(f"{name}\n{unified}".encode()).hexdigest()[:VERSION_LENGTH]


def proved(chain: Sequence[Source], years: Sequence[int] = EVERY_YEAR) -> Policy:
    """Check what a file and those that it builds on make together; raises PolicyProblem."""
    return _checked(tuple(chain), years)


def _checked(chain: tuple[Source, ...], years: Sequence[int]) -> Policy:
    try:
        return _proved(chain, Whole(chain), years)
    except RecursionError:
        raise PolicyProblem([_deepest(chain)]) from None


def _deepest(chain: Sequence[Source]) -> Problem:
    lines = [(brackets(line), -number, one) for one in chain
             for number, line in enumerate(one.text.split("\n"), start=1)]  # fmt: skip
    _, number, source = max(lines, key=lambda one: one[:2])
    return Problem(source.name, -number, say(N_("it is nested too deep")))


def _proved(chain: Sequence[Source], whole: Whole, years: Sequence[int]) -> Policy:
    data = whole.data
    if "version" in data:
        reason = say(N_("the version is worked out from the text; please take this entry out"))
        raise PolicyProblem([whole.problem(("version",), reason)])
    text = chain[0].text if len(chain) == 1 else as_toml(data)
    try:
        version, now = version_of(text, chain[0].name), as_now(data)
        policy = Policy.model_validate({**now, "version": version}, context=_own_facts(now))
    except ValidationError as error:
        raise PolicyProblem(whole.problem(detail["loc"], reason_of(detail)) for detail in error.errors()) from None
    found = [*sense_problems(policy, years)] or [*example_problems(policy)]
    if not found and len(years) == len(EVERY_YEAR):
        found = [*reach_problems(policy)]
    if found:
        raise PolicyProblem(whole.problem(place, reason) for place, reason in found)
    return policy


def _own_facts(data: Mapping[str, Any]) -> Mapping[str, Fact]:
    """Return the facts of the questions that the file asks itself, which its conditions may name; wrong ones are told
    when the whole is read."""
    found: dict[str, Fact] = {}
    tables = (*_list(data.get("list")), *_list(data.get("programme")))
    under = [one.get("ask") for one in tables if isinstance(one, Mapping)]
    for one in (*_list(data.get("question")), *(asked for many in under for asked in _list(many))):
        try:
            question = OwnQuestion.model_validate(one)
        except ValidationError:
            continue
        found[question.key] = question.fact
    return {key: fact for key, fact in found.items() if key not in EVERY_FACT} | dict(_facts_of_lists(data))


def _facts_of_lists(data: Mapping[str, Any]) -> Iterator[tuple[str, Fact]]:
    """Yield the class on each list that has a name, which conditions may ask for."""
    for one in _list(data.get("list")):
        try:
            found = HardshipList.model_validate(one)
        except ValidationError:
            continue
        if found.own_title is not None:
            yield found.fact, Fact(FactKind.CHOICE, found.said, found.fact)


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []
