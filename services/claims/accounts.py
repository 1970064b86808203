"""Accounts with the number of somebody who lives in a file: its head and its case officer say whether it is them."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from domain.claims import words
from domain.claims.settled import AccountAnswered, Said
from domain.people.events import Leaves, Registered
from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, say
from domain.procedure.events import FileOpened
from domain.registers.events import HouseholdsTaken
from models.households import HouseholdFile, HouseholdMember, MemberAccount
from models.people import Person, is_of_register
from models.procedure import AidCase, Prompt
from models.units import Unit
from services.households import account_of, leaders_near, lock, member_of, people_of, subject, unit_of
from services.platform import audit, consent, outbox
from services.platform.undo import is_first
from services.platform.work import Work
from services.procedure import case_officers, close_prompts, put_before
from services.registers import joined

__all__ = [
    "answer_account", "answered_accounts", "ask_account_anew", "ask_again", "forget", "match_account", "match_file",
    "match_files",
]  # fmt: skip

MOST_LISTED = 20

SAID = {
    Said.YES: N_("said that an account is that of somebody who lives there"),
    Said.NO: N_("said that an account is not that of whoever lives there"),
}
OVER = {
    Said.YES: N_("It is settled: it is them. They see the file of the household now."),
    Said.NO: N_("It is settled: it is not them. Nothing is shown to them, and the administrators look into it."),
}


def match_account(work: Work, event: Registered) -> None:
    """Ask about somebody who registers with the number of a member of an open file; they hear nothing of it."""
    _match(work, col(Person.id) == event.person_id)


def match_file(work: Work, event: FileOpened) -> None:
    """The same for whoever is registered already when a file is opened, or a change brings somebody into it."""
    waiting = select(MemberAccount).where(
        MemberAccount.household_id == event.household_id, col(MemberAccount.is_them).is_(None)
    )
    for account in work.session.exec(waiting).all():
        if member_of(work.session, account) is None:
            _forget(work, account)
    _match(work, col(HouseholdFile.id) == event.household_id)


def match_files(work: Work, event: HouseholdsTaken) -> None:
    """The same for households that come from a register, all of them at once."""
    _match(work, col(HouseholdFile.id).in_(event.household_ids))


def _match(work: Work, which: Any) -> None:
    lives = col(HouseholdMember.household_id) == col(HouseholdFile.id)
    has_number = col(Person.resident_id_print) == col(HouseholdMember.resident_id_print)
    asked = select(MemberAccount.id).where(
        MemberAccount.household_id == HouseholdFile.id, MemberAccount.person_id == Person.id,
        MemberAccount.resident_id_print == Person.resident_id_print,
    )  # fmt: skip
    rows = (
        select(HouseholdFile.id, Person.id, Person.resident_id_print)
        .join(HouseholdMember, lives)
        .join(Person, has_number)
        .where(which, col(HouseholdFile.closed_at).is_(None), HouseholdFile.head_id != Person.id, ~asked.exists())
        .where(col(Person.registered_at).is_not(None))
    )
    for household_id, person_id, print_ in sorted(set(work.session.exec(rows).all())):
        account = MemberAccount(
            household_id=household_id, person_id=person_id, resident_id_print=print_ or "", asked_at=work.now
        )
        if is_first(work.session, account):
            _ask(work, account)


def _ask(work: Work, account: MemberAccount) -> None:
    """Both at once, and the first answer counts: the head may be out of reach, and the officer knows the home."""
    file = work.session.get_one(HouseholdFile, account.household_id)
    audit.note(work, None, N_("asked whether an account is that of somebody who lives there"), subject(file))
    if consent.given(work.session, file.head_id) and not is_of_register(file.head_id):
        outbox.put(work, file.head_id, words.to_head(account_of(work, account)), key=_key(account, file))
    _ask_officers(work, account, file)


def _key(account: MemberAccount, file: HouseholdFile) -> str:
    return f"account:{account.id}:{file.head_id}"


def _ask_officers(work: Work, account: MemberAccount, file: HouseholdFile) -> None:
    """Ask the case officer; the leaders near, too, when that is somebody whom the bot cannot reach, or nobody."""
    case = _case_of(work, account)
    officers = _officers(work, case, file)
    put_before(work, case, f"account:{account.id}", officers)
    if not _reach_any(work, officers):
        source = N_("Nobody whom I can reach can say whose account it is in household {number}. Please see to it.")
        _tell_administrators(work, account, Message(say(source, number=file.number)), "nobody")


def _officers(work: Work, case: AidCase, file: HouseholdFile) -> list[int]:
    officers = case_officers(work, case)
    if not _reach_any(work, officers):
        near = leaders_near(work.session, unit_of(work.session, file), leaving_out=people_of(work.session, file))
        officers += [one.person_id for one in near if one.person_id not in officers]
    return officers


def _reach_any(work: Work, people: list[int]) -> bool:
    able = select(Person.id).where(col(Person.id).in_(people), col(Person.blocked_at).is_(None))
    return work.session.exec(able).first() is not None


def _case_of(work: Work, account: MemberAccount) -> AidCase:
    """Return the case by which somebody lives in the file: what is asked of officers hangs on it."""
    member = member_of(work.session, account)
    assert member is not None, "who lives there no longer is not asked about"
    return work.session.get_one(AidCase, member.case_id)


def ask_again(work: Work, which: ColumnElement[bool]) -> None:
    """Put what nobody has answered in these households (`HouseholdFile`, `Unit`) before those whom it concerns now."""
    rows = (
        select(MemberAccount, HouseholdFile)
        .join(HouseholdFile, col(HouseholdFile.id) == col(MemberAccount.household_id))
        .join(Unit, col(Unit.id) == col(HouseholdFile.unit_id))
        .where(col(MemberAccount.is_them).is_(None), col(HouseholdFile.closed_at).is_(None))
        .where(which)
    )
    for account, file in work.session.exec(rows.order_by(col(MemberAccount.id))).all():
        _ask_officers(work, account, file)


def _forget(work: Work, account: MemberAccount) -> None:
    """Nothing is asked of somebody who has left the household."""
    _close(work, account, N_("They live there no longer. Nothing is to be done."))
    work.session.delete(account)
    work.session.flush()


def forget(work: Work, leaving: Leaves) -> None:
    """Somebody is erased, or heads a household that is: whose account it is is not asked any more."""
    heads = select(HouseholdFile.id).where(HouseholdFile.head_id == leaving.person_id)
    theirs = or_(MemberAccount.person_id == leaving.person_id, col(MemberAccount.household_id).in_(heads))
    for account in work.session.exec(select(MemberAccount).where(theirs, col(MemberAccount.is_them).is_(None))).all():
        _close(work, account, N_("It is not asked any more: one of them is not here any more. Nothing is to be done."))


# Answered ------------------------------------------------------------------------------------------------------------


def answer_account(work: Work, account_id: int, said: Said) -> None:
    """Let the head of a household, or an officer before whom it lies, say whether an account is a member's.

    Raises NotForYou, AccountAnswered.
    """
    account = work.session.get(MemberAccount, account_id)
    if account is None:
        raise NotForYou
    file = lock(work.session, account.household_id)
    work.session.refresh(account)
    if not _may_answer(work, account, file):
        raise NotForYou
    if account.is_them is not None:
        raise AccountAnswered
    account.is_them, account.answered_by, account.answered_at = said is Said.YES, work.person_id, work.now
    work.session.flush()
    audit.note(work, work.person_id, SAID[said], subject(file), detail=str(account.id))
    _close(work, account, OVER[said])
    _tell_officers(work, account, file)
    _follow(work, account, file)


def _tell_officers(work: Work, account: MemberAccount, file: HouseholdFile) -> None:
    """Whoever is responsible for the household hears how it was answered, with the way back from a slip."""
    told = words.answered(account_of(work, account), Said.YES if account.is_them else Said.NO)
    for officer_id in _officers(work, _case_of(work, account), file):
        outbox.put(work, officer_id, told)


def answered_accounts(work: Work) -> list[tuple[int, Sayable]]:
    """Return the accounts in the households of whoever acts of which it was said that they are nobody's there."""
    denied = (
        select(MemberAccount)
        .join(HouseholdFile, col(HouseholdFile.id) == col(MemberAccount.household_id))
        .where(HouseholdFile.case_officer_id == work.person_id, col(HouseholdFile.closed_at).is_(None))
        .where(col(MemberAccount.is_them).is_(False))
    )
    found = work.session.exec(denied.order_by(col(MemberAccount.id).desc()).limit(MOST_LISTED)).all()
    return [(one.id, words.denied(account_of(work, one))) for one in found if member_of(work.session, one) is not None]


