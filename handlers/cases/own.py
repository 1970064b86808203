"""/cases: a worker's own cases, what is missing, and everything that can be done about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.cases.buttons import Act, AddPaper, CasePress, OwnLetter
from domain.cases.keys import missing_keys
from domain.cases.papers import PaperIsGone
from domain.forms import Form
from domain.households.numbers import place_in
from domain.notices.questions import objection_form
from domain.payments.buttons import AskToSettle, AskToWait, GiveCard, ReceiptArrived, ReceiptMissing, StopRun
from domain.platform.access import Action
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Refusal, Sayable, lines, paragraphs, say
from domain.policy.questions import taken_out
from domain.procedure.buttons import SendContract
from domain.procedure.questions import paper_form
from handlers.cases.sent import ROUTES as OF_SENT
from handlers.cases.sent import sent_papers
from handlers.cases.told import beside_keys, told
from handlers.forms import Conversation, begin, register
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import aid, cases, notices, payments
from services.cases import CaseView
from services.forms import Draft
from services.platform.policies import Policy


def _act_key(case_id: int, label: Sayable, act: Act) -> Key:
    return key(label, CasePress(case_id, act))


# The list and one case -----------------------------------------------------------------------------------------------


def listed(turn: Turn) -> None:
    """List the worker's cases."""
    own = cases.own_cases(turn.work)
    if not own:
        text = say(N_("You have no case yet. Report hardship first; aid can be applied for once the file is open."))
        turn.show(text, ((go_key("report"),), (go_key("apply"),), (menu_key(),)))
        return
    listed_ones = [say(N_("<b>{number}</b> {title}: {step}"), number=one.number, title=one.title, step=one.step)
            for one in own]  # fmt: skip
    keys = tuple((_act_key(one.id, say(N_("{number} {title}"), number=one.number, title=one.title), Act.OPEN),)
                 for one in own)  # fmt: skip
    turn.show(paragraphs(say(N_("<b>Your cases</b>")), lines(*listed_ones)), (*keys, (menu_key(),)))


def show_case(turn: Turn, case_id: int) -> None:
    """Show one case with all that can be done about it."""
    seen = cases.own_case(turn.work, case_id)
    head = say(N_("<b>{number}</b> {title}"), number=seen.number, title=seen.title)
    turn.show(paragraphs(head, *told(seen)), _case_keys(seen))


def _case_keys(seen: CaseView) -> Keys:
    case_id = seen.id
    rows: list[tuple[Key, ...]] = []
    if seen.waits_for_receipt or seen.is_unheard:
        rows.append((key(say(N_("The money has come")), ReceiptArrived(case_id)),))
        if not seen.disputed:
            rows.append((key(say(N_("It has not come")), ReceiptMissing(case_id)),))
    if seen.came_back is not None and seen.came_back.wants_card:
        rows.append((key(say(N_("Give another card")), GiveCard(case_id)),))
    if seen.back_until is not None:
        rows.append((_act_key(case_id, say(N_("Take it up again")), Act.TAKE_UP),))
    if seen.is_returned:
        rows.append((_act_key(case_id, say(N_("Correct and hand in again")), Act.CORRECT),))
    if seen.signs:
        rows.append((key(say(N_("Send the contract")), SendContract(case_id)),))
    if seen.may_stop:
        rows.append((key(say(N_("I need it no more")), StopRun(case_id, 0)),))
    rows.extend(_loan_keys(seen))
    rows.extend((*beside_keys(seen), *missing_keys(seen.id, seen.missing)))
    if not seen.is_closed:
        rows.append((_act_key(case_id, say(N_("Add a paper")), Act.PAPERS),))
    if seen.is_refused:
        rows.append((_act_key(case_id, say(N_("Object to the decision")), Act.OBJECT),))
    if seen.has_letter:
        rows.append((key(say(N_("🖨 The decision as a letter (PDF)")), OwnLetter(case_id)),))
    rows.append((_act_key(case_id, say(N_("What I reported")), Act.REPORTED),
                 _act_key(case_id, say(N_("Course of the case")), Act.HISTORY)))  # fmt: skip
    if not seen.is_closed and seen.paid is None:
        rows.append((_act_key(case_id, say(N_("Withdraw")), Act.WITHDRAW),))
    return (*rows, (go_key("cases", say(N_("‹ My cases"))), menu_key()))


