"""What officers are asked about a notice to many: the notice itself, the moment it goes out, a refusal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from domain.broadcasts.audience import Audience
from domain.forms import (
    ChoiceAnswer,
    Form,
    LookupAnswer,
    ManyChoicesAnswer,
    Option,
    PaperAnswer,
    Question,
    Scope,
    TextAnswer,
    answered,
    parse_date,
)
from domain.households.classes import HouseholdClass
from domain.platform.text import LOCALES, N_, NAMES, Sayable, Text, lines, say
from domain.policy import Policy
from domain.policy.questions import as_options
from domain.policy.seasons import Topic

MOST = 3500  # UTF-16 units; Telegram takes 4,096, and a line of ours and a repetition's first line come on top
MOST_UNDER_FILE = 900  # the same for the words under a picture or file, of which Telegram takes 1,024
MOST_UNITS_SHOWN = 12
LATEST_DAYS = 365
TOPICS: Mapping[Topic, Text] = {
    Topic.SEASONAL: say(N_("Seasonal help")),
    Topic.PROGRAMMES: say(N_("Aid programmes")),
    Topic.TRAINING_JOBS: say(N_("Jobs and training")),
    Topic.SAFETY: say(N_("Safety")),
}
TO_CHOOSE: Mapping[Topic, Text] = {topic: label for topic, label in TOPICS.items() if topic.can_be_muted}
EXCLUDED: Mapping[str, str] = {
    "not_registered": N_("not registered: {count}"),
    "blocked": N_("blocked the bot: {count}"),
    "muted": N_("do not want this topic: {count}"),
    "other_language": N_("read another language: {count}"),
}
LABELS = {
    "classes": say(N_("Classes of hardship")),
    "causes": say(N_("Causes")),
    "season": say(N_("Audience of a season")),
    "programme": say(N_("Applied or not")),
    "locales": say(N_("Languages")),
}
SECTION_NOTICE, SECTION_READERS = say(N_("The notice")), say(N_("The readers"))

# The notice ----------------------------------------------------------------------------------------------------------


def broadcast_form(policy: Policy, units: Sequence[Option]) -> Form:
    """Ask for a notice. Answers: `topic`, `title`, `file`, `written_in`, `text_<locale>`, `button`, `unit`, more.

    The unit is chosen where there are few, else looked up. Read them with `texts_in` and `audience_in`.
    """
    return Form(
        key="broadcast",
        title=say(N_("Notice to workers")),
        questions=(
            _TOPIC,
            _TITLE,
            _FILE,
            _WRITTEN_IN,
            *(_text(locale) for locale in LOCALES),
            *_button(policy),
            _unit(units),
            *_narrowing(policy),
        ),
    )


_TOPIC = Question(
    key="topic",
    prompt=say(N_("What is the notice about?")),
    answer=ChoiceAnswer(tuple(Option(topic.value, label) for topic, label in TO_CHOOSE.items())),
    help=say(
        N_("Workers choose which of these they want to hear of. Those who have turned it off do not get the notice.")
    ),
    label=say(N_("Topic")),
    section=SECTION_NOTICE,
)
_TITLE = Question(
    key="title",
    prompt=say(N_("What shall colleagues call it? A few words.")),
    answer=TextAnswer(least=2, most=60),
    help=say(N_("It stands in your list and in the report. Workers do not see it.")),
    label=say(N_("Title for colleagues")),
    section=SECTION_NOTICE,
)


def units_of(text: str) -> int:
    """Return the length of a text as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _text_fits(value: str, scope: Scope) -> Text | None:
    """A text under a picture is shorter; what is too long stays above in the chat, to be copied and shortened."""
    most = MOST_UNDER_FILE if scope.get("file") else MOST
    if units_of(value) <= most:
        return None
    under_file = N_(
        "That is {length} characters, and {most} fit under a picture or file. Please copy your message, shorten it and "
        "send it again; or go back and leave the picture out, then {more} fit."
    )
    plain = N_(
        "That is {length} characters, and {most} fit into a notice. Please copy your message, shorten it and send it "
        "again. Your other answers are kept."
    )
    length, more = str(units_of(value)), str(MOST)
    if most == MOST_UNDER_FILE:
        return say(under_file, length=length, most=str(most), more=more)
    return say(plain, length=length, most=str(most))


