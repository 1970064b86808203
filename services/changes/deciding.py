"""A proposed change is confirmed, refused or taken back; both sides are told old and new."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, or_, select

from domain.changes.asked import Part
from domain.changes.change import ChangeOver, Standing, What, check_decider
from domain.changes.life import Event
from domain.households.classes import HouseholdClass
from domain.households.history import Closed
from domain.menu.buttons import Go
from domain.people.events import Leaves
from domain.people.marks import SHARED
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from domain.policy.frame.warnings import CHOICES
from domain.procedure.events import ChangeNames, FileChanged
from domain.procedure.reasons import reason_said
from models.changes import Change
from models.households import HouseholdFile
from services import warnings
from services.changes import confirming, words
from services.changes.applying import apply
from services.changes.ends.closing import no_longer_changed, tell_closed
from services.changes.ends.heading import tell_of_leaving
from services.changes.leaving import stands_now
from services.changes.record import About, about, opened_to_officer, proofs_of, proposed_by
from services.changes.seen import check_seen
from services.households import as_albums, class_on_record
from services.people import name_of
from services.platform import audit, outbox, waiting
from services.platform.work import Work
from services.procedure import household_changed

__all__ = ["check_may_refuse", "confirm", "end", "forget", "photos", "refuse", "take_back"]


def confirm(work: Work, change_id: int) -> Message:
    """Confirm a change, carry it out, tell everybody; return what the officer reads.

    Raises UnknownChange, NotForYou, OwnFile, SayFirst, ChangeOver, OwnProposal, ReadsOtherwise, FileMovedOn,
    LivesElsewhere.
    """
    change, whose = _to_decide(work, change_id)
    before = class_on_record(work, whose.file).value if whose.file else ""
    told = words.differences(work, change, whose)  # while old and new are still what they are
    apply(work, change, whose)
    if whose.file is not None:
        look_for_signs(work, whose.file, change)
    household_changed(work, household_id=whose.file.id if whose.file else None, person_id=whose.person.id)
    if _tells_who_it_is(change):
        work.happened(FileChanged(whose.file.id if whose.file else None, whose.person.id))
    after = class_on_record(work, whose.file).value if whose.file else ""
    detail = f"{change.id}: {before} > {after}" if before != after else str(change.id)
    audit.note(work, work.person_id, N_("confirmed a change"), whose.subject, detail=detail)
    end(work, change, Standing.CONFIRMED, say(N_("Confirmed by {name}."), name=name_of(work)))
    under_way = words.under_way(work, whose)
    in_class = class_on_record(work, whose.file) if whose.file and before != after else None
    if change.what == What.OFF:
        told, in_class = [*told, stands_now(work, whose)], None
    if change.what == What.CLOSE:
        _closed(work, change, whose)
    else:
        _tell_worker(work, change, whose, told, in_class)
    if not change.by_worker:
        source = N_("Your change {id} is confirmed by {name}.")
        said = say(source, id=str(change.id), name=name_of(work))
        outbox.put(work, change.proposed_by, Message(paragraphs(said, lines(*told), under_way)))
    return Message(paragraphs(say(N_("Confirmed. Both sides were told.")), lines(*told), under_way))


def _closed(work: Work, change: Change, whose: About) -> None:
    """Nothing else that was proposed about a closed file comes to anything."""
    assert whose.file is not None, "it was closed"
    for other in no_longer_changed(work, whose.file, but=change.id):
        end(work, other, Standing.WITHDRAWN, say(N_("The file is closed. Nothing is to be done.")))
    tell_closed(work, whose.file, Closed(change.field))


def look_for_signs(work: Work, file: HouseholdFile, change: Change) -> None:
    """Warn of the answers of a change that the policy takes for a sign of trouble and that were not there before."""
    came = _said(change.new) - _said(change.old)
    for sign in CHOICES:
        rule = work.house.policies.current.warning(sign)
        if rule is not None and came & {*rule.choices}:
            warnings.sign(work, file, sign, f"change:{change.id}")


def _said(part: Mapping[str, Any]) -> set[str]:
    """Return the answers of a part, those of the member, too, that are words."""
    given = {**part["answers"], **(part["member"] or {})}
    return {one for one in given.values() if isinstance(one, str)}


def _tells_who_it_is(change: Change) -> bool:
    """Say whether another file may have the same by now: people, their home, the card, a phone."""
    new = Part.from_json(change.new)
    is_of_people = new.member is not None or What(change.what) in (What.LEAVE, What.PERSON)
    return is_of_people or not SHARED.isdisjoint(new.answers)


def _to_decide(work: Work, change_id: int) -> tuple[Change, About]:
    change, whose = opened_to_officer(work, change_id)
    standing = Standing(change.state)
    check_decider(standing, decider=work.person_id, proposer=change.proposed_by, household=whose.people)
    check_seen(work, change, whose)
    return change, whose


def check_may_refuse(work: Work, change_id: int) -> None:
    """Raise as `refuse` would."""
    _to_decide(work, change_id)


def refuse(work: Work, change_id: int, reason: str) -> None:
    """Refuse a change with a reason; raises as `confirm` does, but FileMovedOn."""
    change, whose = _to_decide(work, change_id)
    change.reason = reason
    audit.note(work, work.person_id, N_("refused a change"), whose.subject, detail=str(change.id))
    end(work, change, Standing.REFUSED, say(N_("Refused by {name}."), name=name_of(work)))
    head = say(N_("Change {id} is not confirmed."), id=str(change.id))
    text = paragraphs(
        head,
        lines(*words.differences(work, change, whose)),
        say(N_("Reason: {reason}"), reason=reason_said(reason)),
        say(N_("Everything stays as it was. If there is better proof, it can be proposed again.")),
    )
    outbox.put(work, change.proposed_by, Message(text, _ways(change)))


def take_back(work: Work, change_id: int) -> None:
    """Whoever proposed it takes it back; raises NotForYou, ChangeOver."""
    change = proposed_by(work, change_id)
    if change.state != Standing.PROPOSED:
        raise ChangeOver(standing=Standing(change.state).said)
    audit.note(
        work, work.person_id, N_("took a change back"), about(work.session, change).subject, detail=str(change.id)
    )
    end(work, change, Standing.WITHDRAWN, say(N_("It was taken back. Nothing is to be done.")))


def end(work: Work, change: Change, standing: Standing, said: Sayable) -> None:
    """Let a change be over, and say so in the messages in which it lies before officers."""
    change.state, change.open_key = standing.value, None
    waiting.stop(change)
    change.decided_by, change.decided_at = work.person_id or None, work.now
    work.session.flush()
    confirming.close(work, change, said)
    if change.household_id is not None and change.what in (What.JOIN, What.LEAVE, What.MEMBER):
        work.happened(ChangeNames(change.id))


def forget(work: Work, leaving: Leaves) -> None:
    """Somebody is erased: nothing of theirs is changed any more, and no officer is asked."""
    files = select(HouseholdFile.id).where(HouseholdFile.head_id == leaving.person_id)
    theirs = or_(Change.person_id == leaving.person_id, col(Change.household_id).in_(files))
    for change in work.session.exec(select(Change).where(theirs, Change.state == Standing.PROPOSED.value)).all():
        end(work, change, Standing.WITHDRAWN, say(N_("What was kept of the worker is erased. Nothing is to be done.")))


def end_all(work: Work, household_id: int, said: Sayable) -> None:
    """A file became another's: what was proposed rests on what stood there, so it is over, and its proposer is told."""
    open_ones = select(Change).where(Change.household_id == household_id, Change.state == Standing.PROPOSED.value)
    for change in work.session.exec(open_ones.order_by(col(Change.id))).all():
        end(work, change, Standing.WITHDRAWN, said)
        head = say(N_("Change {id} is not confirmed."), id=str(change.id))
        outbox.put(work, change.proposed_by, Message(paragraphs(head, said)))


