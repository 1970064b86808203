"""Reading a policy file: syntax, shapes, then sense; every problem is found before any is told."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from domain.households.facts import EVERY_FACT
from domain.platform.predicates import Fact
from domain.platform.text import N_, Text, say
from domain.policy.model import Policy
from domain.policy.own import OwnQuestion
from domain.policy_file.problems import PolicyProblem, Problem, validation_problems
from domain.policy_file.season_sense import EVERY_YEAR
from domain.policy_file.sense import example_problems, sense_problems
from domain.policy_file.toml_lines import LineIndex

VERSION_LENGTH = 12
TEXT_NAME = "policy.toml"
MOST_CHARACTERS, MOST_TABLES = 600_000, 3_000


def load_policy(path_or_text: Path | str, *, name: str = "", years: Sequence[int] = EVERY_YEAR) -> Policy:
    """Read and check a policy from a path, or from TOML text (a str with a line break); raises PolicyProblem.

    `name` is the file name that problems and the version use; it is the path's own when not given. The days of the
    seasons are worked out for `years`, all of which take a third of a second.
    """
    if isinstance(path_or_text, str) and "\n" in path_or_text:
        return _checked(path_or_text, name or TEXT_NAME, years)
    path = Path(path_or_text)
    return _checked(_text_of(path, name or path.name), name or path.name, years)


def version_of(text: str, name: str) -> str:
    """Return the version of a policy: a short SHA-256 of its name and text, the same on every machine."""
    unified = text.replace("\r\n", "\n")
    return hashlib.sha256(f"{name}\n{unified}".encode()).hexdigest()[:VERSION_LENGTH]


def _text_of(path: Path, name: str) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = say(N_("the file cannot be read ({why})"), why=error.strerror or str(error))
        raise PolicyProblem([Problem(name, 1, reason)]) from None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        reason = say(N_("the file is not in UTF-8; please save it again as UTF-8"))
        raise PolicyProblem([Problem(name, raw.count(b"\n", 0, error.start) + 1, reason)]) from None


def _checked(text: str, name: str, years: Sequence[int]) -> Policy:
    """Check a text of bounded size; a condition in a condition in a condition is told, too."""
    too_large = len(text) > MOST_CHARACTERS or text.count("\n[[") > MOST_TABLES
    if too_large:
        source = N_("the file is too large; the most are {characters} characters and {tables} tables")
        reason = say(source, characters=MOST_CHARACTERS, tables=MOST_TABLES)
        raise PolicyProblem([Problem(name, 1, reason)])
    try:
        return _proved(text, name, years)
    except RecursionError:
        line = max(enumerate(text.split("\n"), start=1), key=lambda one: one[1].count("{") + one[1].count("["))[0]
        raise PolicyProblem([Problem(name, line, say(N_("it is nested too deep")))]) from None


def _proved(text: str, name: str, years: Sequence[int]) -> Policy:
    data = _parsed(text, name)
    index = LineIndex(text)
    if "version" in data:
        reason = say(N_("the version is worked out from the text; please take this entry out"))
        raise PolicyProblem([Problem(name, index.line(("version",)), reason, ("version",))])
    try:
        policy = Policy.model_validate({**data, "version": version_of(text, name)}, context=_own_facts(data))
    except ValidationError as error:
        raise PolicyProblem(validation_problems(error, name, index)) from None
    found = [*sense_problems(policy, years)] or [*example_problems(policy)]
    problems = [Problem(name, index.line(place), reason, place) for place, reason in found]
    if problems:
        raise PolicyProblem(problems)
    return policy


def _own_facts(data: Mapping[str, Any]) -> Mapping[str, Fact]:
    """Return the facts of the questions that the file asks itself, which its conditions may name; wrong ones are told
    when the whole is read."""
    found: dict[str, Fact] = {}
    under = [one.get("ask") for one in _list(data.get("programme")) if isinstance(one, Mapping)]
    for one in (*_list(data.get("question")), *(asked for many in under for asked in _list(many))):
        try:
            question = OwnQuestion.model_validate(one)
        except ValidationError:
            continue
        found[question.key] = question.fact
    return {key: fact for key, fact in found.items() if key not in EVERY_FACT}


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        hint = message[: place.start()] if place else message
        raise PolicyProblem([Problem(name, line, _syntax_reason(hint))]) from None
    except ValueError:  # a number that Python does not read: thousands of digits
        longest = max(re.finditer(r"\d+", text), key=lambda one: len(one[0]))
        line = text.count("\n", 0, longest.start()) + 1
        raise PolicyProblem([Problem(name, line, say(N_("this number is too long to be read")))]) from None


def _syntax_reason(hint: str) -> Text:
    if "overwrite" in hint or "twice" in hint or "already" in hint:
        return say(N_("an entry is written twice ({hint})"), hint=hint)
    return say(N_("this is not valid TOML ({hint}); often a quote, bracket or equals sign is missing"), hint=hint)
