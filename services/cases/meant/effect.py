"""Decisions take effect by the same road as if they counted at once, as whoever made them, each by itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from domain.platform.access import Actor
from domain.platform.messages import Message
from domain.platform.text import N_, Refusal, Sayable, lines, say
from domain.procedure.meant.rules import Act
from services import people
from services.cases.pay_list import lists_moved
from services.platform import outbox
from services.platform.undo import undone_when_refused
from services.platform.work import Work
from services.procedure import Meant, begin_effect, decide, due, enter, follow, not_in_effect, waiting_of


@dataclass(frozen=True, slots=True)
class InEffect:
    """What took effect at once: how many, and why the others did not, by the number of the case."""

    done: int
    left: tuple[Sayable, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A decision that has taken effect: whose, on which case, and the number of the file that it opened."""

    meant_id: int
    case_id: int
    number: str
    officer_id: int
    file_number: str | None


class Failed(Refusal):
    """A mistake of the program: it is undone like a refusal, told, and nobody waits behind it."""

    text = N_("Something went wrong on our side, and the administrators are told. Please decide once more.")


def carry_out(work: Work) -> None:
    """Let what officers decided take effect once they can take it back no longer; again, it changes nothing."""
    waiting = due(work)
    actors = {officer: people.actor_of(work.session, officer, admin_ids=work.house.admin_ids)
              for officer in sorted({officer for _, officer in waiting})}  # fmt: skip
    if waiting:
        _all(work, [(meant_id, actors[officer]) for meant_id, officer in waiting])


def at_once(work: Work, meant_id: int, *, all_together: bool) -> InEffect:
    """Let what whoever acts has decided take effect now; raises NotForYou, InEffect, NotAnyMore as `take_back` does."""
    rows = waiting_of(work, meant_id, all_together=all_together)
    left = _all(work, [(row.id, work.actor) for row in rows])
    return InEffect(len(rows) - len(left), left)


def _all(work: Work, waiting: Iterable[tuple[int, Actor]]) -> tuple[Sayable, ...]:
    ids, done, left = [], list[Done](), list[Sayable]()
    for meant_id, actor in waiting:
        ids.append(meant_id)
        try:
            with undone_when_refused(work.session):
                done += _one(work.by(actor), meant_id)
        except Refusal as refusal:
            not_in_effect(work, meant_id, refusal.said)
            left.append(refusal.said)
            if isinstance(refusal, Failed):
                _tell_administrators(work, meant_id)
    lists_moved(work, [one.case_id for one in done])
    follow(work, ids)
    _tell_of_files(work, done)
    return tuple(left)


def _tell_administrators(work: Work, meant_id: int) -> None:
    text = N_("An officer's decision could not take effect because of a mistake of the program. They were told.")
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(say(text)), key=f"meant-failed:{meant_id}:{admin}")


def _tell_of_files(work: Work, done: Iterable[Done]) -> None:
    """Whoever entered learns the numbers of the files that are open now, which they could not be told before."""
    opened: dict[int, list[Done]] = {}
    for one in done:
        if one.file_number is not None:
            opened.setdefault(one.officer_id, []).append(one)
    for officer_id, files in opened.items():
        source = N_("The worker is told now: case {number} is household file <b>{file}</b>.")
        told = (say(source, number=one.number, file=one.file_number or "") for one in files)
        once = f"entered:{files[0].meant_id}"
        outbox.put(work, officer_id, Message(lines(*told)), key=once, priority=outbox.EVENT)


def _one(work: Work, meant_id: int) -> list[Done]:
    """Let one take effect and return what is done; a mistake of the program is told and undone, what the database
    refuses for the moment is not caught: all of it is tried again."""
    try:
        meant = begin_effect(work, meant_id)
        if meant is None:
            return []
        file_number = _act(work, meant)
    except (Refusal, DBAPIError):
        raise
    except Exception as mistake:
        raise Failed from mistake
    return [Done(meant.id, meant.case_id, meant.number, meant.officer_id, file_number)]


def _act(work: Work, meant: Meant) -> str | None:
    """Do what was decided; return the number of the file that an entry opened."""
    if meant.act is Act.ENTER:
        return enter(work, meant.case_id, meant.version, meant.answers["number"], at_once=True)
    decide(work, meant.case_id, meant.version, meant.verdict, reason=meant.reason, answers=meant.answers,
           at_once=True)  # fmt: skip
    return None