def photos(work: Work, change_id: int) -> list[Message]:
    """Return the files that prove a change, as albums; a look is recorded. Raises as opening does."""
    change, whose = opened_to_officer(work, change_id)
    audit.note(work, work.person_id, N_("looked at the proof of a change"), whose.subject, detail=str(change.id))
    text = say(N_("Proof of change {id}"), id=str(change.id))
    return as_albums(text, str(change.id), say(N_("Proof of a change")), proofs_of(work.session, change))


# What the household hears --------------------------------------------------------------------------------------------


def _tell_worker(
    work: Work, change: Change, whose: About, told: list[Sayable], household_class: HouseholdClass | None
) -> None:
    """The head of the household reads old and new, and whoever of it proposed the change; who has moved out, too."""
    if change.what == What.LEAVE and change.event != Event.DEATH:
        tell_of_leaving(work, change, whose)
    head = whose.file.head_id if whose.file and change.what not in (What.PERSON, What.CARD) else whose.person.id
    text = paragraphs(_changed(change, whose), lines(*told), _class_now(household_class))
    applicant = whose.case.applicant_id if whose.case else head
    for person_id in dict.fromkeys((head, applicant, change.proposed_by if change.by_worker else head)):
        outbox.put(work, person_id, Message(text, _ways(change, worker=True)))


def _changed(change: Change, whose: About) -> Sayable:
    if whose.case is not None:
        source = N_("The card that the money of case {number} goes to was changed, and an officer confirmed it:")
        return say(source, number=whose.case.number)
    if whose.file is not None and change.event == Event.DEATH:
        return say(AFTER_DEATH, number=whose.file.number)
    if change.what == What.PERSON or whose.file is None:
        return say(N_("What you gave at registration was changed, and an officer confirmed it:"))
    source = N_("Your household's file {number} was changed, and an officer confirmed it:")
    return say(source, number=whose.file.number)


AFTER_DEATH = N_(
    "We are very sorry for your loss. There is nothing that you have to do. In the file {number} of your household "
    "this is written down now, and everything that was asked for the family goes on:"
)


def _class_now(household_class: HouseholdClass | None) -> Sayable | None:
    if household_class is None:
        return None
    if not household_class.gets_file:
        return say(N_("By the rules your household no longer counts as in hardship. If that is wrong, or if things are "
                      "still hard for you, please talk to your case officer: /officer"))  # fmt: skip
    return say(N_("By the rules your household's class is now: {name}."), name=household_class.label)


def _ways(change: Change, *, worker: bool = False) -> Keys:
    return ((key(say(N_("My file")), Go("file")),),) if worker or change.by_worker else ()
