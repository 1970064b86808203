"""Reasons that officers choose for a return or a refusal; kept as `@key`, so that each has it in their language."""

from __future__ import annotations

from collections.abc import Mapping

from domain.forms import Option
from domain.platform.text import N_, Text
from domain.procedure.questions import OTHER

# Each: what the officer's button says, and what the worker reads.
RETURN_REASONS = {
    "paper_missing": (
        N_("A paper is missing"),
        N_("A paper is missing. /cases shows which one; please add it and hand the case in again."),
    ),
    "paper_unreadable": (
        N_("A paper cannot be read"),
        N_("A paper cannot be read. Please take the photo again in good light and add it."),
    ),
    "sums_differ": (
        N_("Sums and papers do not agree"),
        N_("The sums do not agree with the papers. Please check income and expenses and correct them."),
    ),
    "members_differ": (
        N_("Household members do not agree"),
        N_("The household members do not agree with the household book. Please correct them."),
    ),
    "card_wrong": (
        N_("The bank card cannot be used"),
        N_("The bank card could not be used. Please check the number; it has to be in the right name."),
    ),
}
REFUSE_REASONS = {
    "above_line": (
        N_("Income is above the line"),
        N_("Income per head is above the line of the rules. If it falls, you can report again at any time."),
    ),
    "excluded": (
        N_("An exclusion applies"),
        N_("The household has something that the rules exclude. Ask your case officer what else can help."),
    ),
    "not_confirmed": (
        N_("The visit did not confirm it"),
        N_("The home visit could not confirm what was reported. Please talk to your case officer."),
    ),
    "aided_elsewhere": (
        N_("Already aided elsewhere"),
        N_("The same need is already aided elsewhere. You can apply again in the next period."),
    ),
}
# What an officer over two households finds; nobody chooses these in a form.
PEOPLE_REASONS = {
    "not_here": (
        N_("Somebody named does not live there"),
        N_("We looked at whom you named: somebody of them does not belong to your household. Please correct who lives "
           "with you."),
    ),
    "named_elsewhere": (
        N_("Lives in another household"),
        N_("An officer over both units looked at two households that name this person: they live in the other one."),
    ),
    "wrong_number": (
        N_("A number is another person's"),
        N_("An ID number that you gave belongs to somebody else. Please check the numbers and correct them."),
    ),
    "one_household": (
        N_("The household has reported already"),
        N_("Your household has reported already, and one household has one file. It goes on there. What this means "
           "for you, please ask your union, or call 12351."),
    ),
    "student_elsewhere": (
        N_("The student is looked after elsewhere"),
        N_("This student has an application already, and the aid is given once a year. Please talk to your union if "
           "you see it differently."),
    ),
}  # fmt: skip
PAPER_MISSING = "@paper_missing"
_ALL = {**RETURN_REASONS, **REFUSE_REASONS, **PEOPLE_REASONS}


def options(reasons: Mapping[str, tuple[str, str]]) -> tuple[Option, ...]:
    """Return reasons as options of a form."""
    return tuple(Option(key, Text(label)) for key, (label, _) in reasons.items())


def chosen(preset: str | None, typed: str | None) -> str:
    """Return what is kept: the key of a preset behind an @, else the typed words."""
    return f"@{preset}" if preset in _ALL else (typed or "").strip()


def parted(kept: str) -> dict[str, str]:
    """Return the answers of a form of reasons by which this was kept, what is looked at last; none of
    nothing."""
    if not kept:
        return {}
    preset = kept.removeprefix("@")
    return {"preset": preset} if kept.startswith("@") and preset in _ALL else {"preset": OTHER, "reason": kept}


def reason_said(kept: str) -> str | Text:
    """Return a kept reason for a reader."""
    found = _ALL.get(kept.removeprefix("@")) if kept.startswith("@") else None
    return Text(found[1]) if found else kept
