"""The small forms by which a change of what is on record is asked for."""

from __future__ import annotations

from dataclasses import replace

from domain.changes.asked import NOTE, PROOF, Asked
from domain.changes.change import What
from domain.forms import IMAGE, PDF, Form, PaperAnswer, Question, TextAnswer, named
from domain.platform.text import N_, Sayable, lines, say


def change_form(
    asked: Asked, title: Sayable, intro: Sayable, *, by_worker: bool, papers: Sayable | None = None
) -> Form:
    """Build the form of a change. Answers: those of `Asked.questions`, `change_note`, `change_proof` (files); `papers`
    are those that prove what has happened, where that was said."""
    proof = _with_papers(_PROOF_OF_WORKER if by_worker else _PROOF, papers)
    plain = by_worker or asked.what in (What.OFF, What.HEAD, What.CLOSE)
    intro = intro if plain else lines(intro, _OF_WORKER)
    note = () if asked.is_to_follow else (_NOTE,)
    return Form(
        key="change",
        title=title,
        questions=(_WHY,) if asked.what is What.OFF else (*asked.questions(), *note, proof),
        intro=intro,
        declaration=_DECLARED if by_worker else _CONFIRMED_BY_ANOTHER,
    )


def _with_papers(proof: Question, papers: Sayable | None) -> Question:
    if papers is None:
        return proof
    return replace(proof, prompt=lines(say(N_("It takes {papers}."), papers=papers), proof.prompt))


def number_form(asked: Asked, name: str) -> Form:
    """Ask for the number of somebody that was not at hand. Answers: `resident_id`."""
    question = asked.questions()[0]
    question = replace(question, prompt=named(question.prompt, name))
    return Form(key="number", title=say(N_("Add a number")), questions=(question,), summary=False)


_OF_WORKER = say(N_("(The questions are put as to the worker: “you” is the worker.)"))
_NOTE = Question(
    key=NOTE,
    prompt=say(N_("In a few words: what has happened, and since when?")),
    answer=TextAnswer(least=2, most=300),
    help=say(N_("Whoever confirms it reads this beside the old and the new answer.")),
    label=say(N_("What has happened")),
)
_WHY = replace(
    _NOTE,
    prompt=say(N_("Is there something that whoever confirms it should know? A few words are enough.")),
    optional=True,
)
_PROOF = Question(
    key=PROOF,
    prompt=say(N_("Please send a photo of what proves it, or press “Seen at the visit”.")),
    answer=PaperAnswer(kinds=(IMAGE, PDF)),
    help=say(N_("A pay slip, a certificate, the household book ... The colleague who confirms the change sees it.")),
    label=say(N_("Proof")),
    optional=True,
    skip_label=say(N_("Seen at the visit")),
)
_PROOF_OF_WORKER = replace(
    _PROOF,
    prompt=say(N_("Please send a photo of what proves it.")),
    help=say(
        N_(
            "A pay slip, a certificate, the household book ... If you have nothing in writing, ask your case officer "
            "to record the change at a visit: /officer"
        )
    ),
    optional=False,
    skip_label=None,
)
_DECLARED = say(
    N_(
        "I declare that this is true and complete. It counts once an officer has confirmed it, and I am told here what "
        "came of it."
    )
)
_CONFIRMED_BY_ANOTHER = say(
    N_("A colleague confirms it before it counts, and the worker reads the old and the new answer.")
)
