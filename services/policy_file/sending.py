"""A policy that an administrator sends in the chat: kept, fetched, read; it is looked at outside of any transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from domain.forms import FileRef
from domain.platform.access import Action
from domain.platform.access import require as require_access
from domain.platform.messages import Message, key
from domain.platform.text import N_, Refusal, pack, say
from domain.policy_file.buttons import NewPolicy
from domain.policy_file.problems import PolicyProblem
from domain.policy_file.whole.source import MOST_CHARACTERS, source_of
from models.policy import SentPolicy
from models.procedure import Paper
from services.people import actor_of
from services.platform import audit, outbox
from services.platform.work import Work
from services.policy_file import cards
from services.policy_file.record import CALLED_OFF, FETCHING, SENT, WRONG, subject, wake

POLICY_PAPER = "policy_file"
MOST_BYTES = 4 * MOST_CHARACTERS
LONGEST_NAME, MOST_PROBLEMS = 60, 200


class PolicyTooLarge(Refusal):
    """More than any policy is."""

    text = N_("That file is larger than any policy is, so it was not read. Please look whether it is the right one.")


class PolicyNotFetched(Refusal):
    """The chat platform has the file no longer."""

    text = N_("Telegram did not hand the policy over, so nothing was changed. Please send it once more: /policy")


def keep_file(work: Work, files: Iterable[Mapping[str, Any]]) -> None:
    """Keep the policy that an administrator sent; it is read as soon as it is fetched. Raises NotForYou,
    PolicyTooLarge."""
    require_access(work.actor, Action.INSTALL_POLICY)
    for ref in map(FileRef.from_json, files):
        if ref.size > MOST_BYTES:
            raise PolicyTooLarge
        row = SentPolicy(
            person_id=work.person_id, file_name=name_of(ref.name), text="", sent_at=work.now, state=FETCHING
        )
        work.session.add(row)
        work.session.flush()
        work.session.add(_paper(work, ref, row))
    work.session.flush()


def _paper(work: Work, ref: FileRef, row: SentPolicy) -> Paper:
    return Paper(
        about=subject(row), kind=POLICY_PAPER, file_id=ref.file_id, unique_id=ref.unique_id, name=ref.name,
        mime=ref.mime, size=ref.size, added_by=work.person_id, added_at=work.now,
    )  # fmt: skip


def name_of(given: str) -> str:
    """Return a file name as it is kept: without a path, short, and ending in .toml."""
    plain = "".join(one for one in PurePath(given.replace("\\", "/")).name if one.isprintable())
    return f"{plain.removesuffix('.txt').removesuffix('.toml')[:LONGEST_NAME] or 'policy'}.toml"


def policy_fetched(work: Work, paper: Paper, content: bytes | None) -> None:
    """Take over what was sent (None: it cannot be fetched); whoever sent it is told what is wrong, or soon what it
    would change."""
    row = work.session.get_one(SentPolicy, int(paper.about.rpartition(":")[2]))
    if row.state != FETCHING:
        return
    try:
        require_access(actor_of(work.session, row.person_id, admin_ids=work.house.admin_ids), Action.INSTALL_POLICY)
        if content is None:
            raise PolicyNotFetched
        row.text, row.state = source_of(content, row.file_name).text, SENT
        audit.note(work, row.person_id, N_("sent a policy"), subject(row))
        wake(work)
    except PolicyProblem as problem:
        found_wrong(work, row, problem)
    except Refusal as refusal:
        row.state = CALLED_OFF
        again = key(say(N_("Send a policy")), NewPolicy())
        outbox.put(work, row.person_id, Message(refusal.said, ((again,),)), key=f"policy-sent:{row.id}:refused")


def found_wrong(work: Work, row: SentPolicy, problem: PolicyProblem) -> None:
    """Whoever sent it reads every problem with its line; nothing is changed."""
    row.state, row.problems = WRONG, [pack(one.said) for one in problem.problems[:MOST_PROBLEMS]]
    outbox.put(work, row.person_id, cards.card(work, row, row.person_id), key=f"policy-sent:{row.id}:wrong")
