"""A survey by itself: opened on its day, told to all who are registered at the pace of notices, reminded of, over.

The key of a round and its row, locked while it is carried on, let a late, repeated or doubled run do no harm.
"""

from datetime import timedelta

from sqlmodel import col, select

from domain.broadcasts.audience import Audience
from domain.platform.messages import Message, key
from domain.platform.text import N_, Sayable, paragraphs, say
from domain.policy.frame.yearly import Survey
from domain.policy.seasons import Topic
from domain.surveys.buttons import OpenSurvey
from models.surveys.rounds import SurveyRound
from services.broadcasts import announce
from services.platform import audit
from services.platform.inserting import insert_into
from services.platform.work import Work
from services.surveys.record import rules_of

__all__ = ["carry_on"]


def carry_on(work: Work) -> None:
    """Open the survey of the year on its day, and carry the running ones on."""
    _open_if_due(work)
    running = select(SurveyRound).where(col(SurveyRound.closed_at).is_(None)).order_by(col(SurveyRound.id))
    for one in work.session.exec(running.with_for_update().execution_options(populate_existing=True)).all():
        _carry_on(work, one, rules_of(work, one))


def _open_if_due(work: Work) -> None:
    rules, today = work.house.policies.current.survey, work.today
    if rules is None:
        return
    for year in (today.year - 1, today.year):
        opens = rules.opens.in_year(year)
        if opens <= today < opens + timedelta(days=rules.days):
            _open(work, rules, year)


def _open(work: Work, rules: Survey, year: int) -> None:
    """Open a survey, unless it is, or another process does so at the same instant."""
    row = {
        "key": f"survey:{year}", "year": year, "policy_version": work.house.policies.current.version,
        "opened_on": work.today, "until": work.today + timedelta(days=rules.days), "reminded": 0,
        "opened_at": work.now,
    }  # fmt: skip
    opening = insert_into(work.session, SurveyRound).values(**row).on_conflict_do_nothing(index_elements=["key"])
    round_id = work.session.execute(opening.returning(col(SurveyRound.id))).scalar_one_or_none()
    if round_id is None:
        return
    audit.note(work, None, N_("opened a survey"), f"survey_round:{round_id}")
    one = work.session.get_one(SurveyRound, round_id)
    few = say(N_("It takes half a minute, at most five presses. Only the officers over your unit read your answers."))
    _announce(work, one, f"{one.key}:opens", paragraphs(rules.text, few))


def _carry_on(work: Work, one: SurveyRound, rules: Survey) -> None:
    due = sum(one.opened_on + timedelta(days=days) <= work.today for days in rules.remind_after_days)
    if work.today > one.until:
        one.closed_at = work.now
        audit.note(work, None, N_("closed a survey"), f"survey_round:{one.id}")
    elif due > one.reminded:
        one.reminded = due
        again = say(N_("You have not answered yet; until {day} you can."), day=one.until)
        _announce(work, one, f"{one.key}:remind:{due}", paragraphs(rules.text, again))


def _announce(work: Work, one: SurveyRound, once: str, text: Sayable) -> None:
    """Tell all who are registered and have not answered, but for whoever holds an office."""
    announce(
        work, key=once, topic=Topic.SEASONAL, title=say(N_("Survey {year}"), year=str(one.year)),
        message=Message(text, ((key(say(N_("🙋 Answer in half a minute")), OpenSurvey()),),)),
        audience=Audience(workers=True, survey=one.id),
    )  # fmt: skip
