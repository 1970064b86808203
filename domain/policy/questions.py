"""Questions made of a policy: its choices as options, and one question for each paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.forms import IMAGE, PDF, Condition, FileRef, Option, PaperAnswer, Question
from domain.platform.text import N_, Text, say
from domain.policy.model import Policy
from domain.policy.options import Option as PolicyOption
from domain.policy.options import Paper

PAPER_PREFIX = "paper_"

SECTION_PAPERS = say(N_("Papers"))


def as_options(options: Sequence[PolicyOption], *, of_office: bool = False) -> tuple[Option, ...]:
    """Turn the choices of a policy file into options of a question, in the words of a worker or of the office."""
    return tuple(Option(option.key, option.text if of_office else option.asked, said=option.said) for option in options)


def policy_options(policy: Policy, name: str, *, of_office: bool = False) -> tuple[Option, ...]:
    """Return a list of choices of the policy as options, in the words of a worker or of the office."""
    return as_options(policy.options(name), of_office=of_office)


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


TAKEN_OUT = say(
    N_(
        "Photos that show the number of an identity paper or a card go from this chat as soon as they are safely kept. "
        "After two days Telegram no longer lets me; then please delete them yourself."
    )
)


def taken_out(answers: Mapping[str, Any], policy: Policy) -> Text | None:
    """Return what is said of the photos among a form's answers that are taken out of the chat, if there are any."""
    there = (key for key, files in paper_files(answers).items() if files)
    return TAKEN_OUT if any(policy.is_identity(key) for key in there) else None


def paper_files(answers: Mapping[str, Any]) -> dict[str, tuple[FileRef, ...]]:
    """Return the files by paper key from a form's answers; a paper to be brought later has none."""
    papers = {key.removeprefix(PAPER_PREFIX): files for key, files in answers.items() if key.startswith(PAPER_PREFIX)}
    return {key: tuple(FileRef.from_json(file) for file in files) for key, files in papers.items()}