def _file_fits(_value: Any, scope: Scope) -> Text | None:
    """A picture that comes after long texts would cut them off."""
    longest = max((units_of(text) for text in texts_in(_given(scope)).values()), default=0)
    if longest <= MOST_UNDER_FILE:
        return None
    source = N_(
        "Your longest text has {length} characters, and {most} fit under a picture or file. Please shorten the text "
        "first, or send the notice without a picture. Nothing is lost."
    )
    return say(source, length=str(longest), most=str(MOST_UNDER_FILE))


def _given(scope: Scope) -> dict[str, Any]:
    return {key: value for key, value in scope.answers.items() if value is not None}


_FILE = Question(
    key="file",
    prompt=say(N_("Should a picture or a PDF go with it? Then send it now.")),
    answer=PaperAnswer(at_most=1),
    help=say(N_("Under a picture or file there is room for 900 characters of text, without one for 3,500.")),
    label=say(N_("Picture or file")),
    section=SECTION_NOTICE,
    optional=True,
    check=_file_fits,
    skip_label=say(N_("Without either")),
)
_LANGUAGES = tuple(Option(locale, lines(NAMES[locale])) for locale in LOCALES)
_WRITTEN_IN = Question(
    key="written_in",
    prompt=say(N_("In which languages do you write it?")),
    answer=ManyChoicesAnswer(_LANGUAGES, at_most=len(_LANGUAGES)),
    help=say(N_("People who read a language you leave out get the nearest one you wrote.")),
    label=say(N_("Written in")),
    section=SECTION_NOTICE,
)


def _text(locale: str) -> Question:
    return Question(
        key=f"text_{locale}",
        prompt=say(N_("Please send the words of the notice. Language: {language}"), language=NAMES[locale]),
        answer=TextAnswer(least=2, most=10_000),
        help=say(
            N_(
                "Links can stand in the text as they are. The text is sent as you write it, without bold or colours. "
                "Before it goes out you see it as readers will."
            )
        ),
        label=say(N_("Text, {language}"), language=NAMES[locale]),
        hint=say(N_("Up to 3,500 characters, 900 under a picture or file.")),
        section=SECTION_NOTICE,
        ask_if=answered("written_in", locale),
        check=_text_fits,
    )


def _button(policy: Policy) -> tuple[Question, ...]:
    if not policy.programmes:
        return ()
    options = tuple(Option(one.key, one.title) for one in policy.programmes)
    question = Question(
        key="button",
        prompt=say(N_("Should a button under it lead to a programme?")),
        answer=ChoiceAnswer(options),
        help=say(N_("Workers press it and come straight to the application, or read why it is not open to them.")),
        label=say(N_("Button")),
        section=SECTION_NOTICE,
        optional=True,
        skip_label=say(N_("Without a button")),
    )
    return (question,)


# The readers ---------------------------------------------------------------------------------------------------------


def _unit(units: Sequence[Option]) -> Question:
    few = len(units) <= MOST_UNITS_SHOWN
    return Question(
        key="unit",
        prompt=say(N_("For the workers of which unit? It includes all units below it.")),
        answer=ChoiceAnswer(tuple(units)) if few else LookupAnswer("broadcast_unit"),
        help=say(N_("You can write to the units you cover. A part of the name is enough to find one.")),
        label=say(N_("Unit")),
        section=SECTION_READERS,
    )


def _narrowing(policy: Policy) -> tuple[Question, ...]:
    classes = tuple(Option(one.value, one.heading) for one in HouseholdClass if one.gets_file)
    seasons = tuple(Option(one.key, one.title) for one in policy.seasons if one.enabled)
    programmes = tuple(Option(one.key, one.title) for one in policy.programmes)
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
        _many("causes", say(N_("Only households with which main causes?")), as_options(policy.options("cause"))),
        *((_one("season", say(N_("Only the households of which season?")), seasons),) if seasons else ()),
        *(
            (_one("programme", say(N_("Whose applications count: for which programme?")), programmes), _APPLIED)
            if programmes
            else ()
        ),
        _many("locales", say(N_("Only people who read which languages?")), _LANGUAGES),
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


