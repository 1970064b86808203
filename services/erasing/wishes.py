"""A worker wishes to be erased: at once where nothing was handed in, else the administrators are asked to do it."""

from dataclasses import dataclass

from sqlmodel import col, func, select

from domain.erasing.refusals import HoldsOffice, NotYet
from domain.people.events import ConsentChanged, Leaves
from domain.platform.messages import Message
from domain.platform.text import N_, Nn_, Sayable, paragraphs, say, say_many
from models.changes import Change
from models.households import HouseholdFile, MemberAccount
from models.notices import Objection
from models.offers import OfferReply
from models.officers import Appointment, Invitation
from models.people import AccountMove, Behalf, Erasure, Person
from models.platform.outbox import Outbox
from models.procedure import AidCase
from models.requests.danger import DangerCall
from models.requests.threads import Request
from models.warnings.early import EarlyWarning
from models.warnings.edges import EdgeHousehold
from services.erasing import begun, messages
from services.erasing.erasing import Candidate, candidate, erase_at_the_end
from services.erasing.hindrances import holds_office, why_not_yet
from services.erasing.registry import REGISTRY
from services.erasing.whose import Whose, whose, words_of
from services.platform import audit, consent, outbox
from services.platform.work import Work

A_FEW = 5  # wishes that are shown in full
# Whoever stands in one of these has handed something in, and others have read of it.
HANDED_IN = (
    (AidCase, AidCase.applicant_id), (HouseholdFile, HouseholdFile.head_id), (Change, Change.person_id),
    (OfferReply, OfferReply.person_id), (Objection, Objection.person_id), (Appointment, Appointment.person_id),
    (Invitation, Invitation.used_by), (AccountMove, AccountMove.asker_id), (MemberAccount, MemberAccount.person_id),
    (DangerCall, DangerCall.person_id), (AccountMove, AccountMove.person_id), (Behalf, Behalf.person_id),
    (Behalf, Behalf.hand_id),
    (EarlyWarning, EarlyWarning.person_id), (EdgeHousehold, EdgeHousehold.person_id),
)  # fmt: skip


def goes_at_once(work: Work) -> bool:
    """Say whether nothing of whoever acts was handed in, so that all that is kept can go in this moment."""
    sent = select(Request).where(col(Request.person_id) == work.person_id, col(Request.state) != "offered")
    if work.session.exec(sent).first() is not None:
        return False
    found = (select(table).where(col(column) == work.person_id) for table, column in HANDED_IN)
    return not any(work.session.exec(query).first() is not None for query in found)


def ask(work: Work) -> bool:
    """Whoever acts wants to be erased; tell whether it is done. Else the administrators are asked, once.

    Raises HoldsOffice.
    """
    if holds_office(work.session, work.person_id):
        raise HoldsOffice
    if goes_at_once(work):
        empty(work)
        return True
    if waits(work) is None:
        row = Erasure(person_id=work.person_id, asked_at=work.now)
        work.session.add(row)
        work.session.flush()
        audit.note(work, work.person_id, N_("wishes to be erased"), f"person:{work.person_id}")
        _tell_administrators(work, row, _told_why_not(work, row))
    return False


def empty(work: Work) -> None:
    """Empty whoever acts, of whom nothing was handed in."""
    work.happened(Leaves(work.person_id))
    one = Whose(work.person_id, (), (), (), (), ())
    person = work.session.get_one(Person, work.person_id)
    for fate in REGISTRY:
        rows = work.session.exec(select(fate.table).where(fate.about(one))).all() if fate.table is not Person else []
        for row in rows if not fate.emptied else ():
            work.session.delete(row)
    for name in next(fate.emptied for fate in REGISTRY if fate.table is Person):
        setattr(person, name, None)
    work.session.info.setdefault("drafts", {})[work.person_id] = None
    messages.forget_own(work, work.person_id)
    work.session.flush()


def waits(work: Work) -> Erasure | None:
    """Return the wish of whoever acts that waits for the administrators."""
    theirs = select(Erasure).where(Erasure.person_id == work.person_id, Erasure.state == "asked")
    return work.session.exec(theirs).first()


def wish(work: Work) -> Sayable | None:
    """Return how the wish of whoever acts stands, and what it waits for; None when they have none."""
    if waits(work) is None:
        return None
    hindrance = why_not_yet(work, work.person_id)
    lies = say(N_("The administrators see to your wish to be erased. I tell you here when it is done."))
    return paragraphs(lies, hindrance.told if hindrance else None)


def take_back(work: Work) -> None:
    """Whoever acts wants to stay after all."""
    row = waits(work)
    if row is not None:
        row.state = "taken_back"
        audit.note(work, work.person_id, N_("wishes to stay after all"), f"person:{work.person_id}")
        _call_off(work, row)


