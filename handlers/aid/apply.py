"""/apply: the aid programmes with their state, the study grant's form, and what it would bring."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.aid.buttons import ApplyTo
from domain.aid.study_grant_form import study_grant_form
from domain.forms import Form, Option
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Joined, Money, Refusal, Sayable, lines, paragraphs, say
from handlers.aid.report import case_policy
from handlers.forms.conversation import Conversation, Preview, begin, filled_in, register
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services.aid import applications
from services.aid.applications import NoOffer, Programme, Standing
from services.cases import worker_side as cases
from services.forms.drafts import Draft
from services.people.people import row_of
from services.platform.policies import Policy

KEY = "study_grant"


class NoStudents(Refusal):
    """A study grant needs a child in the file."""

    text = N_("In your household's file there is no child at school. Please tell your case officer to correct it.")


# The list ------------------------------------------------------------------------------------------------------------


def programmes(turn: Turn) -> None:
    """List the programmes with their state, and how to apply."""
    policy = turn.house.policies.current
    standing = applications.standing_of(turn.session, row_of(turn.work), policy, today=turn.today)
    listed = [_programme(turn, programme, standing) for programme in policy.programmes]
    keys = tuple(
        (key(say(N_("Apply: {programme}"), programme=programme.title), ApplyTo(programme.key)),)
        for programme in policy.programmes
        if standing is not None and not applications.reasons_against(standing, programme, today=turn.today)
    )
    text = paragraphs(say(N_("<b>Aid you can apply for</b>")), *listed, None if standing else _file_missing(turn))
    turn.show(text, (*keys, *_way_to_a_file(turn, standing), (menu_key(),)))


def _programme(turn: Turn, programme: Programme, standing: Standing | None) -> Sayable:
    least, most = programme.amount_range()
    amounts = say(N_("From {least} to {most} for each student and year."), least=Money(least), most=Money(most))
    head = say(N_("<b>{programme}</b>: {state}"), programme=programme.title, state=programme.state(turn.today).said)
    reasons = applications.reasons_against(standing, programme, today=turn.today) if standing else ()
    against = [say(N_("Not now, because: {reason}"), reason=reason.worker) for reason in reasons]
    return lines(head, programme.summary, amounts, *against)


def _file_missing(turn: Turn) -> Sayable:
    running = _report_under_way(turn)
    if running is not None:
        return say(
            N_("Your hardship report {number} is under way: {step}. Once the file is open, you can apply here."),
            number=running.number,
            step=cases.label_of_step(running),
        )
    return say(N_("Aid needs a hardship file of your household first. The report takes about ten minutes."))


def _report_under_way(turn: Turn) -> cases.AidCase | None:
    own = cases.of_person(turn.session, turn.person.id)
    return next((case for case in own if case.programme == cases.HARDSHIP and case.closed_at is None), None)


def _way_to_a_file(turn: Turn, standing: Standing | None) -> Keys:
    if standing is not None:
        return ()
    return ((go_key("cases" if _report_under_way(turn) else "report"),),)


def pressed(turn: Turn, press: ApplyTo) -> None:
    """A press on a programme: what speaks against it now is told, else the form opens."""
    policy = turn.house.policies.current
    standing = applications.standing_of(turn.session, row_of(turn.work), policy, today=turn.today)
    programme = next((one for one in policy.programmes if one.key == press.programme), None)
    if programme is None or standing is None or applications.reasons_against(standing, programme, today=turn.today):
        programmes(turn)
        return
    begin(turn, KEY, subject=programme.key)


# The form ------------------------------------------------------------------------------------------------------------


def _policy(turn: Turn, draft: Draft) -> Policy:
    return turn.house.policies.of(turn.session, draft.policy_version)


def _case(turn: Turn, subject: str) -> cases.AidCase | None:
    """Return the returned case that is corrected; a new application is about a programme instead."""
    return cases.get(turn.session, int(subject)) if subject.isdigit() else None


def _programme_of(turn: Turn, draft: Draft) -> Programme:
    case = _case(turn, draft.subject)
    return _policy(turn, draft).programme(case.programme if case else draft.subject)


def _standing(turn: Turn, draft: Draft) -> Standing:
    standing = applications.standing_of(turn.session, row_of(turn.work), _policy(turn, draft), today=_day(turn, draft))
    if standing is None:
        raise applications.FileNeeded
    return standing


def _day(turn: Turn, draft: Draft) -> date:
    """An application that came back is judged by the day it was first handed in."""
    case = _case(turn, draft.subject)
    return case.opened_at.astimezone(turn.house.zone).date() if case else turn.today


def _form(turn: Turn, draft: Draft) -> Form:
    students = applications.students_in(_standing(turn, draft).household)
    if not students:
        raise NoStudents
    options = tuple(Option(one, lines(member.name)) for one, member in students.items())
    return study_grant_form(_policy(turn, draft), options, _programme_of(turn, draft))


def _known(turn: Turn, subject: str) -> Mapping[str, Any]:
    case = _case(turn, subject)
    if case is None:
        return {}
    policy = turn.house.policies.of(turn.session, case.policy_version)
    return filled_in(study_grant_form(policy, (), policy.programme(case.programme)), case.answers)


def _preview(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> Preview:
    """Show what it would bring and why, or every reason against it."""
    standing, programme, case = _standing(turn, draft), _programme_of(turn, draft), _case(turn, draft.subject)
    offer = applications.offer_for(
        turn.session, standing, programme, answers, today=_day(turn, draft), but=case.id if case else None
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
        applications.hand_in_again(turn.work, row_of(turn.work), case, answers, policy)
        text = say(N_("Case <b>{number}</b> is handed in again. I tell you how it goes on."), number=case.number)
    else:
        programme = _programme_of(turn, draft)
        case = applications.hand_in(turn.work, row_of(turn.work), programme, answers, policy)
        text = say(
            N_(
                "Your application is handed in. Its number is <b>{number}</b>. Your union reviews it now, and I "
                "tell you about every step."
            ),
            number=case.number,
        )
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
