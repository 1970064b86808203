"""What officers decide: approve, return or refuse the step a case is at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from domain.forms import Form, Question
from domain.platform.access import Action, Office
from domain.platform.messages import Message
from domain.platform.text import N_, Sayable, Text, lines
from domain.procedure import procedure
from domain.procedure.checks import check_may_decide, check_open
from domain.procedure.events import AidAsked, Signing, SumChosen
from domain.procedure.refusals import GroundsChanged
from domain.procedure.state import CaseState, Decision, Status, Verdict
from domain.procedure.steps import kind_of
from domain.procedure.steps.approval import SUM, sum_form, sum_in
from domain.units.steps import Role, StepKind
from models.procedure import AidCase
from services.platform import audit, consent, outbox
from services.platform.undo import only_tried
from services.platform.work import Work
from services.procedure import course
from services.procedure.course import check_people
from services.procedure.grounds import changed_since, check_seen, contract_of, keep_files, missing_papers
from services.procedure.meant import keeping
from services.procedure.news import tell_not_in_order, tell_verdict
from services.procedure.prompt_words import closed_message
from services.procedure.record import find_case, lock, office_for, record_decision, state_of, step_of, subject
from services.procedure.short.words import set_aside_said, waits_said
from services.units import acting_office

MARKS = 2**31
SAID = {
    Verdict.RETURN: N_("Returned by the {role}, {unit}."),
    Verdict.REFUSE: N_("Refused by the {role}, {unit}."),
}


DONE = {
    Verdict.APPROVE: N_("approved a step"),
    Verdict.RETURN: N_("returned the case"),
    Verdict.REFUSE: N_("refused the case"),
}


@dataclass(frozen=True, slots=True)
class StepInHand:
    """The step a case is at, with the officer who acts on it: under which office, and on which prompt (`version`)."""

    work: Work
    case: AidCase
    office: Office
    state: CaseState
    version: int

    def decision(self, verdict: Verdict, *, reason: str = "", reference: str = "") -> Decision:
        """Return what this officer decides, for the procedure."""
        return Decision(self.work.person_id, self.version, verdict, self.work.now, reason, reference)

    def check(self) -> None:
        """Raise unless this officer may decide the step they saw."""
        if self.state.is_past_return:
            check_open(self.state, self.version)
            check_may_decide(self.state, self.work.person_id)
            return
        # A return with a reason is allowed in every officer's step, so trying one asks about the person and the step.
        procedure.decide(self.state, self.decision(Verdict.RETURN, reason="-"))

    def check_once_more(self) -> None:
        """Raise unless what was asked at the door still holds: once per what, and what else the household has.

        Raises GroundsChanged, PeopleUnsettled, OnceOnly, OtherAidInTheWay.
        """
        self.check_grounds()
        self.check_others()

    def check_others(self) -> None:
        """Raise as `check_once_more` does, but for what the decision rests on."""
        check_people(self.work, self.case)
        if kind_of(self.case.step).is_signed:
            self.work.happened(Signing(self.case.id))
        if kind_of(self.case.step).asks_aid and self.state.payment is None:
            self.work.happened(AidAsked(self.case.id, StepKind(self.case.step)))

    def choose_sum(self, answers: Mapping[str, Any]) -> None:
        """Write down how much is given, where that is left to this approval, and let all that is asked once more be
        asked of that sum. Raises SumOutside, and what `check_once_more` does."""
        self.check_grounds()
        case = self.case
        voted = kind_of(case.step).sum_voted(self.state)
        given = answers if voted is None else {SUM: voted}
        case.amount = sum_in(given, case.number, case.least or 0, case.upto or 0)
        self.work.session.flush()
        self.check_others()

    def check_grounds(self) -> None:
        """Raise GroundsChanged unless what is acted on is what was decided, as far as the step rests on it."""
        is_first = self.state.position == procedure.first_look(self.state) and not self.state.begins_at_visit
        if is_first:  # what was decided before does not bind it, since it looks at all there is
            return
        if any(map(kind_of(self.case.step).rests_on, changed_since(self.work.session, self.case))):
            raise GroundsChanged(number=self.case.number)

    def done(
        self,
        after: CaseState,
        verdict: Verdict = Verdict.APPROVE,
        *,
        noted: str,
        said: str,
        reason: str = "",
        detail: str = "",
        is_checked: bool = False,
    ) -> Message:
        """Write down that it was done and move the case on; return what every message that asked for it becomes.

        The trail keeps `noted` and `detail`; the others who could have done it read `said`, which has places for the
        role and the unit. An approval raises what `check_once_more` does, unless that `is_checked` already.
        """
        work, case = self.work, self.case
        if verdict is Verdict.APPROVE and not is_checked:
            self.check_once_more()
        record_decision(work, case, verdict, person_id=work.person_id, role=self.office.role, reason=reason)
        audit.note(work, work.person_id, noted, subject(case), detail=detail)
        role, unit = Role(self.office.role).label, self.office.unit_name
        closed = Text(said, {"role": role, "unit": unit})
        course.move(work, case, after, closed)
        return closed_message(work, case, closed)


def step_in_hand(work: Work, case_id: int, version: int, action: Action) -> StepInHand:
    """Return the step of a case, locked, for an officer who acts on the prompt of this version.

    Raises NotForYou, YouDecided or JustDecided when it is decided and can still be taken back, and ReadsOtherwise when
    the officer has been shown something else.

    Whoever pressed on an older prompt needs an office over the case at all; the procedure then tells that it has moved.
    """
    case = lock(work.session, case_id)
    office = office_for(work, action, case)
    state = state_of(work, case)
    if version == case.version and case.status == Status.OPEN:
        office = acting_office(work, action, case, state)
        keeping.check_undecided(work, case)
        check_seen(work, case)
    return StepInHand(work, case, office, state, version)


def decide(
    work: Work,
    case_id: int,
    version: int,
    verdict: Verdict,
    *,
    reason: str = "",
    answers: Mapping[str, Any] | None = None,
    at_once: bool = False,
) -> Message:
    """Record an officer's verdict and move the case; the first press wins. Returns what the messages that asked become.

    Unless it is to count `at_once`, it can be taken back for as long as the house says; only then the case moves.
    `answers` are what the officer filled in, where an approval asks for something; the step says what is kept of it.

    Raises NotForYou, and what `domain.procedure.procedure.decide` raises; nothing is changed then.
    """
    step = step_in_hand(work, case_id, version, Action.DECIDE)
    kind = kind_of(step.case.step)
    if verdict is Verdict.APPROVE and answers and version == step.case.version and not at_once:  # else: of another step
        reason = _kept(step, answers) or kind.noted(step.state) or reason
    after = procedure.decide(step.state, step.decision(verdict, reason=reason))
    if work.house.undo_seconds and not at_once:
        return _meant(step, verdict, reason, answers or {})
    files = kind.files(answers or {}) if verdict is not Verdict.RETURN else ()
    chooses = verdict is Verdict.APPROVE and _chooses(step.case)
    if chooses:
        step.choose_sum(answers or {})
    keep_files(work, step.case, f"{kind.key}:{version}", files)
    closed = step.done(
        after, verdict, noted=DONE[verdict], said=SAID.get(verdict, kind.settled), reason=reason, detail=kind.key.value,
        is_checked=chooses,
    )  # fmt: skip
    if chooses:
        work.happened(SumChosen(case_id))
    if verdict is Verdict.REFUSE and step.state.payment is not None:
        tell_not_in_order(work, step.case, reason, step.state.officers_so_far)
        return closed
    tell_verdict(work, step.case, verdict, reason, told=_told(step, verdict, reason))
    _tell_that_it_waits(step)
    return closed


def _told(step: StepInHand, verdict: Verdict, reason: str) -> Sayable | None:
    if verdict is not Verdict.APPROVE:
        return None
    kind = kind_of(step.state.kind)
    parts = (kind.told(reason), set_aside_said(step.case) if kind.grants else None)
    return lines(*parts) if any(part is not None for part in parts) else None


def _tell_that_it_waits(step: StepInHand) -> None:
    """Whoever approved what no fund holds hears where it stands now."""
    waits = waits_said(step.work, step.case)
    if waits is not None and step.work.person_id:
        outbox.put(step.work, step.work.person_id, Message(waits))


def _meant(step: StepInHand, verdict: Verdict, reason: str, answers: Mapping[str, Any]) -> Message:
    """Ask all that an approval asks, and keep what was decided until it takes effect."""
    work, case, chosen = step.work, step.case, dict[str, Any]()
    if verdict is Verdict.APPROVE and _chooses(case):
        with only_tried(work.session):
            step.choose_sum(answers)
        case, chosen = lock(work.session, case.id), {key: answers[key] for key in (SUM,) if key in answers}
    elif verdict is Verdict.APPROVE:
        step.check_once_more()
    if verdict is not Verdict.RETURN and kind_of(case.step).files(answers):
        chosen = dict(answers)
    return keeping.mean(work, case, step.office, verdict, reason=reason, answers=chosen)


def _kept(step: StepInHand, answers: Mapping[str, Any]) -> str:
    return kind_of(step.case.step).kept(answers, step_of(step.work, step.case))


def _asked(work: Work, case: AidCase) -> Form | None:
    kind, step = kind_of(case.step), step_of(work, case)
    if kind.is_signed:
        return kind.asks_with(case.number, step, len(contract_of(work.session, case)))
    return kind.asks(case.number, step)


def _chooses(case: AidCase) -> bool:
    """Say whether whoever approves the present step of a case says how much is given."""
    return case.upto is not None and kind_of(case.step).chooses_sum


def _with_sum(work: Work, case: AidCase, asked: Form | None) -> Form | None:
    """Return what is filled in where the sum is left open, unless votes have come to one."""
    if kind_of(case.step).sum_voted(state_of(work, case)) is not None:
        return asked
    sum_ = sum_form(case.number, case.least or 0, case.upto or 0)
    return sum_ if asked is None else replace(asked, questions=(*sum_.questions, *asked.questions))


@dataclass(frozen=True, slots=True)
class ToApprove:
    """What an officer fills in to approve a step (None: a press is all), and beside the reason to refuse it; the papers
    they would do without with a `mark` of which ones these are, and what they read when it is `done`."""

    number: str
    form: Form | None
    with_refusal: tuple[Question, ...]
    missing: tuple[Sayable, ...]
    done: Text
    mark: int
    can_return: bool = True


def asks(work: Work, case_id: int, version: int | None = None, told: int | None = None) -> ToApprove:
    """Return what comes before an approval of the present step of a case.

    With the `version` that the officer saw it says which papers are missing, and raises what the approval would before
    anybody is asked about them; `told` is the mark of those that the officer was asked about already.
    """
    case = find_case(work.session, case_id)
    kind = kind_of(case.step)
    missing = missing_papers(work, case) if version is not None and kind.is_duty else ()
    can_return = not missing or not state_of(work, case).is_past_return
    mark = crc32(",".join(paper.key for paper in missing).encode()) % MARKS
    if missing and version is not None and mark != told:
        step = step_in_hand(work, case_id, version, Action.DECIDE)
        step.check()
        procedure.decide(step.state, step.decision(Verdict.APPROVE))
    if version is not None and kind.is_signed:
        work.happened(Signing(case.id))
    asked = _asked(work, case) if case.status == Status.OPEN else None
    form = _with_sum(work, case, asked) if _chooses(case) else asked
    beside = tuple(kind.asks_with_refusal())
    return ToApprove(
        case.number, form, beside, tuple(paper.text for paper in missing), Text(kind.done), mark, can_return
    )


def check_may_press(
    work: Work, case_id: int, version: int, action: Action = Action.DECIDE, verdict: Verdict = Verdict.APPROVE
) -> None:
    """Raise unless this officer may decide the step they saw: asked before a form begins, so that no work is lost."""
    step = step_in_hand(work, case_id, version, action)
    step.check()
    kind_of(step.case.step).check_ready(step.state, verdict)
    if action is Action.ENTER:
        consent.check(work.session, step.case.applicant_id, step.case.number)
    if action is not Action.DECIDE:  # its form approves; the one of a decision returns or refuses
        step.check_once_more()