# The answers, read ---------------------------------------------------------------------------------------------------


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
    return str(unit_id) if few_units else {"id": unit_id, "label": label}


# When it goes out ----------------------------------------------------------------------------------------------------

_MOMENT = re.compile(r"(?P<day>\S+?)[ T]*(?P<hour>[0-9]{1,2})[:点點时時](?P<minute>[0-9]{2})?分?")


def time_form(now: datetime, days: Sequence[tuple[date, Sayable]], title: str) -> Form:
    """Ask when a notice goes out; `now` is local, `days` are offered, at nine. Answers: `when`, perhaps `moment`."""
    offered = tuple(Option(f"{day:%Y%m%d}", label) for day, label in days)
    other = Option("other", say(N_("Another time")))
    when = Question(
        key="when",
        prompt=say(N_("When shall it go out?")),
        answer=ChoiceAnswer((*offered, other)),
        help=say(N_("In quiet hours nothing goes out; a notice for such a time goes out when they are over.")),
        label=say(N_("Goes out")),
    )
    moment = Question(
        key="moment",
        prompt=say(N_("Please send the day and the time.")),
        answer=TextAnswer(least=1, most=40),
        help=say(N_("Year, month, day, and the time from 0:00 to 23:59, as the clock says it here.")),
        label=say(N_("Day and time")),
        hint=say(N_("For example {example}."), example=f"{now.date() + timedelta(days=2)} 09:00"),
        ask_if=answered("when", "other"),
        check=lambda value, _scope: _wrong_moment(value, now),
    )
    return Form(key="broadcast_time", title=say(N_("When “{title}” goes out"), title=title),
                questions=(when, moment), summary=False)  # fmt: skip


def parse_moment(text: str, zone: tzinfo | None) -> datetime | None:
    """Read 2026-12-01 09:00, 2026年12月1日 9点 and the like, full width too; None when it is no moment."""
    found = _MOMENT.fullmatch(" ".join(unicodedata.normalize("NFKC", text).split()))
    day = parse_date(found["day"]) if found else None
    if found is None or day is None or int(found["hour"]) > 23 or int(found["minute"] or 0) > 59:
        return None
    return datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"] or 0), tzinfo=zone)


def _wrong_moment(value: str, now: datetime) -> Text | None:
    moment = parse_moment(value, now.tzinfo)
    if moment is None:
        return say(N_("I could not read that. Please send day and time like this: {example}."),
                   example=f"{now.date() + timedelta(days=2)} 09:00")  # fmt: skip
    if moment <= now:
        return say(N_("{moment} has passed already. Please send a time that is still to come."), moment=moment)
    if moment > now + timedelta(days=LATEST_DAYS):
        return say(N_("That is more than a year away. Please choose an earlier day."))
    return None


def moment_in(answers: Mapping[str, Any], zone: tzinfo) -> datetime:
    """Return the moment that was chosen, in the zone."""
    if answers["when"] == "other":
        moment = parse_moment(answers["moment"], zone)
        assert moment is not None
        return moment
    return datetime.strptime(f"{answers['when']}09", "%Y%m%d%H").replace(tzinfo=zone)


def refusal_form(title: str) -> Form:
    """Ask why a colleague's notice should not go out. Answers: `reason`."""
    question = Question(
        key="reason",
        prompt=say(N_("Why should it not go out? Your colleague reads it.")),
        answer=TextAnswer(least=2, most=500),
        help=say(N_("Say what should be different; your colleague can change the notice and send it again.")),
        label=say(N_("Reason")),
    )
    return Form(
        key="broadcast_refusal", title=say(N_("“{title}” is refused"), title=title), questions=(question,),
        summary=False,
    )  # fmt: skip