def ask_account_anew(work: Work, account_id: int) -> Sayable:
    """An officer before whom it would lie takes an answer back: both are asked once more. Raises NotForYou."""
    account = work.session.get(MemberAccount, account_id)
    if account is None or member_of(work.session, account) is None:
        raise NotForYou
    file = lock(work.session, account.household_id)
    work.session.refresh(account)
    if work.person_id not in _officers(work, _case_of(work, account), file):
        raise NotForYou
    if account.is_them is None:
        return say(N_("It is asked already, and nothing of the household is shown to them until somebody says yes."))
    account.is_them = account.answered_by = account.answered_at = None
    audit.note(work, work.person_id, N_("took back what was said of an account"), subject(file), detail=str(account.id))
    earlier = outbox.with_key(work, _key(account, file))
    if earlier is not None:
        earlier.key = f"{earlier.key}:until:{work.now.isoformat()}"
    work.session.flush()
    _ask(work, account)
    return say(
        N_("It is asked anew, of you and of the head of the household. Until somebody says yes, nothing is shown.")
    )


def _may_answer(work: Work, account: MemberAccount, file: HouseholdFile) -> bool:
    before_them = select(Prompt.closed_at).where(
        Prompt.about == f"account:{account.id}", Prompt.officer_id == work.person_id
    )
    closed = work.session.exec(before_them).all()
    return work.person_id == file.head_id or (bool(closed) and (None in closed or account.is_them is not None))


