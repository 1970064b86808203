"""A case as an officer reads it: what the decision rests on. Every look is recorded."""

from collections.abc import Sequence
from contextlib import suppress

from sqlmodel import Session

from domain.cases.buttons import ChangeFromCase, SeeHistory, SeePapers
from domain.forms import in_pages
from domain.households.asked import Reader
from domain.kinds.payee import payee_in
from domain.menu.buttons import Go
from domain.payments.buttons import HoldRun, MoneyBack, ProposeWait
from domain.platform.access import Action, NotForYou, Role, Subject, offices_for
from domain.platform.identifiers import mask_card
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Joined, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import WaitsFor
from models.households import HouseholdFile
from models.people import Person
from models.procedure import AidCase, Paper
from models.units import Unit
from services.behalf import entered_said
from services.cases.about_household import about_household
from services.cases.changes import old_and_new
from services.cases.history import history
from services.cases.lapsed import back_until
from services.cases.papers.letters import reading_keys
from services.cases.reports.labels import label_of_step, waits_until
from services.households import as_albums
from services.payments import LoanView, full_card, loan_view, may_come_back, run_told
from services.platform import audit, consent
from services.platform.work import Work
from services.procedure import Dossier, UnknownCase, find_case, mark_seen, meant_until, office_for, subject

LONGEST_FINDINGS = 800
A_MESSAGE = 3_600  # characters as they are measured, which is more than what is read; a message holds 4,096

A_ROW = 3  # keys that stand side by side on a phone


def look_at_case(work: Work, wanted: int | str) -> list[Message]:
    """Return everything a decision rests on, with the keys of what this officer may decide under the last message.

    What changed since the last decision comes first, old and new side by side.

    The case is named by its id or by its number as people type it. Raises UnknownCase, NotForYou, OwnHousehold.
    """
    dossier = _looked_at(work, wanted, N_("looked at the case"), to_voucher=True)
    case = dossier.case
    look = (
        key(say(N_("Papers")), SeePapers(case.id)),
        key(say(N_("History")), SeeHistory(case.id)),
        *reading_keys(dossier),
    )
    rows = (look,) if len(look) <= A_ROW else (look[:2], look[2:])
    keys = (*dossier.decision_keys, *_money_keys(dossier), *rows)
    if not consent.given(work.session, case.applicant_id):
        return [
            Message(
                paragraphs(lines(dossier.head, _step(case)), consent.ConsentWithdrawn(number=case.number).said), keys
            )
        ]
    mark_seen(work, case)
    if _only_vouches(work, case):
        return [Message(paragraphs(lines(dossier.head, _step(case)), *_for_voucher(dossier)), dossier.decision_keys)]
    loan = loan_view(work, case)
    blocks = [
        lines(dossier.head, _step(case), _decided(dossier), _with_worker(dossier)),
        _who(work.session, case),
        *about_household(dossier),
        _papers(dossier),
        *_visits(dossier),
        *((loan.plan,) if loan is not None else ()),
        *filter(None, [run_told(work, case)]),
    ]
    before = [Message(one) for one in old_and_new(dossier)]
    return [*before, *_over_messages(dossier, blocks, (*keys, *_loan_keys(dossier, loan), *_change_keys(dossier)))]


def _only_vouches(work: Work, case: AidCase) -> bool:
    """Say whether whoever looks has no office over the case but that of a voucher."""
    place = Subject(unit_path=work.session.get_one(Unit, case.unit_id).path)
    return {one.role for one in offices_for(work.actor, Action.SEE_CASE, place)} == {Role.VOUCHER}


def _for_voucher(dossier: Dossier) -> tuple[Sayable, ...]:
    """Tell who it is and what for; nothing of the household."""
    name = dossier.work.session.get_one(Person, dossier.case.applicant_id).name or ""
    entered = entered_said(dossier.work.session, dossier.case)
    return lines(say(N_("Applicant: {name}"), name=name), entered), lines(*dossier.shown(Reader.OFFICER))


def _over_messages(dossier: Dossier, blocks: Sequence[Sayable], keys: Keys) -> list[Message]:
    """Share it out over as many messages as a long household takes; the keys stand under the last."""
    first, *more = in_pages(blocks, A_MESSAGE)
    on = say(N_("<b>Case {number}</b>, continued"), number=dossier.case.number)
    *above, last = [paragraphs(*first), *(paragraphs(on, *page) for page in more)]
    return [*map(Message, above), Message(last, keys)]


def _step(case: AidCase) -> Text:
    return say(N_("Step: {step}"), step=label_of_step(case))


def _decided(dossier: Dossier) -> Text | None:
    """Say that it is decided, and when that takes effect."""
    until = meant_until(dossier.work, dossier.case.id)
    return (
        say(N_("Decided; it takes effect at {time} and can be taken back until then."), time=until) if until else None
    )


