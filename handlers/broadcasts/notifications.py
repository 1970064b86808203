"""/notifications: everybody chooses which notices they want to hear of."""

from __future__ import annotations

from collections.abc import Mapping

from domain.broadcasts.buttons import HearOf
from domain.broadcasts.topics import TO_CHOOSE
from domain.platform.access import Action
from domain.platform.messages import key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from domain.policy.seasons import Topic
from handlers.menu.menu import Entry, entry, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import broadcasts

WHAT: Mapping[Topic, str] = {
    Topic.SEASONAL: N_("help in spring, summer, autumn and winter"),
    Topic.PROGRAMMES: N_("when you can apply for aid, and until when"),
    Topic.TRAINING_JOBS: N_("vacancies, courses and job fairs"),
}


def topics(turn: Turn) -> None:
    """Show the topics, each with a key that turns it on or off."""
    muted = broadcasts.topics_muted(turn.session, turn.person_id)
    keys = tuple((key(_label(topic, topic in muted), HearOf(topic, int(topic in muted))),) for topic in TO_CHOOSE)
    told = [say(N_("<b>{topic}</b>: {what}"), topic=name, what=say(WHAT[topic])) for topic, name in TO_CHOOSE.items()]
    text = paragraphs(
        say(N_("What would you like to hear of? Press a line to turn it on or off.")),
        lines(*told),
        say(N_("Messages about your own case, payments and your safety always arrive, whatever you choose here.")),
    )
    turn.show(text, (*keys, (menu_key(),)))


def _label(topic: Topic, is_muted: bool) -> Sayable:
    return lines("⬜" if is_muted else "✅", TO_CHOOSE[topic], between=" ")


def hear_of(turn: Turn, press: HearOf) -> None:
    """Turn a topic on or off; the button says which, so pressing it twice does no harm."""
    broadcasts.set_muted(turn.session, turn.person_id, press.topic, not press.on)
    topics(turn)
    turn.toast(say(N_("On: you will hear of it.")) if press.on else say(N_("Off: you will not hear of it.")))


ROUTES: list[Route] = [
    entry(
        Entry(
            command="notifications",
            label=say(N_("🔔 News I get")),
            help=say(N_("choose which notices you get")),
            access=Action.CHOOSE_TOPICS,
            function=topics,
            order=46,
        )
    ),
    Press(HearOf, Action.CHOOSE_TOPICS, hear_of),
]
