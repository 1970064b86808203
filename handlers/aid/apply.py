"""/apply: the aid programmes with their state, the study grant's form, and what it would bring."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.aid.buttons import ApplyTo
from domain.aid.study_grant import NoOffer
from domain.aid.study_grant_form import study_grant_form
from domain.forms import Form, Option
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Joined, Money, Refusal, Sayable, lines, paragraphs, say
from domain.policy import StudyGrant
from domain.policy.questions import taken_out
from handlers.aid.report import case_policy, handed_in_again
from handlers.forms import Conversation, Preview, begin, filled_in, register
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import aid, cases
from services.aid import Standing
from services.cases import HandedIn, UnderWay
from services.forms import Draft
from services.platform.policies import Policy

KEY = "study_grant"


class NoStudents(Refusal):
    """A study grant needs a child in the file."""

    text = N_("In your household's file there is no child at school. If there is one, please send that under /file.")
    leads_to = "file"


# The list ------------------------------------------------------------------------------------------------------------


def programmes(turn: Turn) -> None:
    """List the programmes with their state, and how to apply."""
    policy = turn.house.policies.current
    standing = aid.standing_of(turn.work, policy, today=turn.today)
    listed = [_programme(turn, programme, standing) for programme in policy.programmes]
    keys = tuple(
        (key(say(N_("Apply: {programme}"), programme=programme.title), ApplyTo(programme.key)),)
        for programme in policy.programmes
        if standing is not None and not standing.reasons_against(programme, today=turn.today)
    )
    running = cases.report_under_way(turn.work) if standing is None else None
    missing = _file_missing(running) if standing is None else None
    way = ((go_key("cases" if running else "report"),),) if standing is None else ()
    text = paragraphs(say(N_("<b>Aid you can apply for</b>")), *listed, missing)
    turn.show(text, (*keys, *way, (menu_key(),)))


def _programme(turn: Turn, programme: StudyGrant, standing: Standing | None) -> Sayable:
    least, most = programme.amount_range()
    amounts = say(N_("From {least} to {most} for each student and year."), least=Money(least), most=Money(most))
    head = say(N_("<b>{programme}</b>: {state}"), programme=programme.title, state=programme.state(turn.today).said)
    reasons = standing.reasons_against(programme, today=turn.today) if standing else ()
    against = [say(N_("Not now, because: {reason}"), reason=reason.worker) for reason in reasons]
    return lines(head, programme.summary, amounts, *against)


def _file_missing(running: UnderWay | None) -> Sayable:
    if running is not None:
        return say(
            N_("Your hardship report {number} is under way: {step}. Once the file is open, you can apply here."),
            number=running.number,
            step=running.step,
        )
    return say(N_("Aid needs a hardship file that is open to you (/file). The report takes about ten minutes."))


def pressed(turn: Turn, press: ApplyTo) -> None:
    """A press on a programme: what speaks against it now is told, else the form opens."""
    policy = turn.house.policies.current
    standing = aid.standing_of(turn.work, policy, today=turn.today)
    programme = next((one for one in policy.programmes if one.key == press.programme), None)
    if programme is None or standing is None or standing.reasons_against(programme, today=turn.today):
        programmes(turn)
        return
    begin(turn, KEY, subject=programme.key)


# The form ------------------------------------------------------------------------------------------------------------


def _policy(turn: Turn, draft: Draft) -> Policy:
    return turn.house.policies.of(turn.session, draft.policy_version)


def _case(turn: Turn, subject: str) -> HandedIn | None:
    """Return the returned case that is corrected; a new application is about a programme instead."""
    return cases.handed_in(turn.work, int(subject)) if subject.isdigit() else None


def _programme_of(turn: Turn, draft: Draft) -> StudyGrant:
    case = _case(turn, draft.subject)
    return _policy(turn, draft).programme(case.programme if case else draft.subject)


def _standing(turn: Turn, draft: Draft) -> Standing:
    case = _case(turn, draft.subject)
    but = case.id if case else None
    standing = aid.standing_of(turn.work, _policy(turn, draft), today=_day(turn, draft), but=but)
    if standing is None:
        raise aid.FileNeeded
    return standing


def _day(turn: Turn, draft: Draft) -> date:
    """An application that came back is judged by the day it was first handed in."""
    case = _case(turn, draft.subject)
    return case.opened_at.astimezone(turn.house.zone).date() if case else turn.today


def _form(turn: Turn, draft: Draft) -> Form:
    students = aid.students_of(_standing(turn, draft).household)
    if not students:
        raise NoStudents
    options = tuple(Option(one, lines(member.name)) for one, member in students.items())
    return study_grant_form(_policy(turn, draft), options, _programme_of(turn, draft))


def _known(turn: Turn, subject: str) -> Mapping[str, Any]:
    case = _case(turn, subject)
    if case is None:
        return {}
    policy = turn.house.policies.of(turn.session, case.policy_version)
    answers = {**case.answers, "student": aid.student_now(turn.work, case.answers)}
    if answers["student"] is None:  # no longer in the household, or not known by a place in it
        del answers["student"]
    return filled_in(study_grant_form(policy, (), policy.programme(case.programme)), answers)


def _preview(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> Preview:
    """Show what it would bring and why, or every reason against it."""
    standing, programme, case = _standing(turn, draft), _programme_of(turn, draft), _case(turn, draft.subject)
    offer = aid.offer_for(
        turn.work, standing, programme, answers, today=_day(turn, draft), but=case.id if case else None
    )
    if isinstance(offer, NoOffer):
        head = say(N_("<b>This application cannot be handed in, because:</b>"))
        told = [say(N_("• {reason}"), reason=reason.worker) for reason in offer.reasons]
        return Preview(paragraphs(head, *told), ready=False)
    amount = say(
        N_("It would be <b>{amount}</b>, if it is approved, and as long as funds last."),
        amount=Money(offer.amount),
    )
    return Preview(paragraphs(amount, Joined(offer.why)))


def _handed_in(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    policy, case = _policy(turn, draft), _case(turn, draft.subject)
    if case is not None:
        handed_in_again(turn, aid.hand_in_application_again(turn.work, case.id, answers, policy), answers)
        return
    number = aid.hand_in_application(turn.work, _programme_of(turn, draft), answers, policy)
    said = say(
        N_(
            "Your application is handed in. Its number is <b>{number}</b>. Your union reviews it now, and I "
            "tell you about every step."
        ),
        number=number,
    )
    text = paragraphs(said, taken_out(answers, turn.house.policies.current))
    turn.show(text, ((go_key("cases"), menu_key()),))


register(
    Conversation(
        key=KEY,
        name=say(N_("your application for a study grant")),
        access=Action.APPLY,
        build=_form,
        complete=_handed_in,
        preview=_preview,
        prefill=_known,
        policy=case_policy,
        sensitive=True,
    )
)

ROUTES: list[Route] = [
    entry(Entry("apply", say(N_("🎓 Apply for aid")), say(N_("programmes, and how to apply")), Action.APPLY, programmes,
                20)),
    Press(ApplyTo, Action.APPLY, pressed),
]  # fmt: skip
