"""A change as it is told of later: what was changed in a few words, and all of it to who looks back."""

from domain.changes.asked import MEMBERS
from domain.changes.change import What
from domain.changes.life import EVENTS, Event
from domain.forms import Form, GroupAnswer, Question
from domain.households.history import Closed
from domain.platform.access import NotForYou
from domain.platform.text import N_, Arg, Sayable, Text, lines, say
from models.changes import Change
from models.households import HouseholdFile
from services.changes import words
from services.changes.record import REGISTRATION, about, form_of
from services.platform.work import Work

__all__ = ["called", "told"]

_SAID = {
    What.JOIN: N_("Somebody lives with them now"),
    What.LEAVE: N_("Somebody no longer lives with them"),
    What.CLASS: N_("The class was worked out anew"),
    What.CARD: N_("The card of whoever is paid"),
    What.HEAD: N_("Somebody else heads the household"),
}


def called(work: Work, what: str, field: str, event: str = "") -> Sayable:
    """Say in a few words what a change is about, and by which event it came."""
    about = _called(work, what, field)
    return lines(EVENTS[Event(event)].title, about, between=": ") if event in set(Event) else about


def _called(work: Work, what: str, field: str) -> Sayable:
    if what == What.OFF:
        return say(N_("The household left {list}"), list=_list(work, field))
    if what == What.CLOSE:
        return Closed(field).said
    if said := _SAID.get(What(what)):
        return Text(said)
    question = _question(form_of(work.house.policies.current), What(what), field)
    return question.label if question else say(N_("What stands in the file was changed"))


def _list(work: Work, name: str) -> Arg:
    return next((one.title for one in work.house.policies.current.lists if one.key == name), name)


def _question(form: Form, what: What, field: str) -> Question | None:
    if what is What.PERSON:
        return REGISTRATION.question(field)
    group = form.question(MEMBERS)
    if what is What.MEMBER and group is not None and isinstance(group.answer, GroupAnswer):
        return group.answer.form.question(field)
    return form.question(field)


def told(work: Work, file: HouseholdFile, change_id: int, *, as_member: bool = False) -> Sayable:
    """Return one change of a file, or of what its head gave at registration, old and new, who said and confirmed it;
    whoever asks has been let in before, `as_member` to what is not the head's alone. Raises NotForYou for others."""
    change = work.session.get(Change, change_id)
    if change is None or not _is_of(change, file, as_member=as_member):
        raise NotForYou
    return words.story(work, change, about(work.session, change))


def _is_of(change: Change, file: HouseholdFile, *, as_member: bool) -> bool:
    if change.person_id is not None:
        return change.person_id == file.head_id and not as_member
    return change.household_id == file.id
