"""/survey: everybody answers the survey; officers see who of their units has, and who said yes to what."""

from __future__ import annotations

from domain.platform.access import Action, allowed
from domain.platform.messages import Keys, key
from domain.platform.text import N_, Nn_, Sayable, lines, paragraphs, say, say_many
from domain.surveys.buttons import NoneOfSurvey, OpenSurvey, SayToSurvey, SurveyPicture
from domain.surveys.refusals import NoSurvey
from handlers.menu.lists import page_of
from handlers.menu.menu import Entry, entry, go_key, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from handlers.requests.leads import ways_of
from services import surveys
from services.surveys import Coverage, SurveyView, Yes

A_PAGE, MOST_UNITS = 8, 20


def survey(turn: Turn) -> None:
    """Show where somebody is; an officer has the way to the answers, too."""
    is_officer = allowed(turn.actor, Action.ANSWER_WARNING)
    picture: Keys = ((key(say(N_("📊 Who has answered")), SurveyPicture(0, 0)),),) if is_officer else ()
    try:
        _show(turn, surveys.shown(turn.work), picture)
    except NoSurvey as none:
        turn.show(none.said, (*picture, (menu_key(),)))


def opened(turn: Turn, _press: OpenSurvey) -> None:
    """Somebody begins."""
    _show(turn, surveys.shown(turn.work))


def said(turn: Turn, press: SayToSurvey) -> None:
    """A yes is answered at once, then comes the next question."""
    view, lead = surveys.answer(turn.work, press.survey_id, press.number, is_yes=bool(press.is_yes))
    found = next((one for one in turn.house.policies.current.leads if one.key == lead), None)
    if found is None:
        _show(turn, view)
        return
    turn.show(found.text, ways_of(turn, found))
    turn.say(*_asked(view))


def none_of_it(turn: Turn, press: NoneOfSurvey) -> None:
    """Nothing of it, and nothing more to ask."""
    _show(turn, surveys.none_of_it(turn.work, press.survey_id))


def _show(turn: Turn, view: SurveyView, more: Keys = ()) -> None:
    text, keys = _asked(view)
    turn.show(text, (*keys, *more))


def _asked(view: SurveyView) -> tuple[Sayable, Keys]:
    if view.text is None:
        return _thanks(view), ((go_key("report"), go_key("ask")), (menu_key(),))
    here = view.survey_id, view.number
    keys = (
        (key(say(N_("Yes")), SayToSurvey(*here, 1)), key(say(N_("No")), SayToSurvey(*here, 0))),
        (key(say(N_("Nothing of this kind, all is well")), NoneOfSurvey(view.survey_id)),),
    )
    place = say(N_("Question {place} of {count}"), place=view.place, count=view.count)
    return paragraphs(place, view.text), keys


def _thanks(view: SurveyView) -> Sayable:
    if not view.yes:
        return say(N_("Thank you, that is all. If something gets hard, write to me here at any time."))
    source = N_("Thank you. Somebody from your union will get in touch with you. If it cannot wait, ask right now:")
    return say(source)


# Officers ------------------------------------------------------------------------------------------------------------


def picture(turn: Turn, press: SurveyPicture) -> None:
    """Show the coverage of a unit, and who there said yes."""
    shown = surveys.coverage(turn.work, press.unit_id)
    units = tuple((key(lines(str(name), f"{answered}/{registered}", between=" · "), SurveyPicture(unit_id, 0)),)
                  for unit_id, name, registered, answered in shown.units[:MOST_UNITS])  # fmt: skip
    people = page_of(shown.yes, press.page, A_PAGE)
    above: Keys = ((key(say(N_("‹ Overview")), SurveyPicture(shown.above_id, 0)),),) if shown.above_id else ()
    turns = people.turning(lambda page: SurveyPicture(shown.unit_id, page))
    turn.show(paragraphs(_in_words(shown), lines(*map(_line, people.shown))), (*units, *turns, *above, (menu_key(),)))


def _in_words(shown: Coverage) -> Sayable:
    share = round(100 * shown.answered / shown.registered) if shown.registered else 0
    days = N_("It is over since {day}.") if shown.is_over else N_("It can be answered until {day}.")
    return paragraphs(
        say(N_("<b>Survey {year}</b>: {unit}"), year=str(shown.year), unit=shown.unit),
        lines(
            say(N_("Registered: {count}"), count=shown.registered),
            say(N_("✅ answered: {count} ({share}%)"), count=shown.answered, share=share),
            say(days, day=shown.until),
        ),
        lines(*(say_many(*Nn_("{count} yes: {question}", "{count} yes: {question}"), count, question=text)
                for text, count in shown.counts if count)) if shown.yes else None,
    )  # fmt: skip


def _line(one: Yes) -> Sayable:
    return lines(lines("•", one.name, one.phone, between=" "), *(lines("–", text, between=" ") for text in one.to))


ROUTES: list[Route] = [
    entry(
        Entry(
            "survey", say(N_("🙋 Survey")), say(N_("answer the survey of your union")), Action.CHANGE_OWN_FILE, survey,
            47, listed=False, in_menu=False,
        )
    ),
    Press(OpenSurvey, Action.CHANGE_OWN_FILE, opened),
    Press(SayToSurvey, Action.CHANGE_OWN_FILE, said),
    Press(NoneOfSurvey, Action.CHANGE_OWN_FILE, none_of_it),
    Press(SurveyPicture, Action.ANSWER_WARNING, picture),
]  # fmt: skip
