"""/report: the hardship self-report, the class it would get worked out line by line, and handing it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.aid.eligibility import Assessment
from domain.aid.report_form import report_form
from domain.aid.worked_out import for_worker
from domain.forms import Form
from domain.households.classes import HouseholdClass
from domain.platform.access import Action
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from domain.policy.questions import taken_out
from handlers.forms import Conversation, Preview, begin, filled_in, register
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Route
from handlers.platform.turn import Turn
from services import aid, cases
from services.cases import HouseholdInOpenCase
from services.forms import Draft
from services.platform.policies import Policy

KEY = "report"
_forms: dict[str, Form] = {}


def form_of(policy: Policy) -> Form:
    """Return the form of a policy version; built once, since every step of it needs it."""
    if policy.version not in _forms:
        _forms[policy.version] = report_form(policy)
    return _forms[policy.version]


def _form(turn: Turn, draft: Draft) -> Form:
    return form_of(_policy(turn, draft))


def _policy(turn: Turn, draft: Draft) -> Policy:
    return turn.house.policies.of(turn.session, draft.policy_version)


def report(turn: Turn) -> None:
    """Begin or continue the report, unless the worker has a case or file already."""
    number = aid.case_in_the_way(turn.work)
    if number is None:
        begin(turn, KEY)
        return
    turn.show(HouseholdInOpenCase(number=number).said, ((go_key("file"), go_key("cases")), (menu_key(),)))


def _correcting(draft: Draft) -> int | None:
    """Return the id of the returned case that is corrected, None for a new report."""
    return int(draft.subject) if draft.subject else None


def _preview(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> Preview:
    """Show the sum and the class, or every reason why it cannot be handed in, before it is."""
    assessment = aid.assess_report(turn.work, answers, _policy(turn, draft))
    head = say(N_("<b>First calculation</b>"))
    if assessment.may_open_file:
        return Preview(paragraphs(head, lines(*for_worker(assessment))))
    text = paragraphs(head, lines(*for_worker(assessment)), *_untold_bars(assessment), _other_help(assessment))
    return Preview(text, ready=False)


def _untold_bars(assessment: Assessment) -> list[Sayable]:
    """Bars are part of the sum for a household with a class; for the others they are told here, so none is missing."""
    if assessment.household_class is not HouseholdClass.NONE:
        return []
    again = N_("You could send it on {until} at the earliest.")
    return [lines(bar.worker, say(again, until=bar.until)) for bar in assessment.bars]


def _other_help(assessment: Assessment) -> Sayable:
    other = say(
        N_(
            "Without a file there is still help: temporary aid in an emergency, legal aid for unpaid wages or an "
            "injury, job fairs and training. Ask your union, or call 12351."
        )
    )
    if assessment.bar is None:
        return other
    kept = say(N_("I will remind you on {until}."), until=assessment.bar.until)
    return paragraphs(kept, other)


def _handed_in(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    policy, case_id = _policy(turn, draft), _correcting(draft)
    if case_id is not None:
        number = aid.hand_in_report_again(turn.work, case_id, answers, policy)
        handed_in_again(turn, number, answers)
        return
    number = aid.hand_in_report(turn.work, answers, policy)
    text = paragraphs(
        say(N_("Your report is handed in. Its number is <b>{number}</b>."), number=number),
        say(
            N_(
                "A colleague has to look at whom you named, as with every report. Your union reviews it, and two "
                "colleagues will visit you. Then it is posted for some working days without your full name, and the "
                "centre decides. I tell you about every step. It costs nothing."
            )
        ),
        taken_out(answers, turn.house.policies.current),
    )
    turn.show(text, ((go_key("cases"), menu_key()),))


def handed_in_again(turn: Turn, number: str, answers: Mapping[str, Any]) -> None:
    """Say that a returned case is with the officers again."""
    again = say(N_("Case <b>{number}</b> is handed in again. I tell you how it goes on."), number=number)
    text = paragraphs(again, taken_out(answers, turn.house.policies.current))
    turn.show(text, ((go_key("cases"), menu_key()),))


def _known(turn: Turn, subject: str) -> Mapping[str, Any]:
    """A returned case comes with its answers."""
    if not subject:
        return {}
    case = cases.handed_in(turn.work, int(subject))
    return filled_in(form_of(turn.house.policies.of(turn.session, case.policy_version)), case.answers)


def case_policy(turn: Turn, subject: str) -> str:
    """Return the policy version for a new application, or of the case that is corrected."""
    if not subject.isdigit():
        return turn.house.policies.current.version
    return cases.handed_in(turn.work, int(subject)).policy_version


register(
    Conversation(
        key=KEY,
        name=say(N_("your hardship report")),
        access=Action.REPORT,
        build=_form,
        complete=_handed_in,
        preview=_preview,
        prefill=_known,
        policy=case_policy,
        sensitive=True,
    )
)

ROUTES: list[Route] = [
    entry(
        Entry(
            "report", say(N_("🏠 Report hardship")), say(N_("tell the union about hardship")), Action.REPORT, report, 10
        )
    ),
]
