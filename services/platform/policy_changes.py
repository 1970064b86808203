"""A policy file that changed while the bot runs: a good one is written down, and the administrators hear of either."""

import hashlib

from domain.platform.messages import Message
from domain.platform.text import N_, Joined, Nn_, Sayable, paragraphs, say, say_many
from domain.policy import Policy
from domain.policy_file.problems import PolicyProblem
from services.platform import outbox
from services.platform.policies import FileChange
from services.platform.work import Work

MOST_PROBLEMS = 10


def record(work: Work, change: FileChange) -> None:
    """Write a good policy down, and tell the administrators of a good or bad one, once for each text.

    Once that is committed, `PolicyBook.take` puts it in force.
    """
    book = work.house.policies
    if change.policy is not None and change.policy.version != book.current.version:
        book.keep_change(work.session, change.policy.version, change.text, now=work.now)
        _tell(work, _in_force(change.policy), f"policy:{change.policy.version}")
    if change.problem is not None:
        digest = hashlib.sha256(change.text.encode()).hexdigest()[:16]
        _tell(work, _refused(book.current, change.problem), f"policy-problem:{digest}")


def _tell(work: Work, said: Sayable, key: str) -> None:
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(said), key=f"{key}:{admin}")


def _in_force(policy: Policy) -> Sayable:
    return say(
        N_(
            "The changed policy is in force now: {name}, version {version}. Cases and seasons that have begun finish "
            "under the version they began with; only working days are counted by the newest calendar for all of them."
        ),
        name=policy.pack.name,
        version=policy.version,
    )


def _refused(current: Policy, problem: PolicyProblem) -> Sayable:
    shown = tuple(one.said for one in problem.problems[:MOST_PROBLEMS])
    more = len(problem.problems) - len(shown)
    return paragraphs(
        say(
            N_("The policy file was changed, but it cannot be used. Version {version} stays in force."),
            version=current.version,
        ),
        Joined(shown),
        say_many(*Nn_("and {count} more problem", "and {count} more problems"), more) if more else None,
    )
