"""The parts in which a file is gone through: few, so that a re-check without a change costs few presses."""

from __future__ import annotations

from enum import StrEnum

from domain.platform.text import N_, Refusal, Text

MOST_PRESSES = 8  # to begin, one for each part, and to hand it in


class Part(StrEnum):
    """A part of the file, in the order in which they are asked."""

    PEOPLE = "people"
    INCOME = "income"
    HOME = "home"
    HEALTH = "health"
    REACH = "reach"
    OTHER = "other"  # what only the policy file asks

    @property
    def called(self) -> Text:
        """What it is for people."""
        return Text(_TITLES[self])


_TITLES = {
    Part.PEOPLE: N_("The people in the household"),
    Part.INCOME: N_("Work and money"),
    Part.HOME: N_("Home and belongings"),
    Part.HEALTH: N_("Health and what is hard"),
    Part.REACH: N_("How we reach you, and your card"),
    Part.OTHER: N_("Further questions"),
}
_KEYS = {
    Part.PEOPLE: ("members", "marital_status", "hukou", "migrant", "high_fee_school"),
    Part.INCOME: ("self_work_status", "contract_start", "self_monthly_income", "other_annual_income", "business",
                  "rigid"),
    Part.HOME: ("housing_kind", "monthly_rent", "home_area", "home_address", "homes", "car"),
    Part.HEALTH: ("self_health", "main_cause", "other_causes", "loss_gross", "loss_compensated"),
    Part.REACH: ("bank_card", "name", "phone", "unit"),
}  # fmt: skip
_PART_OF = {key: part for part, keys in _KEYS.items() for key in keys}


def part_of(field: str) -> Part:
    """Return the part in which a question stands; costs that the policy lists (`rigid_…`) are money."""
    return _PART_OF.get("rigid" if field.startswith("rigid") else field, Part.OTHER)


class NothingToRecheck(Refusal):
    """There is no re-check to answer."""

    text = N_("There is no re-check to answer now. /file shows how the file stands, and takes what has changed.")


class PartsLeft(Refusal):
    """Something has not been said yet."""

    text = N_("Not every part has been answered yet. Here is the next one.")


class FileReadsOtherwise(Refusal):
    """Nobody says that it is still so of what they have not seen."""

    text = N_("The file has changed since you saw this part, so your press did not count. This is how it stands now.")
