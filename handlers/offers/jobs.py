"""/jobs: what is offered to workers, and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.offers.buttons import AnswerOffer, Interest, JobsPage, OpenJob, SearchJobs
from domain.offers.questions import job_words_form
from domain.offers.rules import State
from domain.offers.searching import held_by
from domain.platform.access import Action, allowed
from domain.platform.messages import Key, key
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from handlers.forms import Conversation, begin, register
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.offers.searching import search_key, show_found
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import offers
from services.forms import Draft

A_PAGE = 6
LONGEST_NAME, MOST_NAMED = 20, 3
MARKS = {State.INTERESTED: "✅", State.WAITING_LIST: "⏳", State.DECLINED: "–", State.WENT: "✅", State.HIRED: "🎉"}


def listed(turn: Turn) -> None:
    """List what is open to this worker."""
    _show_list(turn, 0)


def page(turn: Turn, press: JobsPage) -> None:
    """Another page of it."""
    _show_list(turn, press.page)


def _show_list(turn: Turn, number: int) -> None:
    found = offers.jobs(turn.work)
    if not found:
        text = say(N_("Nothing is open at your unit just now. New offers are shown here."))
        turn.show(text, ((menu_key(),),))
        return
    head = say(N_("<b>Jobs and training</b>\nChoose one to read more and to answer. It costs nothing."))
    search = ((search_key(SearchJobs()),),)
    turn.show(head, (*page_of(found, number, A_PAGE).keys(_open_key, JobsPage), *search, (menu_key(),)))


def search(turn: Turn, _press: SearchJobs) -> None:
    """Ask for the words that an offer should hold."""
    begin(turn, "job_words", restart=True, below=True)


def _searched(turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
    found = offers.jobs(turn.work)
    every = (key(say(N_("All jobs and training")), JobsPage(0)), search_key(SearchJobs()))
    show_found(turn, answers["words"], [(one, one.searched) for one in found], _open_key, (every, (go_key("ask"),)))


def show_jobs_named(turn: Turn, words: str) -> None:
    """Show the open offers that a few words name, if any do."""
    if len(words) > LONGEST_NAME or not allowed(turn.actor, Action.ANSWER_OFFER):
        return
    found, is_whole = held_by([(one, one.searched) for one in offers.jobs(turn.work)], words)
    if found and is_whole:
        keys = tuple((_open_key(one),) for one in found[:MOST_NAMED])
        turn.say(say(N_("This is open at your unit and speaks of it:")), (*keys, (go_key("jobs"),)))


def _open_key(one: offers.Job) -> Key:
    mark = MARKS.get(one.state) if one.state else None
    label = lines(mark, one.kind.icon, one.title, between=" ")
    return key(lines(label, one.place, between=" · "), OpenJob(one.offer_id))


def open_job(turn: Turn, press: OpenJob) -> None:
    """Show one offer."""
    _show(turn, offers.job(turn.work, press.offer_id))


def _show(turn: Turn, one: offers.Job) -> None:
    text = paragraphs(one.text, _places(one), None if one.is_withdrawn else one.standing)
    turn.show(text, (*one.answer_keys, (key(say(N_("‹ Jobs and training")), JobsPage(0)),)))


def _places(one: offers.Job) -> Sayable | None:
    if one.is_withdrawn:
        return say(N_("This is no longer offered, so please do not go there for it."))
    if not one.is_open:
        return say(N_("The last day to answer is over, so answers can no longer be changed."))
    if one.state is not None and (one.state.is_result or one.state in (State.INTERESTED, State.WAITING_LIST)):
        return None
    if not one.free:
        return say(N_("All places are taken. If you are interested, you come on the waiting list."))
    return say_many(*Nn_("{count} place is left.", "{count} places are left."), one.free)


THANKS = {
    State.INTERESTED: N_("Noted: you are interested. A place is kept for you."),
    State.WAITING_LIST: N_("Noted. All places are taken, so you are on the waiting list."),
    State.DECLINED: N_("Noted, that is fine. You can change your answer until the last day."),
}


def answer(turn: Turn, press: AnswerOffer) -> None:
    """A worker is interested, or is not."""
    interested = press.interest is Interest.YES
    state = offers.answer(turn.work, press.offer_id, interested=interested)
    turn.toast(say(THANKS[state]))
    _show(turn, offers.job(turn.work, press.offer_id))


register(Conversation("job_words", Action.ANSWER_OFFER, lambda _turn, _draft: job_words_form(), _searched))

ROUTES: list[Route] = [
    entry(
        Entry(
            command="jobs",
            label=say(N_("💼 Jobs and training")),
            help=say(N_("vacancies, training places and job fairs for you")),
            access=Action.ANSWER_OFFER,
            function=listed,
            order=35,
        )
    ),
    Press(JobsPage, Action.ANSWER_OFFER, page),
    Press(SearchJobs, Action.ANSWER_OFFER, search),
    Press(OpenJob, Action.ANSWER_OFFER, open_job),
    Press(AnswerOffer, Action.ANSWER_OFFER, answer),
]