def _money_keys(dossier: Dossier) -> Keys:
    """A bank may send money back that nobody has missed: whoever pays can say so from here, too."""
    case, waits = dossier.case, dossier.decision_keys
    place = Subject(unit_path=dossier.work.session.get_one(Unit, case.unit_id).path)
    is_asked = case.status == Status.OPEN and kind_of(case.step).waits_for is WaitsFor.RECEIPT
    if case.status == Status.OPEN and kind_of(case.step).runs:
        return _run_keys(dossier, place)
    if not is_asked and not may_come_back(dossier.work.session, case):
        return ()
    if not offices_for(dossier.work.actor, Action.PAY, place) or any(waits):
        return ()
    return ((key(say(N_("The money came back")), MoneyBack(case.id)),),)


def _run_keys(dossier: Dossier, place: Subject) -> Keys:
    """Whoever pays may say that a month came back; who leads, that it is to rest."""
    actor, case = dossier.work.actor, dossier.case
    back = key(say(N_("A month came back")), MoneyBack(case.id)) if offices_for(actor, Action.PAY, place) else None
    rest = key(say(N_("Let it rest")), HoldRun(case.id)) if offices_for(actor, Action.STEER_RUN, place) else None
    keys = tuple(one for one in (back, rest) if one is not None)
    return (keys,) if keys else ()


def _loan_keys(dossier: Dossier, loan: LoanView | None) -> Keys:
    """Officers near the household may ask that repayments wait; leaders and cashiers see all that is lent."""
    actor, place = dossier.work.actor, Subject(unit_path=dossier.work.session.get_one(Unit, dossier.case.unit_id).path)
    if loan is None:
        return ()
    may_wait = loan.is_owed and not loan.is_asked and offices_for(actor, Action.DEFER, place)
    wait = ((key(say(N_("Let repayments wait")), ProposeWait(dossier.case.id)),),) if may_wait else ()
    sees_all = offices_for(actor, Action.SEE_LOANS, place)
    return (*wait, *(((key(say(N_("All that is lent")), Go("loans")),),) if sees_all else ()))


def _change_keys(dossier: Dossier) -> Keys:
    """What a worker gave at registration, and a student's card, can be changed by an officer, too."""
    session, case = dossier.work.session, dossier.case
    file = session.get(HouseholdFile, case.household_id) if case.household_id else None
    person = session.get_one(Person, case.applicant_id)
    unit = session.get(Unit, file.unit_id if file else person.unit_id or case.unit_id)
    place = Subject(person.id, unit.path if unit else "", file.case_officer_id if file else None)
    on_behalf = "posted_as" in case.answers  # the account is that of who entered it
    if on_behalf or not offices_for(dossier.work.actor, Action.CHANGE_HOUSEHOLD, place):
        return ()
    with_card, without = N_("✏️ Change name, phone, unit or card"), N_("✏️ Change name, phone or unit")
    is_elsewhere = payee_in(case.answers) is not None
    return ((key(Text(with_card if is_elsewhere else without), ChangeFromCase(case.id)),),)


def _with_worker(dossier: Dossier) -> Text | None:
    """Say until when the case waits for its worker, or until when they may take it up again."""
    case, until = dossier.case, waits_until(dossier)
    back = back_until(dossier.work, case)
    if back is not None:
        return say(N_("The worker can take it up again until {day}."), day=back)
    if until is None:
        return None
    if not case.reminded:
        return say(N_("It waits for the worker until {day}."), day=until)
    source = Nn_(
        "It waits for the worker until {day}; reminded {count} time.",
        "It waits for the worker until {day}; reminded {count} times.",
    )
    return say_many(*source, case.reminded, day=until)


def _looked_at(work: Work, wanted: int | str, action: str, *, to_voucher: bool = False) -> Dossier:
    case = opened_to(work, Action.SEE_CASE, wanted)
    if not to_voucher and _only_vouches(work, case):
        raise NotForYou
    audit.note(work, work.person_id, action, subject(case))
    return Dossier(work, case)


def own_or_opened(work: Work, wanted: int | str) -> AidCase:
    """Return a case to its worker, or to an officer, whose look is recorded; raises UnknownCase, NotForYou."""
    with suppress(UnknownCase):
        case = find_case(work.session, wanted)
        if case.applicant_id == work.person_id:
            return case
    case = opened_to(work, Action.SEE_LIVING, wanted)
    audit.note(work, work.person_id, N_("looked at the case"), subject(case))
    return case


