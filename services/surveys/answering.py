"""Somebody answers a survey: question by question, without what their file says already; each yes is a warning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import select

from domain.campaigns.audience import matches
from domain.platform.access import Action
from domain.platform.access import require as require_access
from domain.platform.text import Local
from domain.policy.frame.warnings import Sign
from domain.policy.frame.yearly import Survey, SurveyQuestion
from domain.surveys.refusals import NoSurvey
from models.surveys.rounds import SurveyReply, SurveyRound
from services import households, warnings
from services.platform.inserting import insert_into
from services.platform.work import Work
from services.surveys.record import newest, rules_of

__all__ = ["SurveyView", "answer", "none_of_it", "shown"]


@dataclass(frozen=True, slots=True)
class SurveyView:
    """Where somebody is: the question (None: all are answered) with its number in the policy, its place among those
    that they are asked, and how many said yes to."""

    survey_id: int
    text: Local | None
    number: int
    place: int
    count: int
    yes: int
    until: date


def shown(work: Work) -> SurveyView:
    """Return where whoever acts is in the running survey; raises NoSurvey."""
    one, rules, reply = _mine(work)
    return _view(work, one, rules, reply)


def answer(work: Work, survey_id: int, number: int, *, is_yes: bool) -> tuple[SurveyView, str | None]:
    """Keep a yes or no, and return the next question and the lead that answers a yes; raises NoSurvey."""
    one, rules, reply = _mine(work, survey_id)
    if not 0 <= number < len(rules.questions):
        raise NoSurvey
    question = rules.questions[number]
    _keep(work, one, rules, reply, {question.key: is_yes})
    if is_yes:
        warnings.sign(work, work.person_id, Sign.SURVEY, f"survey:{one.id}:{question.key}")
    return _view(work, one, rules, reply), question.lead if is_yes else None


def none_of_it(work: Work, survey_id: int) -> SurveyView:
    """Answer no to all that was not answered; raises NoSurvey."""
    one, rules, reply = _mine(work, survey_id)
    left = [each.key for each in _asked(work, rules) if each.key not in reply.answers]
    _keep(work, one, rules, reply, dict.fromkeys(left, False))
    return _view(work, one, rules, reply)


def _mine(work: Work, survey_id: int | None = None) -> tuple[SurveyRound, Survey, SurveyReply]:
    """Return the running survey and the row of whoever acts in it, locked."""
    require_access(work.actor, Action.CHANGE_OWN_FILE)
    one = newest(work.session)
    if one is None or one.closed_at is not None or work.today > one.until or survey_id not in (None, one.id):
        raise NoSurvey
    begun = {"round_id": one.id, "person_id": work.person_id, "answers": {}, "begun_at": work.now}
    once = insert_into(work.session, SurveyReply).on_conflict_do_nothing(index_elements=["round_id", "person_id"])
    work.session.connection().execute(once, [begun])
    mine = select(SurveyReply).where(SurveyReply.round_id == one.id, SurveyReply.person_id == work.person_id)
    reply = work.session.exec(mine.with_for_update().execution_options(populate_existing=True)).one()
    return one, rules_of(work, one), reply


def _keep(work: Work, one: SurveyRound, rules: Survey, reply: SurveyReply, given: dict[str, bool]) -> None:
    reply.answers = {**reply.answers, **given}
    if all(each.key in reply.answers for each in _asked(work, rules)):
        reply.done_at = reply.done_at or work.now
    work.session.flush()


def _view(work: Work, one: SurveyRound, rules: Survey, reply: SurveyReply) -> SurveyView:
    asked = _asked(work, rules)
    left = [each for each in asked if each.key not in reply.answers]
    if not left and reply.done_at is None:  # the file says it all
        reply.done_at = work.now
    first = left[0] if left else None
    return SurveyView(
        one.id, first.text if first else None, rules.questions.index(first) if first else 0,
        asked.index(first) + 1 if first else len(asked), len(asked), sum(map(bool, reply.answers.values())), one.until,
    )  # fmt: skip


def _asked(work: Work, rules: Survey) -> Sequence[SurveyQuestion]:
    """Return what somebody is asked: not what the file of their household says already."""
    file = households.file_of_person(work.session, work.person_id)
    if file is None:
        return rules.questions
    household, known = households.household_in(file), file.known or {}
    return [
        one
        for one in rules.questions
        if one.known is None or not matches(one.known, household, work.today, known=known).holds
    ]
