"""A policy file that changed while the bot runs: a good one is written down, and the administrators hear of either."""

import hashlib
from collections.abc import Sequence

from sqlmodel import col, func, select

from domain.platform.messages import Message
from domain.platform.text import N_, Joined, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.policy import Policy
from domain.policy_file.problems import PolicyProblem
from services.platform import audit, outbox
from services.platform.audit import Audit
from services.platform.policies import FileChange
from services.platform.work import Work

MOST_PROBLEMS, MOST_DIFFERENCES = 10, 30
FILE, BAD = "policy:file", "bad "


def begun(work: Work) -> None:
    """The program starts, which it does with a good file only: it is written down, and what was told before is over."""
    work.house.policies.keep(work.session, now=work.now)
    if _last(work).startswith(BAD):
        _note(work, _good(work.house.policies.current))


def record(work: Work, change: FileChange) -> None:
    """Write a good policy down, and tell the administrators of every state of the file once, however many processes
    look at it: a bad one, a good one, and a bad one again.

    Once that is committed, `PolicyBook.take` puts it in force.
    """
    book, last = work.house.policies, _last(work)
    if change.problem is not None:
        state, said = _bad(change), _refused(book.current, change.problem)
    else:
        assert change.policy is not None
        is_new = change.policy.version != book.current.version
        if is_new:
            book.keep_change(work.session, change.policy.version, change.text, now=work.now)
        elif not last.startswith(BAD):
            return
        state = _good(change.policy)
        said = _in_force(change.policy, book.difference(change)) if is_new else _mended(change.policy)
    if state != last:
        _tell(work, said, f"policy:{_note(work, state)}:{state}")


def tell_effect(work: Work, said: Sayable) -> None:
    """Tell the administrators what the policy that came in force changes for the households on file, once."""
    heading = say(N_("<b>What the changed policy means for the households on file</b>"))
    _tell(work, paragraphs(heading, said), f"policy:effect:{_last(work)}:{_many(work)}")


def _bad(change: FileChange) -> str:
    assert change.problem is not None
    return BAD + hashlib.sha256(change.seen + str(change.problem).encode()).hexdigest()[:16]


def _good(policy: Policy) -> str:
    return f"good {policy.version}"


def _last(work: Work) -> str:
    """Return the state of the file that was noted last, "" at first."""
    return next((one.detail for one in audit.trail_of(work.session, FILE, most=1)), "")


def _note(work: Work, state: str) -> int:
    """Write a state of the file into the trail; returns how many there were before, the same for every process."""
    many = _many(work)
    audit.note(work, None, N_("the policy file changed"), FILE, detail=state)
    return many


def _many(work: Work) -> int:
    return work.session.scalar(select(func.count()).where(col(Audit.subject) == FILE)) or 0


def _tell(work: Work, said: Sayable, key: str) -> None:
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(said), key=f"{key}:{admin}")


def _mended(policy: Policy) -> Sayable:
    source = N_("The policy file can be used again. Version {version} is in force, as before.")
    return say(source, version=policy.version)


def _in_force(policy: Policy, difference: Sequence[Sayable]) -> Sayable:
    more = len(difference) - MOST_DIFFERENCES
    return paragraphs(
        _taken_over(policy),
        lines(
            say(N_("<b>What has changed</b>")),
            *difference[:MOST_DIFFERENCES],
            say_many(*Nn_("and {count} more difference", "and {count} more differences"), more) if more > 0 else None,
        )
        if difference
        else None,
    )


def _taken_over(policy: Policy) -> Sayable:
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
