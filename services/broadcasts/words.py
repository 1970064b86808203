"""A notice put into words for officers: whom it is for, how far it has come, what became of it, how readers see it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from domain.broadcasts.audience import EXCLUDED, Audience, words_in
from domain.broadcasts.buttons import OnlyShown
from domain.broadcasts.topics import TOPICS
from domain.platform.channel import TELEGRAM
from domain.platform.messages import Key, Message, unpack_message
from domain.platform.text import (
    LOCALES,
    N_,
    NAMES,
    Arg,
    Joined,
    Local,
    Nn_,
    Sayable,
    Spoken,
    Text,
    lines,
    say,
    say_many,
)
from domain.policy.seasons import Topic
from models.broadcasts import Broadcast
from models.people import Person
from models.platform.outbox import WITHDRAWN
from services.broadcasts.report import Report
from services.broadcasts.report import report as report_of
from services.broadcasts.scope import unit_name
from services.platform.house import House
from services.platform.work import Work

__all__ = ["STATES", "bar", "described", "head", "how_it_goes", "name_of", "previews", "ready_lines", "report_lines"]

SEGMENTS = 10
STATES: Mapping[str, str] = {
    "draft": N_("being written"),
    "counting": N_("readers are being counted"),
    "ready": N_("not sent yet"),
    "to_confirm": N_("waits for a colleague"),
    "scheduled": N_("is set for later"),
    "queueing": N_("is beginning"),
    "sending": N_("is going out"),
    "paused": N_("paused"),
    "cancelled": N_("cancelled"),
    "finished": N_("finished"),
}
PLAIN_REASONS: Mapping[str, str] = {
    WITHDRAWN: N_("withdrew the consent to use their data, so it was not sent"),
    "chat not found": N_("Telegram does not find the chat: the account is gone, or never wrote to the bot"),
    "user is deactivated": N_("the account was deleted"),
    "peer_id_invalid": N_("Telegram does not know the account"),
    "cannotbeopened": N_("our copy of the picture or file cannot be opened"),
    "wrong file identifier": N_("Telegram no longer has the picture or file"),
    "wrong remote file": N_("Telegram no longer has the picture or file"),
    "caption is too long": N_("the text is too long for the picture"),
    "message is too long": N_("the text is too long"),
    "button_data_invalid": N_("Telegram refuses the button"),
}

# The notice and its readers ------------------------------------------------------------------------------------------


def head(broadcast: Broadcast) -> Text:
    """Return title and topic."""
    return say(N_("📣 <b>{title}</b> · {topic}"), title=broadcast.called, topic=TOPICS[Topic(broadcast.topic)])


def name_of(session: Session, person_id: int | None) -> str | None:
    """Return the name of an officer, None for the scheduler."""
    person = session.get(Person, person_id) if person_id is not None else None
    return (person.name or "") if person is not None else None


def described(work: Work, broadcast: Broadcast) -> Joined:
    """Say from whom and for whom it is."""
    name = name_of(work.session, broadcast.made_by)
    by = say(N_("From: {name}"), name=name) if name is not None else say(N_("From: the bot, by the policy"))
    audience = Audience.from_json(broadcast.audience)
    unit = unit_name(work.session, audience.unit_id)
    where = say(N_("{unit} and all below"), unit=unit) if unit is not None else say(N_("all units"))
    return lines(by, say(N_("For: {audience}"), audience=lines(where, *_narrowed(work.house, audience), between="; ")))


def _narrowed(house: House, audience: Audience) -> list[Text]:
    policy = house.policies.current
    classes = [policy.household_class(one).label for one in audience.classes]
    causes = [_named(lambda key: policy.option("cause", key).text, one) for one in audience.causes]
    languages = [NAMES.get(one, one) for one in audience.locales]
    applied = N_("have applied: {what}") if audience.applied else N_("have not applied: {what}")
    parts: tuple[tuple[str, list[Arg]], ...] = (
        (N_("class: {what}"), [*classes]),
        (N_("main cause: {what}"), [*causes]),
        (N_("households of {what}"), [_named(lambda key: policy.season(key).title, audience.season)]),
        (applied, [_named(lambda key: policy.programme(key).title, audience.programme)]),
        (N_("read {what}"), [*languages]),
    )
    said = [say(source, what=lines(*what, between=", ")) for source, what in parts if any(what)]
    hot = [say(N_("in the audience of heat warnings"))] if audience.heat else []
    asked = [say(N_("whose yearly re-check is waited for"))] if audience.rechecked else []
    left = [say(N_("who have not answered the survey"))] if audience.survey else []
    return [*said, *hot, *asked, *left]


def _named(find: Callable[[str], Local], key: str) -> Arg:
    """Return what the policy calls something; a key that it no longer has stands for itself."""
    try:
        return find(key) if key else ""
    except KeyError:
        return key


def ready_lines(house: House, broadcast: Broadcast, now: datetime) -> list[Sayable | None]:
    """Say how many get it, who does not and why, in which languages, and what happens on Send."""
    rules = house.policies.current.broadcasts
    here = now.astimezone(house.zone)
    goes = rules.may_go_at(here)
    quiet = say(N_("These are quiet hours. Sent now, it goes out at {moment}."), moment=goes) if goes != here else None
    many = say(N_("It has more than {most} readers, so a colleague confirms it before it goes out."),
               most=rules.confirm_above) if broadcast.readers > rules.confirm_above else None  # fmt: skip
    return [
        say_many(*Nn_("<b>{count} reader</b>", "<b>{count} readers</b>"), broadcast.readers),
        excluded_line(broadcast),
        fallback_lines(broadcast) if broadcast.readers else None,
        many,
        quiet,
        None if broadcast.readers else say(N_("Nobody would get it. Press Change and choose other readers.")),
    ]


def excluded_line(broadcast: Broadcast) -> Text | None:
    """Say how many of the audience do not get it, by reason."""
    counted = {reason: count for reason, count in broadcast.excluded.items() if count}
    if not counted:
        return None
    unknown = N_("other reasons: {count}")
    why = lines(*(say(EXCLUDED.get(reason, unknown), count=count) for reason, count in counted.items()), between=", ")
    return say(N_("Left out: {total} ({why})"), total=sum(counted.values()), why=why)


def fallback_lines(broadcast: Broadcast) -> Joined | None:
    """Say what readers of a language get in which it was not written."""
    words = words_in(unpack_message(broadcast.body["message"]))
    if words is None:
        return None
    given = words.by_locale
    missing = [locale for locale in LOCALES if locale not in given]
    instead = {locale: next(one for one in given if given[one] == words.best_for(locale)) for locale in missing}
    told = [say(N_("People who read {language} get {other}."), language=NAMES[locale], other=NAMES[other])
            for locale, other in instead.items()]  # fmt: skip
    return lines(*told) if told else None


def previews(message: Message) -> list[Message]:
    """Return the notice as readers get it, once in each language in which it has words; its buttons do nothing."""
    words = words_in(message)
    return [_in_language(message, locale) for locale in LOCALES if words is None or locale in words.by_locale]


def _in_language(message: Message, locale: str) -> Message:
    text = lines(Spoken(locale, message.text))
    keys = tuple(tuple(_inert(one, locale) for one in row) for row in message.keys)
    return replace(message, text=text, keys=keys)


def _inert(one: Key, locale: str) -> Key:
    label = lines(Spoken(locale, one.label))
    return replace(one, label=label) if one.url else Key(label, press=OnlyShown().encode())


# How it goes ---------------------------------------------------------------------------------------------------------


def bar(done: int, total: int) -> str:
    """Draw how far it is; full only when all is done."""
    full = SEGMENTS * done // total if total else 0
    return "▰" * full + "▱" * (SEGMENTS - full)


def how_it_goes(house: House, broadcast: Broadcast, now: datetime) -> list[Sayable | None]:
    """Say how far a notice is that goes out, and how long it still takes."""
    total = broadcast.queued if broadcast.state in ("sending", "paused") else max(broadcast.queued, broadcast.readers)
    done = _done(broadcast)
    progress = say(N_("{bar} {done} of {total}"), bar=bar(done, total), done=done, total=total)
    return [progress, *_what_became(broadcast), _still_takes(house, broadcast, total - done, now)]


def _done(broadcast: Broadcast) -> int:
    return broadcast.delivered + broadcast.blocked + broadcast.failed + broadcast.in_doubt


def _what_became(broadcast: Broadcast) -> list[Text | None]:
    counts = (
        (N_("Blocked the bot: {count}"), broadcast.blocked),
        (N_("Failed: {count}"), broadcast.failed),
        (N_("Uncertain: {count}"), broadcast.in_doubt),
    )
    return [say(source, count=count) for source, count in counts if count]


def _still_takes(house: House, broadcast: Broadcast, left: int, now: datetime) -> Text | None:
    if broadcast.state not in ("queueing", "sending"):
        return None
    here = now.astimezone(house.zone)
    goes = house.policies.current.broadcasts.may_go_at(here)
    if goes != here:
        return say(N_("Quiet hours: it goes on at {moment}."), moment=goes)
    minutes = -(-left // (TELEGRAM.a_second * 60))
    if minutes <= 1:
        return say(N_("It still takes a minute at most."))
    if minutes < 120:
        return say_many(*Nn_("It still takes about {count} minute.", "It still takes about {count} minutes."), minutes)
    hours = round(minutes / 60)
    return say_many(*Nn_("It still takes about {count} hour.", "It still takes about {count} hours."), hours)


def report_lines(session: Session, broadcast: Broadcast) -> list[Sayable | None]:
    """Say what became of a notice that is over: who got it, and why the others did not."""
    report = report_of(session, broadcast.id)
    over = report.left == 0
    uncertain = N_(
        "Uncertain: {count}. The program was stopped, or the connection broke, while these were on their way. They may "
        "have the notice or not."
    )
    return [
        say(N_("{bar} {done} of {total}"), bar=bar(report.done, report.queued), done=report.done, total=report.queued)
        if not over else None,
        say(N_("Delivered: {count}"), count=report.delivered),
        say(N_("Blocked the bot: {count}"), count=report.blocked) if report.blocked else None,
        lines(say(N_("Failed: {count}"), count=report.failed), *_reasons(report)) if report.failed else None,
        say(uncertain, count=report.in_doubt) if report.in_doubt else None,
        excluded_line(broadcast),
    ]  # fmt: skip


def _reasons(report: Report) -> list[Text]:
    """Say why messages failed: in plain words where these are known, else in Telegram's."""
    told = {raw: count for raw, count in report.reasons.items() if raw not in ("blocked", "in_doubt") and count}
    return [say(N_("– {reason}: {count}"), reason=_plainly(raw), count=count) for raw, count in told.items()]


def _plainly(raw: str) -> Arg:
    known = next((plain for words, plain in PLAIN_REASONS.items() if words in raw.lower()), None)
    return say(known) if known else (raw or say(N_("no reason given")))