def _loan_keys(seen: CaseView) -> Keys:
    """Return what a worker can do about what they owe."""
    loan = seen.loan
    if loan is None:
        return ()
    plan = (_act_key(seen.id, say(N_("All repayments")), Act.PLAN),)
    if not loan.is_owed:
        return (plan,)
    wait = () if loan.is_asked else ((key(say(N_("I cannot pay this month")), AskToWait(seen.id)),),)
    return (*wait, (*plan, key(say(N_("Pay back all of it")), AskToSettle(seen.id))))


def pressed(turn: Turn, press: CasePress) -> None:
    """A press under one of the worker's own cases."""
    if press.act in (Act.PAPERS, Act.SENT, Act.CORRECT, Act.TAKE_UP):
        turn.require(Action.CHANGE_OWN_CASE)
    ACTS[press.act](turn, press.case_id)


def _history(turn: Turn, case_id: int) -> None:
    number, events = cases.own_history(turn.work, case_id)
    happened = [say(N_("{when}: {what}"), when=line.at, what=line.said) for line in events]
    head = say(N_("<b>{number}</b>: what happened so far"), number=number)
    turn.show(paragraphs(head, lines(*happened)), ((_act_key(case_id, say(N_("‹ Back")), Act.OPEN),),))


def _reported(turn: Turn, case_id: int) -> None:
    """Show how class and sum were worked out, and every answer; the last message has the way back."""
    *first, last = aid.reported(turn.work, case_id)
    for page in first:
        turn.say(page)
    turn.say(last, ((_act_key(case_id, say(N_("‹ Back")), Act.OPEN),),))


def _plan(turn: Turn, case_id: int) -> None:
    """Show every repayment of a loan."""
    loan = cases.own_case(turn.work, case_id).loan
    if loan is None:
        show_case(turn, case_id)
        return
    turn.show(loan.plan, ((_act_key(case_id, say(N_("‹ Back")), Act.OPEN),),))


def _papers(turn: Turn, case_id: int) -> None:
    """Ask which paper it is, the missing ones first."""
    papers = cases.papers_to_add(turn.work, case_id)
    keys = tuple((key(paper.text, AddPaper(case_id, paper.key)),) for paper in papers)
    sent = (_act_key(case_id, say(N_("What I have sent")), Act.SENT),)
    back = (_act_key(case_id, say(N_("‹ Back")), Act.OPEN),)
    turn.show(say(N_("Which paper would you like to add?")), (*keys, sent, back))


def _correct(turn: Turn, case_id: int) -> None:
    case = cases.handed_in(turn.work, case_id)
    if not case.is_returned:
        show_case(turn, case_id)
        return
    begin(turn, case.form, subject=str(case_id))


def _withdraw(turn: Turn, case_id: int) -> None:
    text = say(
        N_("Do you want to withdraw case {number}? It ends then, and nothing is decided. You can apply again later."),
        number=cases.handed_in(turn.work, case_id).number,
    )
    keys = (
        (_act_key(case_id, say(N_("Yes, withdraw the case")), Act.SURE),),
        (_act_key(case_id, say(N_("No, go on")), Act.OPEN),),
    )
    turn.show(text, keys)


def _withdrawn(turn: Turn, case_id: int) -> None:
    cases.withdraw(turn.work, case_id)
    show_case(turn, case_id)


def _object(turn: Turn, case_id: int) -> None:
    cases.handed_in(turn.work, case_id)
    begin(turn, OBJECT_KEY, subject=str(case_id))


def _take_up(turn: Turn, case_id: int) -> None:
    """A case that has lapsed comes back to its worker, who corrects it next."""
    aid.take_up(turn.work, case_id)
    turn.toast(say(N_("It is yours again. Please correct it and hand it in.")))
    show_case(turn, case_id)


