"""A policy file that changed while the bot runs: a good one is written down, and the administrators hear of either."""

import hashlib
from collections.abc import Sequence

from sqlmodel import col, func, select

from domain.platform.messages import Attachment, Message
from domain.platform.text import N_, Joined, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.policy import Policy
from domain.policy_file.comparing.effect import Effect
from domain.policy_file.comparing.picture import picture
from domain.policy_file.comparing.told import effect_said, headline
from domain.policy_file.problems import PolicyProblem
from services.platform import audit, outbox
from services.platform.audit import Audit
from services.platform.policies import FileChange, difference_between
from services.platform.work import Work
from services.policy_file import uses

MOST_PROBLEMS, MOST_DIFFERENCES = 10, 30
FILE, BAD = "policy:file", "bad "
ENDED = N_(
    "With that the policy that was sent in the chat (version {version}) is no longer in force: the file of the "
    "settings was changed after it. If it is still wanted, please send it again: /policy"
)
UNREADABLE = N_(
    "The policy that was sent in the chat (version {version}) cannot be read by this version of the program any more. "
    "The file of the settings is in force now, version {current}. Please correct the policy and send it again: /policy"
)


def begun(work: Work) -> None:
    """The program starts: with a good file that is written down, and what was told before is over. With a bad one, what
    is in force goes on, and the administrators hear of it, once for each state of the file.

    What was sent in the chat stays in force if the file is still the one of then.
    """
    book = work.house.policies
    if book.fault is not None:
        file_changed(work, book.fault)
        return
    book.keep(work.session, now=work.now)
    if _last(work).startswith(BAD):
        _note(work, _good(book.current))
    last = uses.last_use(work.session)
    if last is None:
        uses.note_first(work)
    elif last.file_version != book.file_version:
        _changed_meanwhile(work, last)
    elif last.version != book.current.version:
        _go_on_with(work, last)


def _changed_meanwhile(work: Work, last: uses.PolicyUse) -> None:
    book = work.house.policies
    difference = difference_between(book.text_of(work.session, last.version), book.text)
    if (use := uses.note_file(work, book.file_version, difference)) is not None:
        _tell(work, _in_force(book.current, difference, last), f"policy:use:{use.id}")


def _go_on_with(work: Work, last: uses.PolicyUse) -> None:
    """What was sent in the chat goes on, unless this version of the program cannot read it any more."""
    book = work.house.policies
    try:
        uses.follow(work.session, book)
    except PolicyProblem:
        if (use := uses.note_file(work, book.file_version, ())) is not None:
            said = say(UNREADABLE, version=last.version, current=book.file_version)
            _tell(work, said, f"policy:use:{use.id}")


def file_changed(work: Work, change: FileChange) -> None:
    """Write a good policy down, and tell the administrators of every state of the file once, however many processes
    look at it: a bad one, a good one, and a bad one again.

    Once that is committed, `PolicyBook.take` puts it in force.
    """
    book = work.house.policies
    if change.problem is not None:
        _tell_state(work, _bad(change), _refused(book.current, change.problem))
    elif change.policy is not None and change.policy.version != book.file_version:
        _tell_state(work, _good(change.policy), _record_new(work, change, change.policy))
    elif change.policy is not None and _last(work).startswith(BAD):
        _tell_state(work, _good(change.policy), _mended(book.current))


def _record_new(work: Work, change: FileChange, policy: Policy) -> Sayable | None:
    """Return what is told of it; None if another process has told it."""
    book, last = work.house.policies, uses.last_use(work.session)
    book.keep_change(work.session, policy.version, change.text, now=work.now)
    difference = book.difference(change)
    use = uses.note_file(work, policy.version, difference)
    return None if use is None else _in_force(policy, difference, last)


def _tell_state(work: Work, state: str, said: Sayable | None) -> None:
    if said is not None and state != _last(work):
        _tell(work, said, f"policy:{_note(work, state)}:{state}")


def tell_effect(work: Work, use_id: int, effect: Effect, old: Policy, new: Policy) -> None:
    """Tell the administrators what the policy that came in force changes for the households on file, once, in words and
    in a picture; nothing where nobody is on file."""
    uses.is_told(work.session, use_id)
    if not effect.households:
        return
    heading = say(N_("<b>What the changed policy means for the households on file</b>"))
    _tell(work, paragraphs(heading, effect_said(effect, old, new)), f"policy:effect:{use_id}")
    drawing = picture(effect, old, new)
    if drawing["parts"]:
        _tell(work, headline(effect), f"policy:picture:{use_id}", Attachment(drawing=drawing))


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


def _tell(work: Work, said: Sayable, key: str, attachment: Attachment | None = None) -> None:
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(said, attachment=attachment), key=f"{key}:{admin}")


def _mended(policy: Policy) -> Sayable:
    source = N_("The policy file can be used again. Version {version} is in force, as before.")
    return say(source, version=policy.version)


def _in_force(policy: Policy, difference: Sequence[Sayable], last: uses.PolicyUse | None) -> Sayable:
    ended = say(ENDED, version=last.version) if last is not None and last.sent_id is not None else None
    return paragraphs(_taken_over(policy), ended, difference_in_short(difference) if difference else None)


def difference_in_short(difference: Sequence[Sayable]) -> Sayable:
    """Return the first differences of two policies under a heading, and how many more there are."""
    more = len(difference) - MOST_DIFFERENCES
    return lines(
        say(N_("<b>What has changed</b>")),
        *difference[:MOST_DIFFERENCES],
        say_many(*Nn_("and {count} more difference", "and {count} more differences"), more) if more > 0 else None,
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