def opened_to(work: Work, action: Action, wanted: int | str) -> AidCase:
    """Return a case to an officer over its unit; whoever typed the number of another reads that there is none."""
    case = find_case(work.session, wanted)
    try:
        office_for(work, action, case, own=action is not Action.SEE_CASE)
    except NotForYou:
        raise UnknownCase if isinstance(wanted, str) else NotForYou from None
    return case


def _who(session: Session, case: AidCase) -> Joined:
    on_behalf = "posted_as" in case.answers
    file = session.get(HouseholdFile, case.household_id) if case.household_id else None
    name, card = session.get_one(Person, case.applicant_id).name or "", full_card(session, case)
    return lines(
        say(N_("Entered on somebody else's behalf by {name}") if on_behalf else N_("Applicant: {name}"), name=name),
        entered_said(session, case),
        say(
            N_("Household file {number}, national number {national}"),
            number=file.number,
            national=file.national_number or "-",
        )
        if file
        else None,
        say(N_("Card to pay to: {card}"), card=mask_card(card[0])) if card else None,
    )


def _papers(dossier: Dossier) -> Joined:
    kinds = dict.fromkeys(paper.kind for paper in dossier.papers)
    there = tuple(dossier.policy.paper(kind).text for kind in kinds)
    missing = tuple(kind.text for kind in dossier.missing_papers)
    return lines(
        say(N_("Papers there: {papers}"), papers=Joined(there, ", ")) if there else say(N_("No papers yet.")),
        say(N_("Still missing: {papers}"), papers=Joined(missing, ", ")) if missing else None,
    )


def _visits(dossier: Dossier) -> list[Joined]:
    found: list[Joined] = []
    for visit in dossier.visits:
        source = N_("Home visit on {day}: {findings}")
        if dossier.is_of_before(visit):
            source = N_("Home visit on {day}, before the household changed, so it no longer counts: {findings}")
        elif visit.confirmed_at is None:
            source = N_("Home visit on {day}, not confirmed by the colleague yet: {findings}")
        told, photos = visit.findings[:LONGEST_FINDINGS], dossier.visit_photos.get(visit.id)
        shown = Nn_("{count} photo of it: “Papers”.", "{count} photos of it: “Papers”.")
        count = say_many(*shown, len(photos)) if photos else None
        found.append(lines(say(source, day=visit.visited_on, findings=told), count))
    if not found and any(step.visitors for step in dossier.steps):
        return [lines(say(N_("No home visit is on record yet.")))]
    return found


def look_at_papers(work: Work, case_id: int) -> list[Message]:
    """Return the files of a case, paper by paper, and what is missing; raises as `look_at_case` does."""
    dossier = _looked_at(work, case_id, N_("looked at the papers"))
    number = dossier.case.number
    consent.check(work.session, dossier.case.applicant_id, number)
    files = [*_paper_albums(dossier), *_visit_albums(dossier), *_signed_albums(dossier)]
    missing: tuple[Sayable, ...] = tuple(kind.text for kind in dossier.missing_papers)
    if missing:
        source = N_("Case {number}, still missing: {papers}")
        files.append(Message(say(source, number=number, papers=Joined(missing, ", "))))
    return files or [Message(say(N_("Case {number} has no papers."), number=number))]


def _paper_albums(dossier: Dossier) -> list[Message]:
    number, by_kind = dossier.case.number, dict[str, list[Paper]]()
    for paper in dossier.papers:
        by_kind.setdefault(paper.kind, []).append(paper)
    found = []
    for kind, papers in by_kind.items():
        name = dossier.policy.paper(kind).text
        found += as_albums(say(N_("Case {number}: {paper}"), number=number, paper=name), number, name, papers)
    return found


def _signed_albums(dossier: Dossier) -> list[Message]:
    number, name = dossier.case.number, say(N_("Signed slip"))
    title = say(N_("Case {number}: {paper}"), number=number, paper=name)
    return as_albums(title, number, name, dossier.signed) if dossier.signed else []


def _visit_albums(dossier: Dossier) -> list[Message]:
    number, found = dossier.case.number, list[Message]()
    for visit in dossier.visits:
        name = say(N_("home visit on {day}"), day=visit.visited_on)
        photos = dossier.visit_photos.get(visit.id, [])
        found += as_albums(say(N_("Case {number}: {paper}"), number=number, paper=name), number, name, photos)
    return found


def look_at_history(work: Work, case_id: int) -> Sayable:
    """Return what has happened so far; raises as `look_at_case` does."""
    dossier = _looked_at(work, case_id, N_("looked at the history"))
    happened = history(work.session, dossier.case, dossier.policy)
    events = (lines(event.at, event.said, between=" · ") for event in happened)
    return paragraphs(say(N_("<b>History of case {number}</b>"), number=dossier.case.number), lines(*events))
