"""What a member of a meeting reads: what is to be voted on, and how they voted."""

from collections.abc import Collection

from domain.platform.messages import Key, Message, key
from domain.platform.text import N_, Joined, Text, paragraphs, say
from domain.procedure.buttons import CastVote
from domain.procedure.state import CaseState, Choice
from models.procedure import AidCase
from services.platform import outbox
from services.platform.work import Work
from services.units import Holder, voters

LABELS = {Choice.FOR: N_("For it"), Choice.AGAINST: N_("Against it"), Choice.OUT: N_("I take no part")}
VOTED = {
    Choice.FOR: N_("You voted for it. Until the meeting is closed you can still change that."),
    Choice.AGAINST: N_("You voted against it. Until the meeting is closed you can still change that."),
    Choice.OUT: N_(
        "You take no part, and your vote is not counted. Until the meeting is closed you can still change that."
    ),
}
ASKED = N_(
    "A meeting decides on this, and you are one of its members. Please open the case, then vote. If you are a "
    "relative or a friend, please take no part."
)


def vote_message(head: Joined, case: AidCase, choice: Choice | None, look: tuple[Key, ...]) -> Message:
    """Return what a member is asked, or what that becomes once they have made their `choice`."""
    keys = (key(Text(LABELS[one]), CastVote(case.id, case.version, one)) for one in Choice if one is not choice)
    return Message(paragraphs(head, Text(VOTED[choice] if choice else ASKED)), (tuple(keys), look))


def still_to_vote(work: Work, case: AidCase, state: CaseState) -> list[int]:
    """Return the members who have not voted yet, and tell the administrators where there are too few."""
    members = voters(work.session, case, state)
    _tell_too_few(work, case, state, members)
    return [one.person_id for one in members if one.person_id not in state.votes]


def _tell_too_few(work: Work, case: AidCase, state: CaseState, members: Collection[Holder]) -> None:
    """Tell the administrators that fewer can vote than have to, since so many are relatives or took part before."""
    left_out = sum(choice is Choice.OUT for choice in state.votes.values())
    quorum, able = state.step.quorum if state.step else 0, sum(one.is_reachable for one in members) - left_out
    source = N_(
        "In the meeting on case {number} only {count} can vote, and at least {quorum} have to. Please appoint more "
        "members: /officers"
    )
    text = say(source, number=case.number, count=str(max(able, 0)), quorum=str(quorum))
    for admin in work.admin_ids if able < quorum else ():
        outbox.put(work, admin, Message(text), key=f"too-few:{case.id}:{case.version}:{admin}")
