"""How prompts read: case number, class, programme, unit, what is asked, the sum, the days left; never who it is."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from domain.cases.buttons import OpenCase, SeeHistory, SeePapers
from domain.claims import words as claims
from domain.claims.buttons import OpenClash
from domain.doubles import words as doubles
from domain.households.classes import NO_CLASS
from domain.notices.buttons import Answer, AnswerObjection
from domain.payments import deferrals, words
from domain.payments.money import Cause, MoneyState
from domain.payments.words import CameBack
from domain.platform.messages import Key, Keys, Message, key
from domain.platform.names import mask_name
from domain.platform.text import N_, Joined, Nn_, Sayable, Text, lines, paragraphs, say, say_many
from domain.procedure.buttons import ConfirmVisit, ContractBack, DenyVisit, RecordVisit
from domain.procedure.meant.words import said_of
from domain.procedure.steps import kind_of
from domain.procedure.steps.meeting import vote_message
from models.households import MemberAccount, NamedOfficer
from models.notices import Objection
from models.payments import Deferral
from models.people import Person
from models.procedure import AidCase, Prompt, Visit
from models.units import Unit
from services.households import account_of
from services.kinds import title_of
from services.platform import consent
from services.platform.house import House
from services.platform.work import Work
from services.procedure.grounds import changed_since, contract_of, missing_papers, money_of
from services.procedure.news import class_differs, class_of, held_asked, sum_said, told_to_cashier
from services.procedure.record import is_vouched, list_behind, policy_of, state_of, time_of
from services.procedure.short.words import funds_said
from services.procedure.standing import is_denied, meant_of


def message_of(work: Work, case: AidCase, prompt: Prompt) -> Message:
    """Return the message of a prompt as it should read now."""
    kind, _, number = prompt.about.partition(":")
    head = head_of(work, case)
    match kind:
        case "visit":
            return Message(paragraphs(head, say(N_("Please visit the home with a colleague, then record the visit."))),
                           _visit_keys(case))  # fmt: skip
        case "vote":
            state, who = state_of(work, case), prompt.officer_id
            voted, named = state.votes.get(who), state.sums.get(who)
            return vote_message(head, (case.id, case.version), voted, _look_keys(case), named)
        case "confirm":
            return _confirm(work, head, case, int(number))
        case "objection" | "appeal":
            return _objection(work, head, case, int(number))
        case "receipt":
            asked, keys = words.unheard(case.id, case.version, case.waits_until)
            return Message(paragraphs(head, asked), (*keys, _look_keys(case)))
        case "held":
            asked, keys = held_asked(work, case)
            return Message(paragraphs(head, asked), (*keys, _look_keys(case)))
        case "settle":
            asked, keys = words.settling(case.id, case.version)
            return Message(paragraphs(head, asked), (*keys, _look_keys(case)))
        case "defer":
            asked, keys = deferrals.asked(_wait(work.session, case, int(number)))
            return Message(paragraphs(head, asked), (*keys, _look_keys(case)))
        case "clash":
            return _clash(head, case, int(number))
        case "double":
            asked, keys = doubles.asked(int(number))
            return Message(paragraphs(head, asked), (*keys, _look_keys(case)))
        case "named":
            return _named(work, case, work.session.get_one(NamedOfficer, int(number)))
        case "account":
            return _account(work, head, case, work.session.get_one(MemberAccount, int(number)))
        case "dispute":
            asked, keys = words.missing(case.id)
            return Message(paragraphs(head, asked), (*keys, _look_keys(case)))
        case "again":
            told, keys = words.came_back(_back_again(work.session, case, int(number)))
            return Message(paragraphs(head, told), (*keys, _look_keys(case)))
    return _decided(work, head, case, prompt.officer_id) or _step(work, head, case)


def _decided(work: Work, head: Joined, case: AidCase, officer_id: int) -> Message | None:
    """Say that somebody has decided and can still take it back."""
    meant = meant_of(work.session, case)
    if meant is None or meant.at is None:
        return None
    done, time, is_own = kind_of(case.step).done, time_of(work, meant.at), meant.who == officer_id
    told, keys = said_of(meant.id, meant.more, meant.word, done=done, time=time, is_own=is_own)
    return Message(paragraphs(head, told), (*keys, _look_keys(case)))


def closed_message(work: Work, case: AidCase, said: Sayable, kind: str = "") -> Message:
    """Return what a prompt becomes when nothing is asked any more; who was only named learns nothing of the case."""
    return Message(paragraphs(None if kind == "named" else head_of(work, case), said))


def closed_card(work: Work, case: AidCase, said: Sayable) -> Message:
    """Return what a card becomes of which a key would be in vain: it can be opened anew."""
    return Message(paragraphs(head_of(work, case), said), (_look_keys(case),))


def head_of(work: Work, case: AidCase) -> Joined:
    """Return what every message about a case begins with."""
    is_classed = case.opens_file or case.household_id or case.household_class != NO_CLASS  # else nobody has looked
    is_classed = is_classed and not is_vouched(work, case)
    return lines(
        say(N_("<b>Case {number}</b> · {programme}"), number=case.number, programme=title_of(work, case)),
        say(N_("Class: {household_class}"), household_class=class_of(work, case)) if is_classed else None,
        say(N_("Unit: {unit}"), unit=work.session.get_one(Unit, case.unit_id).named),
        sum_said(work, case) if case.amount else None,
    )


def _step(work: Work, head: Joined, case: AidCase) -> Message:
    kind, state = kind_of(case.step), state_of(work, case)
    missing = state.step is not None and len(state.visitors) < state.step.visitors
    visit = say(N_("The home visit is not complete yet.")) if missing else None
    if not missing and state.step is not None and state.step.visitors:
        visit = say(N_("The home visit is on record."))
    papers, changed = _papers_missing(work, case), _changed(work.session, case)
    left, denied = _time_left(work.house, case, work.now), _denied(work.session, case)
    so_far = kind.so_far(state) if state.step else None
    held = told_to_cashier(work, case) if kind.pays_out else funds_said(work, case) if kind.grants else None
    asked = kind.asked(state.step) if state.step else None
    if state.payment is not None and kind.prompt_paid:
        asked = Text(kind.prompt_paid)
    if kind.prompt_listed and (listed := list_behind(work, case)) is not None:
        asked = Text(kind.prompt_listed, {"list": listed.title})
    sent = len(contract_of(work.session, case)) if kind.is_signed else 0
    told = lines(asked, so_far, _contract(sent), held, class_differs(work, case), changed, visit, denied, papers, left)
    keys = _step_keys(case, visit_missing=missing, can_return=not state.is_past_return)
    unread = ((key(say(N_("They cannot be read")), ContractBack(case.id, case.version)),),) if sent else ()
    return Message(paragraphs(head, told), (*unread, *keys))


def _contract(sent: int) -> Text | None:
    source = Nn_("The worker sent {count} photo of the contract: “Papers”.",
                 "The worker sent {count} photos of the contract: “Papers”.")  # fmt: skip
    return say_many(*source, sent) if sent else None


def _denied(session: Session, case: AidCase) -> Text | None:
    """Say that an officer whom the report names says that it is not so."""
    if not is_denied(session, case):
        return None
    return say(N_("An officer who is named as living there says that it is not so. Please ask about it."))


def _papers_missing(work: Work, case: AidCase) -> Text | None:
    count = len(missing_papers(work, case))
    return say_many(*Nn_("{count} paper still missing.", "{count} papers still missing."), count) if count else None


def _changed(session: Session, case: AidCase) -> Text | None:
    """Say how much changed; what it is names people, so it stands where the case is opened."""
    count = len(changed_since(session, case))
    source = Nn_(
        "{count} entry changed since the last decision. “Open” shows it before and now.",
        "{count} entries changed since the last decision. “Open” shows them before and now.",
    )
    return say_many(*source, count) if count else None


def _time_left(house: House, case: AidCase, now: datetime) -> Text | None:
    if case.due_at is None:
        return None
    today = now.astimezone(house.zone).date()
    last = case.due_at.astimezone(house.zone).date() - timedelta(days=1)
    if last < today:
        return say(N_("This was due on {day}."), day=last)
    left = _working_days(house, today, last)
    return say_many(
        *Nn_("Time until {day}, {count} working day.", "Time until {day}, {count} working days."), left, day=last
    )


def _working_days(house: House, today: date, last: date) -> int:
    calendar = house.policies.current.calendar
    days = (today + timedelta(days=n) for n in range(1, (last - today).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


def _step_keys(case: AidCase, *, visit_missing: bool, can_return: bool) -> Keys:
    visit = ((key(say(N_("Record visit")), RecordVisit(case.id)),),) if visit_missing else ()
    return (*kind_of(case.step).keys(case.id, case.version, can_return=can_return), *visit, _look_keys(case))


def _back_again(session: Session, case: AidCase, row_id: int) -> CameBack:
    """Return what came back and where it would go next, by the row that is proposed."""
    rows = money_of(session, case)[::-1]
    row = next(one for one in rows if one.id == row_id)
    back = next((one for one in rows if one.state == MoneyState.RETURNED and one.period == row.period), row)
    day = row.made_at.date()
    return CameBack(
        row.id, row.fen, back.paid_on or day, back.bank_reference, back.card or "", back.returned_on or day,
        back.return_reference, Cause(back.cause or Cause.OTHER), row.card or "",
    )  # fmt: skip


def _look_keys(case: AidCase) -> tuple[Key, ...]:
    ways = ((N_("Open"), OpenCase), (N_("Papers"), SeePapers), (N_("History"), SeeHistory))
    return tuple(key(Text(label), way(case.id)) for label, way in ways)


def _wait(session: Session, case: AidCase, deferral_id: int) -> deferrals.Waiting:
    row = session.get_one(Deferral, deferral_id)
    return deferrals.Waiting(
        row.id, row.number, row.fen, row.due_on, row.moves_to, row.asked_by == case.applicant_id,
        row.state == deferrals.Wait.PROPOSED, row.reason if consent.given(session, case.applicant_id) else None,
    )  # fmt: skip


def _clash(head: Joined, case: AidCase, clash_id: int) -> Message:
    asked = say(
        N_(
            "Somebody who is named in this case is named in another household, too. Please look at both and say where "
            "they belong. Neither household knows of the other."
        )
    )
    return Message(paragraphs(head, asked), ((key(say(N_("See both")), OpenClash(clash_id)),), _look_keys(case)))


def _named(work: Work, case: AidCase, named: NamedOfficer) -> Message:
    relations = {option.key: option.text for option in policy_of(work, case).options("relation")}
    worker = work.session.get_one(Person, case.applicant_id)
    name = consent.shown(mask_name(worker.name or ""), consent.agrees(worker))
    unit = work.session.get_one(Unit, case.unit_id).named
    relation = relations.get(named.relation, named.relation or "-")
    return claims.named(named.id, name=name, unit=unit, relation=relation)


def _account(work: Work, head: Joined, case: AidCase, account: MemberAccount) -> Message:
    asked = claims.to_officer(account_of(work, account))
    return Message(paragraphs(head, asked.text), (*asked.keys, _look_keys(case)))


def _visit_keys(case: AidCase) -> Keys:
    return ((key(say(N_("Record visit")), RecordVisit(case.id)),), _look_keys(case))


def _confirm(work: Work, head: Joined, case: AidCase, visit_id: int) -> Message:
    visit = work.session.get_one(Visit, visit_id)
    agrees = consent.given(work.session, case.applicant_id)
    asked = say(
        N_("A colleague recorded that you two visited this home on {day}. Is that right? What they found:\n{findings}"),
        day=visit.visited_on,
        findings=visit.findings if agrees else Text(consent.WITHDRAWN),
    )
    keys = (
        key(say(N_("I was there")), ConfirmVisit(visit_id)),
        key(say(N_("I was not there")), DenyVisit(visit_id)),
    )
    return Message(paragraphs(head, asked), (keys, _look_keys(case)))


def _objection(work: Work, head: Joined, case: AidCase, objection_id: int) -> Message:
    """The words are shown, never who wrote them."""
    session, can_return = work.session, not state_of(work, case).is_past_return
    objection = session.get_one(Objection, objection_id)
    same = select(Objection).where(Objection.case_id == case.id, Objection.kind == objection.kind)
    before = same.where(col(Objection.answered_at).is_(None), col(Objection.id) < objection_id)
    together = [*session.exec(before.order_by(col(Objection.id))), objection]
    quoted = [say(N_("<blockquote>{words}</blockquote>"), words=one.words) for one in together]
    return Message(
        paragraphs(head, _objected(objection), *quoted, _one_answer(len(quoted))),
        (*_answer_keys(objection, can_return=can_return), _look_keys(case)),
    )


def _one_answer(count: int) -> Text | None:
    return say(N_("All of them get the same answer.")) if count > 1 else None


def _objected(objection: Objection) -> Text:
    if objection.kind == "decision":
        return say(N_("The worker objects to the decision. Please look at it again and answer."))
    return say(N_("Somebody objects to the public notice. Nothing is approved until you answer."))


def _answer_keys(objection: Objection, *, can_return: bool) -> Keys:
    objection_id = objection.id
    dismiss = key(say(N_("The decision stands")), AnswerObjection(objection_id, Answer.DISMISS))
    if objection.kind == "decision":
        return ((dismiss, key(say(N_("Decide anew")), AnswerObjection(objection_id, Answer.RETURN))),)
    back = (key(say(N_("Right: return the case")), AnswerObjection(objection_id, Answer.RETURN)),) if can_return else ()
    refuse = key(say(N_("Right: refuse the case")), AnswerObjection(objection_id, Answer.REFUSE))
    return ((key(say(N_("Dismiss it")), AnswerObjection(objection_id, Answer.DISMISS)),), (*back, refuse))
