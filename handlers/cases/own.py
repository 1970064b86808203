"""/cases: a worker's own cases, what is missing, and everything that can be done about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.cases.buttons import Act, AddPaper, CasePress
from domain.forms import Form
from domain.notices.questions import objection_form
from domain.payments.buttons import ReceiptArrived, ReceiptMissing
from domain.platform.access import Action, NotForYou, Subject
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Money, Sayable, lines, paragraphs, say
from domain.procedure.questions import paper_form
from domain.procedure.reasons import reason_said
from handlers.forms.conversation import Conversation, begin, register
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services.aid import reports
from services.cases import own as my_cases
from services.cases import worker_side as cases
from services.cases.own import CaseView
from services.cases.worker_side import AidCase
from services.forms.drafts import Draft
from services.people.people import row_of
from services.platform.policies import Policy


def own_case(turn: Turn, case_id: int, action: Action = Action.SEE_OWN_CASE) -> AidCase:
    """Return a case of this person; raises NotForYou for any other, whether there is one or not."""
    case = cases.get(turn.session, case_id)
    if case is None:
        raise NotForYou
    turn.require(action, Subject(owner_id=case.applicant_id))
    return case


def _act_key(case: AidCase, label: Sayable, act: Act) -> Key:
    return key(label, CasePress(case.id, act))


# The list and one case -----------------------------------------------------------------------------------------------


def listed(turn: Turn) -> None:
    """List the worker's cases."""
    own = cases.of_person(turn.session, turn.person.id)
    if not own:
        text = say(N_("You have no case yet. Report hardship first; aid can be applied for once the file is open."))
        turn.show(text, ((go_key("report"),), (go_key("apply"),), (menu_key(),)))
        return
    seen = [my_cases.view(turn.work, case) for case in own[:20]]
    told = [say(N_("<b>{number}</b> {title}: {step}"), number=one.case.number, title=one.title, step=one.step)
            for one in seen]  # fmt: skip
    keys = tuple((_act_key(one.case, say(N_("{number} {title}"), number=one.case.number, title=one.title), Act.OPEN),)
                 for one in seen)  # fmt: skip
    turn.show(paragraphs(say(N_("<b>Your cases</b>")), lines(*told)), (*keys, (menu_key(),)))


def show_case(turn: Turn, case: AidCase) -> None:
    """Show one case with all that can be done about it."""
    seen = my_cases.view(turn.work, case)
    head = say(N_("<b>{number}</b> {title}"), number=case.number, title=seen.title)
    turn.show(paragraphs(head, _where(seen), _money(seen), _reason(seen), _missing(seen)), _case_keys(seen))


def _where(seen: CaseView) -> Sayable:
    case = seen.case
    who = say(N_("With: {role}, {level}"), role=seen.role, level=seen.level) if seen.role and seen.level else None
    if seen.waits_for_receipt and seen.disputed:
        who = say(N_("With: the cashier"))
    elif seen.is_returned or seen.waits_for_receipt:
        who = say(N_("With: you"))
    return lines(
        say(N_("Step: {step}, since {since}"), step=seen.step, since=case.step_since),
        who,
        say(N_("Due by: {due}"), due=seen.due_on) if seen.due_on and who else None,
        say(N_("The public notice ends on {day}."), day=seen.notice_until) if seen.notice_until else None,
        say(N_("Handed in: {when}"), when=case.opened_at),
    )


def _money(seen: CaseView) -> Sayable | None:
    if seen.paid is not None and seen.paid_on is not None:
        paid = say(N_("Paid: {amount} on {day}"), amount=seen.paid, day=seen.paid_on)
        asked = say(N_("You told us that it did not come; the cashier is looking for it.")) if seen.disputed else None
        return lines(paid, asked)
    if not seen.case.amount or seen.is_closed:
        return None
    source = N_("It would be {amount}, if it is approved, and as long as funds last.")
    return say(source, amount=Money(seen.case.amount))


def _reason(seen: CaseView) -> Sayable | None:
    if not seen.reason:
        return None
    if seen.is_returned:
        return say(N_("It came back to you, because: {reason}\nPlease correct it."), reason=reason_said(seen.reason))
    return say(N_("It was not approved, because: {reason}\nYou can object to that."), reason=reason_said(seen.reason))


def _missing(seen: CaseView) -> Sayable | None:
    if not seen.missing:
        return None
    return lines(say(N_("Still missing:")), *(say(N_("– {paper}"), paper=paper.text) for paper in seen.missing))


def _case_keys(seen: CaseView) -> Keys:
    case = seen.case
    rows: list[tuple[Key, ...]] = []
    if seen.waits_for_receipt:
        rows.append((key(say(N_("The money has come")), ReceiptArrived(case.id)),))
        if not seen.disputed:
            rows.append((key(say(N_("It has not come")), ReceiptMissing(case.id)),))
    if seen.is_returned:
        rows.append((_act_key(case, say(N_("Correct and hand in again")), Act.CORRECT),))
    if not seen.is_closed:
        rows.append((_act_key(case, say(N_("Add a paper")), Act.PAPERS),))
    if seen.is_refused:
        rows.append((_act_key(case, say(N_("Object to the decision")), Act.OBJECT),))
    rows.append((_act_key(case, say(N_("Course of the case")), Act.HISTORY),))
    if not seen.is_closed and seen.paid is None:
        rows.append((_act_key(case, say(N_("Withdraw")), Act.WITHDRAW),))
    return (*rows, (go_key("cases", say(N_("‹ My cases"))), menu_key()))


def pressed(turn: Turn, press: CasePress) -> None:
    """A press under one of the worker's own cases."""
    changes = press.act in (Act.PAPERS, Act.CORRECT, Act.SURE, Act.OBJECT)
    case = own_case(turn, press.case_id, Action.CHANGE_OWN_CASE if changes else Action.SEE_OWN_CASE)
    ACTS[press.act](turn, case)