def _close(work: Work, account: MemberAccount, how: str) -> None:
    file = work.session.get_one(HouseholdFile, account.household_id)
    for prompt in work.session.exec(select(Prompt).where(Prompt.about == f"account:{account.id}")).all()[:1]:
        close_prompts(work, work.session.get_one(AidCase, prompt.case_id), prompt.about, say(how))
    if outbox.with_key(work, _key(account, file)) is not None:
        outbox.edit(work, file.head_id, Message(say(how)), target_key=_key(account, file))


def _follow(work: Work, account: MemberAccount, file: HouseholdFile) -> None:
    if account.is_them and joined(work, account):
        return
    if account.is_them:
        text = say(N_("It is confirmed that you live in your household: its file is open to you under /file."))
        outbox.put(work, account.person_id, Message(text))
        return
    text = say(N_("A colleague of your union will be in touch with you about your registration."))
    outbox.put(work, account.person_id, Message(text))
    person = work.session.get_one(Person, account.person_id)
    unit = work.session.get(Unit, person.unit_id) if person.unit_id is not None else None
    source = N_(
        "Somebody has registered with the resident id of a member of household {number}, and it is not them, as its "
        "head or an officer says. Phone: {phone}, unit: {unit}. Please talk to both; it may be a mistake."
    )
    told = say(source, number=file.number, phone=consent.phone_of(person), unit=unit.named if unit else "-")
    _tell_administrators(work, account, Message(told), "denied")


def _tell_administrators(work: Work, account: MemberAccount, message: Message, why: str) -> None:
    for admin in work.admin_ids - {account.person_id}:
        outbox.put(work, admin, message, key=f"account:{account.id}:{why}:{work.today}:{admin}")
