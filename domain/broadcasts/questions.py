"""What officers are asked about a notice to many: the notice itself and its readers; why a colleague refuses it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.broadcasts.answers import texts_in
from domain.broadcasts.reader_questions import LANGUAGES, narrowing, unit_question
from domain.broadcasts.topics import TO_CHOOSE
from domain.forms import (
    ChoiceAnswer,
    Form,
    ManyChoicesAnswer,
    Option,
    PaperAnswer,
    Question,
    Scope,
    TextAnswer,
    answered,
)
from domain.platform.text import LOCALES, N_, NAMES, Arg, Text, say
from domain.policy import Policy

MOST = 3500  # UTF-16 units; Telegram takes 4,096, and a line of ours and a repetition's first line come on top
MOST_UNDER_FILE = 900  # the same for the words under a picture or file, of which Telegram takes 1,024
SECTION_NOTICE = say(N_("The notice"))


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
            _button(policy),
            unit_question(units),
            *narrowing(policy),
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


def _one_line(value: str, _scope: Scope) -> Text | None:
    """Whoever sends the whole notice here is asked for its name first."""
    if "\n" not in value.strip():
        return None
    return say(
        N_(
            "That looks like the notice itself. Please send a short name for it first, in one line; I ask for the "
            "words in a moment. Your message stays above, to be copied."
        )
    )


_TITLE = Question(
    key="title",
    prompt=say(N_("What shall colleagues call it? A few words.")),
    answer=TextAnswer(least=2, most=60),
    help=say(N_("It stands in your list and in the report. Workers do not see it.")),
    label=say(N_("Title for colleagues")),
    section=SECTION_NOTICE,
    check=_one_line,
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
_WRITTEN_IN = Question(
    key="written_in",
    prompt=say(N_("In which languages do you write it?")),
    answer=ManyChoicesAnswer(LANGUAGES, at_most=len(LANGUAGES)),
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


ASK = "ask_a_person"
ASK_LABEL = say(N_("🙋 Ask about this"))


def _button(policy: Policy) -> Question:
    return Question(
        key="button",
        prompt=say(N_("Should there be a button under it?")),
        answer=ChoiceAnswer((*(Option(one.key, one.title) for one in policy.programmes), Option(ASK, ASK_LABEL))),
        help=say(
            N_(
                "A programme: workers press it and come straight to the application, or read why it is not open to "
                "them. “Ask about this”: what they ask reaches the officer of their unit, who answers here; choose it "
                "if the notice says that somebody reads replies."
            )
        ),
        label=say(N_("Button")),
        section=SECTION_NOTICE,
        optional=True,
        skip_label=say(N_("Without a button")),
    )


def refusal_form(title: Arg) -> Form:
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
