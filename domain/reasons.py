"""Reasons that officers choose for a return or a refusal; kept as `@key`, so that each has it in their language."""

from __future__ import annotations

from domain.forms.kinds import Option
from domain.text import N_, Text

RETURN_REASONS = {
    "paper_missing": N_("A paper is missing. /cases shows which one; please add it and hand the case in again."),
    "paper_unreadable": N_("A paper cannot be read. Please take the photo again in good light and add it."),
    "sums_differ": N_("The sums do not agree with the papers. Please check income and expenses and correct them."),
    "members_differ": N_("The household members do not agree with the household book. Please correct them."),
    "card_wrong": N_("The bank card could not be used. Please check the number; it has to be in the right name."),
}
REFUSE_REASONS = {
    "above_line": N_("Income per head is above the line of the rules. If it falls, you can report again at any time."),
    "excluded": N_("The household has something that the rules exclude. Ask your case officer what else can help."),
    "not_confirmed": N_("The home visit could not confirm what was reported. Please talk to your case officer."),
    "aided_elsewhere": N_("The same need is already aided elsewhere. You can apply again in the next period."),
}
_ALL = {**RETURN_REASONS, **REFUSE_REASONS}


def options(reasons: dict[str, str]) -> tuple[Option, ...]:
    """Return reasons as options of a form."""
    return tuple(Option(key, Text(source)) for key, source in reasons.items())


def chosen(preset: str | None, typed: str | None) -> str:
    """Return what is kept: the key of a preset behind an @, else the typed words."""
    return f"@{preset}" if preset in _ALL else (typed or "").strip()


def reason_said(kept: str) -> str | Text:
    """Return a kept reason for a reader."""
    source = _ALL.get(kept.removeprefix("@")) if kept.startswith("@") else None
    return Text(source) if source else kept