def _history(turn: Turn, case: AidCase) -> None:
    told = [say(N_("{when}: {what}"), when=line.at, what=line.said) for line in cases.history(turn.session, case)]
    head = say(N_("<b>{number}</b>: what happened so far"), number=case.number)
    turn.show(paragraphs(head, lines(*told)), ((_act_key(case, say(N_("‹ Back")), Act.OPEN),),))


def _papers(turn: Turn, case: AidCase) -> None:
    """Ask which paper it is, the missing ones first."""
    policy = _policy_of(turn, case)
    missing = list(cases.missing_papers(turn.session, case, policy))
    others = [paper for paper in my_cases.needed_papers(case, policy) if paper not in missing]
    keys = tuple((key(paper.text, AddPaper(case.id, paper.key)),) for paper in (*missing, *others))
    turn.show(say(N_("Which paper would you like to add?")), (*keys, (_act_key(case, say(N_("‹ Back")), Act.OPEN),)))


def _correct(turn: Turn, case: AidCase) -> None:
    form = "report" if case.programme == cases.HARDSHIP else "study_grant"
    if case.status != "returned":
        show_case(turn, case)
        return
    begin(turn, form, subject=str(case.id))


def _withdraw(turn: Turn, case: AidCase) -> None:
    text = say(
        N_("Do you want to withdraw case {number}? It ends then, and nothing is decided. You can apply again later."),
        number=case.number,
    )
    keys = (
        (_act_key(case, say(N_("Yes, withdraw the case")), Act.SURE),),
        (_act_key(case, say(N_("No, go on")), Act.OPEN),),
    )
    turn.show(text, keys)


def _withdrawn(turn: Turn, case: AidCase) -> None:
    cases.withdraw(turn.work, case, person=row_of(turn.work))
    show_case(turn, own_case(turn, case.id))


def _object(turn: Turn, case: AidCase) -> None:
    begin(turn, OBJECT_KEY, subject=str(case.id))


ACTS = {
    Act.OPEN: show_case,
    Act.HISTORY: _history,
    Act.PAPERS: _papers,
    Act.CORRECT: _correct,
    Act.WITHDRAW: _withdraw,
    Act.SURE: _withdrawn,
    Act.OBJECT: _object,
}


# The money -----------------------------------------------------------------------------------------------------------


def money_came(turn: Turn, press: ReceiptArrived) -> None:
    """The worker has the money."""
    case = own_case(turn, press.case_id, Action.CHANGE_OWN_CASE)
    cases.confirm_receipt(turn.work, case, person=row_of(turn.work))
    show_case(turn, own_case(turn, press.case_id))


def money_missing(turn: Turn, press: ReceiptMissing) -> None:
    """The worker says that the money did not come."""
    case = own_case(turn, press.case_id, Action.CHANGE_OWN_CASE)
    cases.dispute_receipt(turn.work, case, person=row_of(turn.work))
    show_case(turn, own_case(turn, press.case_id))


# Forms about a case --------------------------------------------------------------------------------------------------

PAPER_KEY, OBJECT_KEY = "paper", "objection"


def add_paper(turn: Turn, press: AddPaper) -> None:
    """A kind of paper was chosen."""
    case = own_case(turn, press.case_id, Action.CHANGE_OWN_CASE)
    if not any(paper.key == press.kind for paper in _policy_of(turn, case).papers):
        _papers(turn, case)
        return
    begin(turn, PAPER_KEY, subject=f"{case.id}.{press.kind}")


def _policy_of(turn: Turn, case: AidCase) -> Policy:
    return turn.house.policies.of(turn.session, case.policy_version)


def _paper_form(turn: Turn, draft: Draft) -> Form:
    case_id, _, kind = draft.subject.partition(".")
    return paper_form(_policy_of(turn, own_case(turn, int(case_id))).paper(kind))


def _paper_added(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case = own_case(turn, int(draft.subject.partition(".")[0]), Action.CHANGE_OWN_CASE)
    papers = reports.papers_in(answers)
    cases.add_papers(turn.work, case, person=row_of(turn.work), papers=papers)
    text = say(N_("Thank you, it is with case {number} now."), number=case.number)
    turn.show(text, ((_act_key(case, say(N_("Add another paper")), Act.PAPERS),),
                     (_act_key(case, say(N_("See the case")), Act.OPEN), menu_key())))  # fmt: skip


def _objected(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case = own_case(turn, int(draft.subject), Action.CHANGE_OWN_CASE)
    words = str(answers["objection"])
    cases.object_to_decision(turn.work, case, person=row_of(turn.work), words=words)
    text = say(N_("Your objection to case {number} is with the centre. You get an answer here."), number=case.number)
    turn.show(text, ((_act_key(case, say(N_("See the case")), Act.OPEN), menu_key()),))


register(Conversation(key=PAPER_KEY, access=Action.CHANGE_OWN_CASE, build=_paper_form, complete=_paper_added))
register(
    Conversation(
        key=OBJECT_KEY,
        access=Action.CHANGE_OWN_CASE,
        build=lambda _turn, _draft: objection_form(),
        complete=_objected,
    )
)

ROUTES: list[Route] = [
    entry(Entry("cases", say(N_("📁 My cases")), say(N_("where your cases stand")), Action.SEE_OWN_CASE, listed, 30)),
    Press(CasePress, Action.SEE_OWN_CASE, pressed),
    Press(AddPaper, Action.CHANGE_OWN_CASE, add_paper),
    Press(ReceiptArrived, Action.CHANGE_OWN_CASE, money_came),
    Press(ReceiptMissing, Action.CHANGE_OWN_CASE, money_missing),
]
