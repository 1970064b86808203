"""The form in which officers write a notice: readers, words, button and file, also to change one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.aid.buttons import ApplyTo
from domain.broadcasts.answers import answers_for, audience_in, texts_in
from domain.broadcasts.audience import words_in
from domain.broadcasts.buttons import AskAboutNotice, NewBroadcast
from domain.broadcasts.questions import ASK, ASK_LABEL, broadcast_form
from domain.broadcasts.reader_questions import MOST_UNITS_SHOWN
from domain.forms import FileRef, Form, Option
from domain.platform.access import Action
from domain.platform.buttons import decode
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Local, lines, say
from handlers.forms import Conversation, begin, filled_in, register
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import broadcasts, units
from services.forms import Draft


def new(turn: Turn, _press: NewBroadcast) -> None:
    """Begin a notice."""
    begin(turn, "broadcast", below=True)


def _units(turn: Turn) -> list[Option]:
    found = broadcasts.units_covered(turn.work, most=MOST_UNITS_SHOWN + 1)
    return [Option(str(unit.id), lines(unit.name)) for unit in found]


def _form(turn: Turn, _draft: Draft) -> Form:
    return broadcast_form(turn.house.policies.current, _units(turn))


def _find_units(turn: Turn, _kind: str, query: str) -> Sequence[tuple[int | str, str]]:
    return [(unit.id, unit.name) for unit in broadcasts.search_units(turn.work, query)]


def _written(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    """Keep the notice and show it, with a file once that is there; the one that it takes the place of is over."""
    one = broadcasts.write(
        turn.work,
        topic=answers["topic"],
        title=answers["title"],
        message=_message(turn, answers),
        audience=audience_in(answers),
        file=_file(answers.get("file") or []),
        instead_of=int(draft.subject) if draft.subject else None,
    )
    if one.awaits_file:
        turn.show(say(N_("Thank you, it is kept.")))
    else:
        turn.show(say(N_("Thank you. This is how readers see it, in each language it is written in:")))
        broadcasts.preview(turn.work, one)
    broadcasts.show(turn.work, one)


def _message(turn: Turn, answers: Mapping[str, Any]) -> Message:
    programmes = {one.key: key(one.title, ApplyTo(one.key)) for one in turn.house.policies.current.programmes}
    chosen = {**programmes, ASK: key(ASK_LABEL, AskAboutNotice())}.get(answers.get("button", ""))
    keys: Keys = ((chosen,),) if chosen is not None else ()
    return Message(Local(texts_in(answers)), keys)


def _file(files: Sequence[Mapping[str, Any]]) -> FileRef | None:
    return FileRef.from_json(files[0]) if files else None


def _known(turn: Turn, subject: str) -> Mapping[str, Any]:
    """Return the answers of the notice that is to be changed."""
    if not subject:
        return {}
    old = broadcasts.view(turn.work, int(subject))
    words = words_in(old.message)
    button = decode(old.message.keys[0][0].press) if old.message.keys else None
    found = _units(turn)
    unit_id = old.audience.unit_id
    answers = {
        "topic": old.topic,
        "title": str(old.title),
        **({"file": [old.file.to_json()]} if old.file is not None else {}),
        **({"button": button.programme} if isinstance(button, ApplyTo) else {}),
        **({"button": ASK} if isinstance(button, AskAboutNotice) else {}),
        **answers_for(
            old.audience,
            words.by_locale if words else {},
            units.unit_name(turn.session, unit_id) if unit_id is not None else "",
            few_units=len(found) <= MOST_UNITS_SHOWN,
        ),
    }
    return filled_in(broadcast_form(turn.house.policies.current, found), answers)


register(
    Conversation(
        "broadcast",
        Action.SEND_BROADCAST,
        _form,
        _written,
        lookup=_find_units,
        prefill=_known,
        name=say(N_("a notice to workers")),
    )
)

ROUTES: list[Route] = [
    Press(NewBroadcast, Action.SEND_BROADCAST, new),
]
