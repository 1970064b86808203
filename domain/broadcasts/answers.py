"""What the answers about a notice say, read and written back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.broadcasts.audience import Audience
from domain.forms import looked_up
from domain.platform.text import LOCALES


def texts_in(answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the words by language."""
    return {locale: answers[f"text_{locale}"] for locale in LOCALES if answers.get(f"text_{locale}")}


def unit_in(answers: Mapping[str, Any]) -> int:
    """Return the id of the unit, chosen or found."""
    unit = answers["unit"]
    return int(unit["id"] if isinstance(unit, Mapping) else unit)


def audience_in(answers: Mapping[str, Any]) -> Audience:
    """Return whom the answers mean."""
    return Audience(
        unit_id=unit_in(answers),
        classes=tuple(answers.get("classes", ())),
        causes=tuple(answers.get("causes", ())),
        season=answers.get("season", ""),
        programme=answers.get("programme", ""),
        applied=answers.get("applied", "yes") == "yes",
        locales=tuple(answers.get("locales", ())),
    )


def answers_for(audience: Audience, texts: Mapping[str, str], unit_label: str, *, few_units: bool) -> dict[str, Any]:
    """Return the answers that mean this audience and these words, for a notice that is written anew."""
    given: dict[str, Any] = {
        "classes": list(audience.classes),
        "causes": list(audience.causes),
        "season": audience.season,
        "programme": audience.programme,
        "locales": list(audience.locales),
    }
    narrowed = {key: value for key, value in given.items() if value}
    words = {f"text_{locale}": text for locale, text in texts.items()}
    unit = {} if audience.unit_id is None else {"unit": _unit_answer(audience.unit_id, unit_label, few_units)}
    applied = {"applied": "yes" if audience.applied else "no"} if audience.programme else {}
    return {"written_in": list(texts), **words, **unit, "narrow": list(narrowed), **narrowed, **applied}


def _unit_answer(unit_id: int, label: str, few_units: bool) -> Any:
    return str(unit_id) if few_units else looked_up(unit_id, label)
