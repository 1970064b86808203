"""What officers are asked about the readers of a notice: of which unit, and everybody there or only some."""

from __future__ import annotations

from collections.abc import Sequence

from domain.forms import ChoiceAnswer, LookupAnswer, ManyChoicesAnswer, Option, Question, answered
from domain.platform.text import LOCALES, N_, NAMES, Text, lines, say
from domain.policy import Policy
from domain.policy.questions import as_options

MOST_UNITS_SHOWN = 12
SECTION_READERS = say(N_("The readers"))
LANGUAGES = tuple(Option(locale, lines(NAMES[locale])) for locale in LOCALES)
LABELS = {
    "classes": say(N_("Classes of hardship")),
    "causes": say(N_("Causes")),
    "season": say(N_("Audience of a season")),
    "programme": say(N_("Applied or not")),
    "locales": say(N_("Languages")),
}


def unit_question(units: Sequence[Option]) -> Question:
    """Ask for the unit: chosen where there are few, else looked up."""
    few = len(units) <= MOST_UNITS_SHOWN
    return Question(
        key="unit",
        prompt=say(N_("For the workers of which unit? It includes all units below it.")),
        answer=ChoiceAnswer(tuple(units)) if few else LookupAnswer("broadcast_unit"),
        help=say(N_("You can write to the units you cover. A part of the name is enough to find one.")),
        label=say(N_("Unit")),
        section=SECTION_READERS,
    )


def narrowing(policy: Policy) -> tuple[Question, ...]:
    """Ask by what the readers are narrowed down, then for each of it."""
    classes = tuple(Option(one.value, one.heading) for one in policy.every_class)  # of every list
    seasons = tuple(Option(one.key, one.title) for one in policy.seasons if one.enabled)
    programmes = tuple(Option(one.key, one.title) for one in policy.programmes)
    causes = as_options(policy.options("cause"), of_office=True)
    ways = [Option(key, label) for key, label in LABELS.items()
            if not (key == "season" and not seasons) and not (key == "programme" and not programmes)]  # fmt: skip
    narrow = Question(
        key="narrow",
        prompt=say(N_("Does everybody there get it, or only some?")),
        answer=ManyChoicesAnswer(tuple(ways), at_most=len(ways)),
        help=say(N_("Choose by what you want to narrow it down; I ask for each then. A reader must meet all of it.")),
        label=say(N_("Narrowed down by")),
        hint=say(N_("For some: choose by what to narrow it down, then press Done.")),
        section=SECTION_READERS,
        optional=True,
        skip_label=say(N_("Everybody")),
    )
    return (
        narrow,
        _many("classes", say(N_("Only households of which classes?")), classes),
        _many("causes", say(N_("Only households with which main causes?")), causes),
        *((_one("season", say(N_("Only the households of which season?")), seasons),) if seasons else ()),
        *(
            (_one("programme", say(N_("Whose applications count: for which programme?")), programmes), _APPLIED)
            if programmes
            else ()
        ),
        _many("locales", say(N_("Only people who read which languages?")), LANGUAGES),
    )


_BY_FILE = say(N_("Households are chosen by their file when the readers are counted; the worker on the file gets it."))
HELP = {
    "classes": _BY_FILE,
    "causes": _BY_FILE,
    "season": _BY_FILE,
    "programme": say(N_("Next you choose whether it goes to those who have applied, or to those who have not.")),
    "locales": say(
        N_(
            "What counts is the language people have chosen in the bot. Those who read another one do not get the "
            "notice."
        )
    ),
}
_APPLIED = Question(
    key="applied",
    prompt=say(N_("Those who have applied for it, or those who have not?")),
    answer=ChoiceAnswer(
        (
            Option("yes", say(N_("Have applied"))),
            Option("no", say(N_("Have a file, but have not applied"))),
        )
    ),
    help=say(N_("Applications count as they stand when the readers are counted.")),
    label=say(N_("Applied or not")),
    section=SECTION_READERS,
    ask_if=answered("narrow", "programme"),
)


def _many(key: str, prompt: Text, options: tuple[Option, ...]) -> Question:
    return Question(
        key=key,
        prompt=prompt,
        answer=ManyChoicesAnswer(options, at_most=len(options)),
        help=HELP[key],
        label=LABELS[key],
        section=SECTION_READERS,
        ask_if=answered("narrow", key),
    )


def _one(key: str, prompt: Text, options: tuple[Option, ...]) -> Question:
    return Question(
        key=key,
        prompt=prompt,
        answer=ChoiceAnswer(options),
        help=HELP[key],
        label=say(N_("Programme")) if key == "programme" else LABELS[key],
        section=SECTION_READERS,
        ask_if=answered("narrow", key),
    )