def withdrew(work: Work) -> bool:
    """A consent was withdrawn: who handed nothing in is emptied; tell whether. An officer stays, and who has cases; who
    asks for their registration at another account asks no longer."""
    if not goes_at_once(work):
        if work.session.get_one(Person, work.person_id).registered_at is None:
            work.happened(Leaves(work.person_id, is_erased=False))
        return False
    empty(work)
    return True


def follow_consent(work: Work, changed: ConsentChanged) -> None:
    """What is on its way to officers when a worker withdraws the consent goes without what it tells of them."""
    if not consent.given(work.session, changed.person_id):
        one = whose(work.session, changed.person_id)
        begun.end_withdrawn(work, one)
        messages.hide_what_waits(work, one, words_of(work.session, one))


@dataclass(frozen=True, slots=True)
class Wishes:
    """How many wish to be erased and wait for whoever acts, who is an administrator, or else none."""

    work: Work
    count: int

    def said(self) -> tuple[Sayable, ...]:
        """Return them as they stand now, the oldest few, each with what is to be done."""
        oldest = select(Erasure).where(Erasure.state == "asked").order_by(col(Erasure.id)).limit(A_FEW)
        rows = self.work.session.exec(oldest).all() if self.count else ()
        shown = [_asked(self.work, row, why_not_yet(self.work, row.person_id)) for row in rows]
        more = self.count - len(shown)
        return (*shown, *((say_many(*Nn_("And {count} more.", "And {count} more."), more),) if more > 0 else ()))


def wishes_before(work: Work) -> Wishes:
    """Return what wishes to be erased wait for whoever acts."""
    asked = select(func.count()).select_from(Erasure).where(Erasure.state == "asked")
    return Wishes(work, work.session.exec(asked).one() if work.actor.administrator else 0)


# The administrators --------------------------------------------------------------------------------------------------


def keep_up(work: Work) -> None:
    """Remind the administrators every morning of who wishes to be erased; what had to stay goes once its time is up."""
    for row in work.session.exec(select(Erasure).where(Erasure.state == "asked").order_by(col(Erasure.id))).all():
        hindrance = _told_why_not(work, row)
        if work.at(row.asked_at).today < work.today:
            _tell_administrators(work, row, hindrance)
    over = (Erasure.state == "done", col(Erasure.stays_until) <= work.today)
    for row in work.session.exec(select(Erasure).where(*over).order_by(col(Erasure.id))).all():
        row.state = "over"
        erase_at_the_end(work, row.person_id, row.done_at or row.asked_at)


def _told_why_not(work: Work, row: Erasure) -> NotYet | None:
    """Return what a wish waits for, and tell it once to whoever has it; None when nothing stands in its way."""
    hindrance = why_not_yet(work, row.person_id)
    if hindrance is not None:
        once = f"erase-waits:{row.id}:{type(hindrance).__name__}:{hindrance.args_given.get('number', '')}"
        outbox.put(work, row.person_id, Message(hindrance.told), key=once)
    return hindrance


def _tell_administrators(work: Work, row: Erasure, hindrance: NotYet | None) -> None:
    """Tell them each morning as long as there is something for them to do; that it has to wait they read once."""
    said = _asked(work, row, hindrance)
    on = type(hindrance).__name__ if hindrance and not isinstance(hindrance, HoldsOffice) else work.today
    for admin in work.admin_ids:
        message = Message(said)
        outbox.put(work, admin, message, key=f"erase:{row.id}:{on}:{admin}", priority=outbox.REMINDER)


def _asked(work: Work, row: Erasure, hindrance: NotYet | None) -> Sayable:
    one = candidate(work, row.person_id)
    wishes = N_("{name}, known by {number}, wishes to be erased, since {day}.")
    said = say(wishes, name=one.name, number=one.number, day=work.at(row.asked_at).today)
    return paragraphs(said, hindrance.said if hindrance else _how(one))


def _call_off(work: Work, row: Erasure) -> None:
    """What asks administrators to run the command says in its place that it must not be run any more."""
    one = candidate(work, row.person_id)
    source = N_("{name}, known by {number}, wishes to stay after all. Please erase nothing.")
    message = Message(say(source, name=one.name, number=one.number))
    asked = select(Outbox.chat_id, Outbox.key).where(col(Outbox.key).startswith(f"erase:{row.id}:"))
    for admin, asked_by in work.session.exec(asked.order_by(col(Outbox.id))).all():
        outbox.edit(work, admin, message, target_key=asked_by)


def _how(one: Candidate) -> Sayable:
    source = N_("Please stop the bot and run: {command}. What stays until when is told to them.")
    return say(source, command=f"python -m bot erase {one.number}")
