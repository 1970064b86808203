"""What is wrong with a policy file, one plain sentence each with file, line and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.platform.fields import Unfit
from domain.platform.money import in_yuan
from domain.platform.text import N_, Joined, Local, Money, Refusal, Text, say
from domain.policy_file.toml_lines import Place


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `place` is the path of the entry (empty for the file as a whole)."""

    file: str
    line: int
    reason: Text
    place: Place = ()

    @property
    def said(self) -> Text:
        """The sentence for a person."""
        entry = ".".join(str(part) for part in self.place)
        if not entry:
            return say(N_("{file}, line {line}: {reason}."), file=self.file, line=self.line, reason=self.reason)
        source = N_("{file}, line {line}, {entry}: {reason}.")
        return say(source, file=self.file, line=self.line, entry=entry, reason=self.reason)

    def __str__(self) -> str:
        return _in_english(self.said)


class PolicyProblem(Refusal):
    """A policy file is not usable; `problems` has everything found, in the order of lines."""

    text = N_("This policy file cannot be used yet. Please correct it and try again:\n{problems}")

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        super().__init__(problems=Joined(tuple(problem.said for problem in self.problems)))

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


_REASONS: Mapping[str, str] = {
    "missing": N_("this entry is missing"),
    "extra_forbidden": N_("this entry is not known here; please check its spelling"),
    "string_type": N_("this must be a text in quotes"),
    "string_pattern_mismatch": N_("{given} is not written as it must be here"),
    "string_too_short": N_("this text is too short; the least is {min_length} characters"),
    "string_too_long": N_("this text is too long; the most is {max_length} characters"),
    "int_type": N_("this must be a whole number"),
    "int_parsing": N_("this must be a whole number"),
    "int_from_float": N_("this must be a whole number"),
    "decimal_type": N_("this must be a number"),
    "decimal_parsing": N_("this must be a number"),
    "bool_type": N_("this must be true or false"),
    "bool_parsing": N_("this must be true or false"),
    "enum": N_("{given} is not known here; there are {expected}"),
    "literal_error": N_("{given} is not known here; there are {expected}"),
    "greater_than": N_("{given} is too small; it must be more than {gt}"),
    "greater_than_equal": N_("{given} is too small; the least is {ge}"),
    "less_than_equal": N_("{given} is too large; the most is {le}"),
    "tuple_type": N_("this must be a list in square brackets"),
    "too_short": N_("this must not be empty"),
    "model_type": N_("this must be a table of entries"),
    "model_attributes_type": N_("this must be a table of entries"),
    "mapping_type": N_("this must be a table of entries"),
    "dict_type": N_("this must be a table of entries"),
    "date_type": N_("this must be a date like 2026-01-31, without quotes"),
    "date_parsing": N_("this must be a date like 2026-01-31, without quotes"),
    "date_from_datetime_parsing": N_("this must be a date like 2026-01-31, without quotes"),
    "time_type": N_('this must be a time of day in quotes, like "21:00"'),
    "time_parsing": N_('this must be a time of day in quotes, like "21:00"'),
}
_OTHER_REASON = N_("this does not fit here ({hint})")


def reason_of(detail: Any) -> Text:
    """Return what pydantic found wrong with one value, as a plain sentence."""
    context = detail.get("ctx", {})
    if isinstance(cause := context.get("error"), Unfit):
        return cause.said
    source = _REASONS.get(detail["type"], _OTHER_REASON)
    given = {name: str(value) for name, value in context.items()}
    return Text(source, {"given": str(detail["input"])[:60], "hint": detail["msg"], **given})


def _in_english(value: Any) -> str:
    """Write a problem in source English for logs and the command line, where no catalogue is at hand."""
    match value:
        case Text():
            return value.source.format(**{name: _in_english(arg) for name, arg in value.args.items()})
        case Joined():
            return value.between.join(map(_in_english, value.parts))
        case Local():
            return value.best_for("en")
        case Money():
            return f"{in_yuan(value.fen)} yuan"
    return str(value)
