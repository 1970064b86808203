"""Numbers in full for whoever types them elsewhere: sent apart, on record, and deleted by themselves."""

from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import Session

from domain.aid.rows import number_row, rows_for
from domain.households.asked import Reader
from domain.households.household import Household, Member
from domain.platform.access import Action
from domain.platform.messages import Message
from domain.platform.text import N_, Arg, Joined, Text, lines, paragraphs, say
from domain.procedure.refusals import NotThisStep
from domain.procedure.steps import kind_of
from models.people import Person
from models.procedure import AidCase
from models.units import Unit
from services.cases.about_household import reported
from services.payments import check_card, full_card
from services.platform import audit, consent, outbox
from services.platform.policies import Policy
from services.platform.work import Work
from services.procedure import Dossier, step_in_hand, subject

SHOWN_MINUTES = 10
MEMBERS_A_MESSAGE = 8  # well below the 4,096 characters that a message holds


def show_card(work: Work, case_id: int, version: int) -> None:
    """Send the cashier the card to pay to; raises NotForYou, NotThisStep, GroundsChanged and what `decide` does.

    Money that was approved is owed: it is paid though the consent was withdrawn since, unless the case is, too.
    """
    case = _opened(work, case_id, version, Action.SEE_CARD)
    check_card(work, case)
    audit.note(work, work.person_id, N_("looked at the card number"), subject(case))
    _send(work, case, [paragraphs(_head(case, N_("<b>Card for case {number}</b>")), _card(work.session, case))])


def show_entry_data(work: Work, case_id: int, version: int) -> None:
    """Send the recorder what the national system asks for; raises as `show_card` does, and
    ConsentWithdrawn."""
    case = _opened(work, case_id, version, Action.SEE_ENTRY_DATA)
    consent.check(work.session, case.applicant_id, case.number)
    audit.note(work, work.person_id, N_("looked at the data for entry"), subject(case))
    dossier = Dossier(work, case)
    household, policy = reported(dossier)[0], dossier.policy
    own = dossier.shown(Reader.RECORDER)
    head = _head(case, N_("<b>Data for entry, case {number}</b>"))
    first = paragraphs(
        head,
        lines(_applicant(work.session, case), *rows_for(Reader.RECORDER, household, policy), *own),
        _card(work.session, case),
    )
    _send(work, case, [first, *_members(case, household, policy)])


def _opened(work: Work, case_id: int, version: int, action: Action) -> AidCase:
    step = step_in_hand(work, case_id, version, action)
    step.check()
    if kind_of(step.case.step).shows is not action:
        raise NotThisStep(number=step.case.number)
    step.check_grounds()
    return step.case


def _send(work: Work, case: AidCase, texts: list[Joined]) -> None:
    """Queue the messages and their removal; a second press at the same moment sends nothing twice."""
    goes = say(N_("This message is deleted by itself after {count} minutes."), count=SHOWN_MINUTES)
    for place, text in enumerate(texts, 1):
        key = f"full:{case.id}:{work.person_id}:{work.now.isoformat()}:{place}"
        message = Message(paragraphs(text, goes))
        outbox.put(work, work.person_id, message, key=key, priority=outbox.INTERACTIVE)
        at = work.now + timedelta(minutes=SHOWN_MINUTES)
        outbox.delete(work, work.person_id, target_key=key, at=at)


def _head(case: AidCase, source: str) -> Text:
    return Text(source, {"number": case.number})


def _card(session: Session, case: AidCase) -> Joined:
    found = full_card(session, case)
    if found is None:
        return lines(say(N_("No card number is on record. Please return the case, so that the worker sends one.")))
    number, holder = found
    return lines(
        say(N_("Card number: <code>{card}</code>"), card=number),
        say(N_("Card holder: {name}"), name=holder),
    )


def _applicant(session: Session, case: AidCase) -> Joined:
    person = session.get_one(Person, case.applicant_id)
    return lines(
        say(N_("Name: {name}"), name=person.name or "-"),
        number_row(say(N_("Id number")), person.resident_id or ""),
        say(N_("Phone: {phone}"), phone=person.phone or "-"),
        say(N_("Unit: {unit}"), unit=session.get_one(Unit, case.unit_id).named),
    )


def _members(case: AidCase, household: Household, policy: Policy) -> Iterator[Joined]:
    for start in range(0, len(household.members), MEMBERS_A_MESSAGE):
        shown = household.members[start : start + MEMBERS_A_MESSAGE]
        yield paragraphs(
            _head(case, N_("<b>Household of case {number}</b>")), *(_member(member, policy) for member in shown)
        )


def _member(member: Member, policy: Policy) -> Joined:
    relation: Arg = next(
        (one.text for one in policy.options("relation") if one.key == member.relation), member.relation
    )
    title = lines(relation or "-", member.name, between=" · ")
    return lines(title, *rows_for(Reader.RECORDER, member, policy))
