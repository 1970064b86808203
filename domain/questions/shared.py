"""Questions and helpers that several forms share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.forms.conditions import Condition, answered, any_of, satisfies
from domain.forms.form import Question
from domain.forms.kinds import IMAGE, PDF, BankCardAnswer, Option, PaperAnswer, ResidentIdAnswer
from domain.forms.replies import FileRef
from domain.platform.text import N_, Sayable, say
from domain.policy import Option as PolicyOption
from domain.policy import Paper, Policy

PAPER_PREFIX = "paper_"

SECTION_YOU = say(N_("About you"))
SECTION_HOME = say(N_("Home and property"))
SECTION_FAMILY = say(N_("Your household"))
SECTION_MONEY = say(N_("Income and expenses"))
SECTION_CAUSE = say(N_("What happened"))
SECTION_PAPERS = say(N_("Papers"))
SECTION_PAYMENT = say(N_("Payment"))


def as_options(options: Sequence[PolicyOption]) -> tuple[Option, ...]:
    """Turn the choices of a policy file into options of a question."""
    return tuple(Option(option.key, option.text) for option in options)


def policy_options(policy: Policy, name: str) -> tuple[Option, ...]:
    """Return a list of choices of the policy as options."""
    return as_options(policy.options(name))


def paper_question(paper: Paper, ask_if: Condition | None = None) -> Question:
    """Ask for photos or PDFs of one paper, now or later; the answer stands under "paper_<key of the paper>"."""
    kinds = tuple(kind for name, kind in (("photo", IMAGE), ("pdf", PDF)) if name in paper.formats)
    plain = say(
        N_(
            "Lay the paper flat in good light and take a photo of every page. If you do not have it at hand, say that "
            "you will bring it later: your application goes on, and you can add it under /cases."
        )
    )
    return Question(
        key=f"{PAPER_PREFIX}{paper.key}",
        prompt=say(N_("Please send: {paper}"), paper=paper.text),
        answer=PaperAnswer(kinds),
        help=paper.help or plain,
        label=paper.text,
        ask_if=ask_if,
        optional=True,
        section=SECTION_PAPERS,
    )


def paper_files(answers: Mapping[str, Any]) -> dict[str, tuple[FileRef, ...]]:
    """Return the files by paper key from a form's answers; a paper to be brought later has none."""
    papers = {key.removeprefix(PAPER_PREFIX): files for key, files in answers.items() if key.startswith(PAPER_PREFIX)}
    return {key: tuple(FileRef.from_json(file) for file in files) for key, files in papers.items()}


def cause_among(*causes: str) -> Condition:
    """The main cause or one of the others is among these."""
    return any_of(answered("main_cause", *causes), answered("other_causes", *causes))


def resident_id_question(prompt: Sayable, help_text: Sayable, *, ask_if: Condition | None = None) -> Question:
    """Ask for a resident id number; the message is deleted once read, the number shown masked."""
    return Question(
        key="resident_id",
        prompt=prompt,
        answer=ResidentIdAnswer(),
        help=help_text,
        label=say(N_("Resident id")),
        ask_if=ask_if,
        sensitive=True,
    )


def bank_card_question(
    key: str, prompt: Sayable, help_text: Sayable, label: Sayable, *, ask_if: Condition | None = None
) -> Question:
    """Ask for a bank card number; the message is deleted once read, the number shown masked."""
    return Question(
        key=key,
        prompt=prompt,
        answer=BankCardAnswer(),
        help=help_text,
        label=label,
        ask_if=ask_if,
        sensitive=True,
        section=SECTION_PAYMENT,
    )


SOMEBODY_STUDIES = satisfies(
    "somebody in the household studies",
    lambda scope: any(member.get("work_status") == "student" for member in scope.get("members") or ()),
)
