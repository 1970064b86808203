"""The head of a household that came from a register joins: then the file is theirs, and they say if it is right."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import select

from domain.households.history import Kind
from domain.menu.buttons import Go
from domain.platform.access import NotForYou
from domain.platform.messages import Message, key
from domain.platform.text import N_, say
from domain.registers.buttons import FileIsRight
from models.changes import Change
from models.households import HouseholdFile, MemberAccount
from models.offers import OfferReply
from models.people import is_of_register
from models.procedure import AidCase
from models.registers.imports import RegisteredHousehold
from services import behalf
from services.households import Why, changing, file_of_person, member_of, subject
from services.platform import audit, outbox
from services.platform.work import Work

SELF = "self"
AT_ONCE = {"synchronize_session": False}


def joined(work: Work, account: MemberAccount) -> bool:
    """Let a file be headed by somebody of whom it was said that they are the head named in the register; tell whether
    it is so."""
    file = work.session.get_one(HouseholdFile, account.household_id)
    member = member_of(work.session, account)
    if not is_of_register(file.head_id) or member is None or member.relation != SELF:
        return False
    before = file.head_id
    with changing(work, file, Why(Kind.HEAD, account.person_id, account.answered_by), lists=False):
        file.head_id = account.person_id
    work.session.flush()
    person = account.person_id
    for table, column in ((AidCase, "applicant_id"), (OfferReply, "person_id"), (Change, "person_id")):
        theirs = update(table).where(getattr(table, column) == before).values({column: person})
        work.session.execute(theirs, execution_options=AT_ONCE)
    work.session.expire_all()
    behalf.take_over(work, before, person)
    if (entry := _entry(work, file.id)) is not None:
        entry.joined_at = work.now
    work.session.flush()
    audit.note(work, account.person_id, N_("joined the household that came from a register"), subject(file))
    asked = _asked(work, account.household_id)
    outbox.put(work, account.person_id, asked, key=f"register:joined:{account.household_id}")
    return True


def _asked(work: Work, household_id: int) -> Message:
    file = work.session.get_one(HouseholdFile, household_id)
    keys = (
        (key(say(N_("📄 Look at my file")), Go("file")),),
        (key(say(N_("✅ Everything is right")), FileIsRight(household_id)),),
    )
    if (entered := behalf.entered_for_file(work.session, household_id)) is not None:
        of_officer = N_(
            "It is confirmed that this is your household. {entered}. The file {number} is yours from now on, with your "
            "cases (/cases). Please look whether everything in it is right: what is not, you change there, and an "
            "officer confirms it."
        )
        return Message(say(of_officer, number=file.number, entered=entered), keys)
    source = N_(
        "It is confirmed that this is your household. Your union had it on file before, as household {number}, and the "
        "file is yours from now on. Please look whether everything in it is right: what is not, you change there, and "
        "an officer confirms it."
    )
    return Message(say(source, number=file.number), keys)


def is_right(work: Work, household_id: int) -> None:
    """The head of a household that came from a register says that its file is right; raises NotForYou."""
    file, entry = file_of_person(work.session, work.person_id), _entry(work, household_id)
    if file is None or file.id != household_id or file.head_id != work.person_id:
        raise NotForYou
    entered = behalf.say_right(work)
    if entry is None:
        if not entered:
            raise NotForYou
        return
    if entry.right_since is None:
        entry.right_since = work.now
        audit.note(work, work.person_id, N_("said that the file from a register is right"), subject(file))


def _entry(work: Work, household_id: int) -> RegisteredHousehold | None:
    query = select(RegisteredHousehold).where(RegisteredHousehold.household_id == household_id)
    return work.session.exec(query).first()