ACTS = {
    Act.OPEN: show_case,
    Act.HISTORY: _history,
    Act.REPORTED: _reported,
    Act.PAPERS: _papers,
    Act.SENT: sent_papers,
    Act.CORRECT: _correct,
    Act.WITHDRAW: _withdraw,
    Act.SURE: _withdrawn,
    Act.OBJECT: _object,
    Act.TAKE_UP: _take_up,
    Act.PLAN: _plan,
}


# The money -----------------------------------------------------------------------------------------------------------


def money_came(turn: Turn, press: ReceiptArrived) -> None:
    """The worker has the money."""
    payments.confirm_receipt(turn.work, press.case_id)
    show_case(turn, press.case_id)


def money_missing(turn: Turn, press: ReceiptMissing) -> None:
    """The worker says that the money did not come."""
    payments.dispute_receipt(turn.work, press.case_id)
    show_case(turn, press.case_id)


# Forms about a case --------------------------------------------------------------------------------------------------

PAPER_KEY, OBJECT_KEY, NUMBER_KEY = "paper", "objection", "number"


def add_paper(turn: Turn, press: AddPaper) -> None:
    """A kind of paper was chosen."""
    if place_in(press.kind) is not None:
        begin(turn, NUMBER_KEY, subject=f"{press.case_id}.{press.kind}", restart=True)
        return
    if not any(paper.key == press.kind for paper in _policy_of(turn, press.case_id).papers):
        _papers(turn, press.case_id)
        return
    begin(turn, PAPER_KEY, subject=f"{press.case_id}.{press.kind}")


def _policy_of(turn: Turn, case_id: int) -> Policy:
    return turn.house.policies.of(turn.session, cases.handed_in(turn.work, case_id).policy_version)


def _paper_form(turn: Turn, draft: Draft) -> Form:
    case_id, kind, *_ = draft.subject.split(".")
    return paper_form(_policy_of(turn, int(case_id)).paper(kind))


def _paper_added(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id, _, *old = draft.subject.split(".")
    replaces = int(old[0]) if old else None
    stays = _why_it_stays(turn, replaces) if replaces is not None else None
    number = cases.add_papers(turn.work, int(case_id), answers, replaces=None if stays else replaces)
    thanks = say(N_("Thank you, it is with case {number} now."), number=number)
    before = say(N_("The one that you sent before goes as soon as this one is safely kept.")) if replaces else None
    text = paragraphs(thanks, stays.said if stays else before, taken_out(answers, turn.house.policies.current))
    turn.show(text, ((_act_key(int(case_id), say(N_("Add another paper")), Act.PAPERS),),
                     (_act_key(int(case_id), say(N_("See the case")), Act.OPEN), menu_key())))  # fmt: skip


def _why_it_stays(turn: Turn, paper_id: int) -> Refusal | None:
    """Return why a paper stays beside one that was sent in its place; None: it gives way."""
    try:
        return cases.own_paper(turn.work, paper_id).no_other
    except PaperIsGone as gone:
        return gone


def _objected(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    case_id = int(draft.subject)
    number = notices.object_to_decision(turn.work, case_id, words=str(answers["objection"]))
    text = say(N_("Your objection to case {number} is with the centre. You get an answer here."), number=number)
    turn.show(text, ((_act_key(case_id, say(N_("See the case")), Act.OPEN), menu_key()),))


register(Conversation(key=PAPER_KEY, access=Action.CHANGE_OWN_CASE, build=_paper_form, complete=_paper_added))
register(
    Conversation(
        key=OBJECT_KEY,
        access=Action.STOP_OWN_CASE,
        build=lambda _turn, _draft: objection_form(),
        complete=_objected,
    )
)

ROUTES: list[Route] = [
    entry(Entry("cases", say(N_("📁 My cases")), say(N_("where your cases stand")), Action.SEE_OWN_CASE, listed, 30)),
    Press(CasePress, Action.SEE_OWN_CASE, pressed),
    Press(AddPaper, Action.CHANGE_OWN_CASE, add_paper),
    *OF_SENT,
    Press(ReceiptArrived, Action.STOP_OWN_CASE, money_came),
    Press(ReceiptMissing, Action.STOP_OWN_CASE, money_missing),
]
