"""Public notices for everybody, objections to them, and their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.forms import Form
from domain.notices.buttons import AgreeAndObject, Answer, AnswerObjection, NoticesPage, ObjectToNotice
from domain.notices.questions import answer_form, objection_form
from domain.platform.access import Action
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Sayable, Text, lines, paragraphs, say
from handlers.forms import Conversation, begin, register
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, menu_key
from handlers.menu.office import finish
from handlers.people.links import Link, on_link
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import notices
from services.forms import Draft

A_PAGE = 4
AGREED = "agreed"
WORD_ON_DATA = paragraphs(
    say(N_("<b>Before you write: what becomes of your words</b>")),
    say(
        N_(
            "Telegram's servers are abroad. The union keeps your words sealed with the case, and your Telegram number "
            "so that you get an answer; only the officers who answer read the words, and nobody learns who wrote "
            "them. Please write what you saw, no id numbers and nothing about anybody's health."
        )
    ),
    say(N_("<b>May the union keep and use what you write to look into it?</b>")),
)


def listed(turn: Turn) -> None:
    """List the notices that are up."""
    _show(turn, 0)


def page(turn: Turn, press: NoticesPage) -> None:
    """Another page of them."""
    _show(turn, press.page)


def _show(turn: Turn, number: int) -> None:
    running = page_of(notices.posted_ids(turn.work), number, A_PAGE)
    if not running.total:
        turn.show(say(N_("No public notice is up now.")), ((menu_key(),),))
        return
    shown = notices.posted(turn.work, running.shown)
    numbered = [lines(f"{place}.", one.text, between=" ") for place, one in enumerate(shown, 1)]
    keys = _object_keys(running.shown)
    turn.show(paragraphs(*numbered), (*keys, *running.turning(NoticesPage), (menu_key(),)))


def _object_keys(shown: Sequence[int]) -> Keys:
    def label(place: int) -> Sayable:
        return say(N_("Object to {number}"), number=str(place)) if len(shown) > 1 else say(N_("Object"))

    return tuple((key(label(place), ObjectToNotice(notice_id)),) for place, notice_id in enumerate(shown, 1))


def object_to(turn: Turn, press: ObjectToNotice) -> None:
    """Begin an objection."""
    if notices.check_may_object(turn.work, press.notice_id):
        begin(turn, "notice_objection", subject=str(press.notice_id), restart=True, below=True)
        return
    turn.say(WORD_ON_DATA, ((key(say(N_("I agree, go on")), AgreeAndObject(press.notice_id)),), (menu_key(),)))


def agree_and_object(turn: Turn, press: AgreeAndObject) -> None:
    """The word on data was read; now the objection."""
    notices.check_may_object(turn.work, press.notice_id)
    begin(turn, "notice_objection", subject=f"{press.notice_id}:{AGREED}", restart=True, below=True)


def _objection_form(_turn: Turn, _draft: Draft) -> Form:
    return objection_form()


def _objected(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    notice_id, _, agreed = draft.subject.partition(":")
    words = answers["objection"]
    notices.object_to_notice(turn.work, int(notice_id), words=words, agreed=agreed == AGREED)
    said = say(N_("Thank you. The centre looks into it and answers you here. Nobody else learns that it was you."))
    turn.show(said)


# Answers -------------------------------------------------------------------------------------------------------------

ASKED = {
    Answer.DISMISS: N_("What do you answer the person who objected? They read it, without your name."),
    Answer.RETURN: N_("What is to be corrected? Both the worker and the person who objected read it."),
    Answer.REFUSE: N_("Why is the case refused? Both the worker and the person who objected read it."),
}


def answer(turn: Turn, press: AnswerObjection) -> None:
    """Ask the approver for the answer."""
    notices.check_may_answer(turn.work, press.objection_id, press.answer)
    begin(turn, "answer", subject=f"{press.objection_id}:{press.answer}", restart=True, below=True)


def _answer_form(_turn: Turn, draft: Draft) -> Form:
    return answer_form(Text(ASKED[Answer(draft.subject.partition(":")[2])]))


def _answered(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    objection_id, _, how = draft.subject.partition(":")

    def act() -> Sayable:
        words = answers["answer"]
        notices.answer(turn.work, int(objection_id), Answer(how), words=words)
        return say(N_("Thank you, the objection is answered."))

    finish(turn, act)


register(Conversation("notice_objection", Action.OBJECT_TO_NOTICE, _objection_form, _objected))
register(Conversation("answer", Action.ANSWER_OBJECTION, _answer_form, _answered))
on_link(Link("notices", Action.SEE_NOTICES, lambda turn, _rest: listed(turn)))

ROUTES: list[Route] = [
    entry(
        Entry(
            command="notices",
            label=say(N_("📌 Public notices")),
            help=say(N_("public notices, and how to object")),
            access=Action.SEE_NOTICES,
            function=listed,
            order=45,
        )
    ),
    Press(NoticesPage, Action.SEE_NOTICES, page),
    Press(ObjectToNotice, Action.OBJECT_TO_NOTICE, object_to),
    Press(AgreeAndObject, Action.OBJECT_TO_NOTICE, agree_and_object),
    Press(AnswerObjection, Action.ANSWER_OBJECTION, answer),
]
