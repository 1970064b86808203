"""What people read when words of danger were heard: who wrote them, whoever is told, and who is told how it went on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Arg, Sayable, Text, lines, paragraphs, say
from domain.policy.danger import Danger
from domain.requests.buttons import AlarmRead, AllRight

CALL: Mapping[Danger, Text] = {
    Danger.LIFE: say(
        N_(
            "It is good that you say so. You are not alone with it, and this can get better. Please speak with "
            "somebody now:\n<b>12356</b> listens day and night, without asking who you are\n<b>120</b> if you are "
            "hurt or have taken something, <b>110</b> if you may do something to yourself now\n<b>12351</b> is the "
            "union's hotline\nPlease stay where somebody is, or call somebody you trust."
        )
    ),
    Danger.VIOLENCE: say(
        N_(
            "Nobody may hurt or force you, and it is not your fault. If you are in danger now, go where people are and "
            "call:\n<b>110</b> the police comes, also for violence at home\n<b>120</b> if somebody is hurt\n"
            "<b>12356</b> to speak with somebody, day and night\n<b>12351</b> is the union's hotline"
        )
    ),
    Danger.ACCIDENT: say(
        N_(
            "Call for help first, everything else can wait:\n<b>120</b> ambulance\n<b>119</b> fire, or somebody is "
            "trapped\n<b>110</b> police\n<b>12351</b> is the union's hotline\nDo not move whoever is hurt unless the "
            "place is dangerous, and stay with them."
        )
    ),
}
KINDS: Mapping[Danger, Text] = {
    Danger.LIFE: say(N_("may not want to live")),
    Danger.VIOLENCE: say(N_("may be beaten, forced or threatened")),
    Danger.ACCIDENT: say(N_("tells of an accident or of danger just now")),
}


@dataclass(frozen=True, slots=True)
class Call:
    """Words of danger as whoever is told reads them."""

    call_id: int
    kind: Danger
    name: str
    phone: str
    unit: str
    words: str
    said_at: datetime


def to_person(call_id: int, kind: Danger, *, somebody: bool) -> Message:
    """Return the numbers to call, at once; `somebody` was told of it."""
    told = say(N_("Somebody of your union has been told just now and will look after you."))
    return Message(paragraphs(CALL[kind], *((told,) if somebody else ())), keys_of_person(call_id) if somebody else ())


def keys_of_person(call_id: int) -> Keys:
    """Return the key to say that all is well."""
    return ((key(say(N_("I am all right")), AllRight(call_id)),),)


FORM_WAITS = say(
    N_("Your form waits, nothing of it is lost. If these words were meant as your answer, send them once more.")
)


def to_colleague(call: Call, *, again: bool = False) -> Message:
    """Return what whoever is told reads; `again`, as long as nobody has confirmed it."""
    source = N_("🆘 <b>{name} {danger}.</b> Please look after it now.")
    head = say(source, name=call.name or say(N_("Somebody who is not registered")), danger=KINDS[call.kind])
    nobody = say(N_("Nobody has confirmed it yet."))
    said = say(N_("They wrote at {at}: “{words}”"), at=call.said_at, words=call.words)
    return Message(
        paragraphs(*((nobody,) if again else ()), head, said, _reached(call), _what_to_do()),
        ((key(say(N_("I have read it and take care")), AlarmRead(call.call_id)),),),
    )


def _reached(call: Call) -> Sayable:
    phone: Arg = call.phone or say(N_("not known"))
    unit: Arg = call.unit or say(N_("not known"))
    return lines(say(N_("Phone: {phone}"), phone=phone), say(N_("Unit: {unit}"), unit=unit))


def _what_to_do() -> Sayable:
    return say(
        N_(
            "Call them or go there. If life is in danger, call 120 or 110 yourself. They have the numbers already. "
            "Without a confirmation the next colleague is told in five minutes."
        )
    )


def taken(name: str) -> Message:
    """Return what stands in the place of it for all, once somebody takes care."""
    return Message(say(N_("{name} has read it and takes care. Nothing more is to be done here."), name=name))


def taken_by_reader(call: Call) -> Message:
    """Return what stands in the place of it for who takes care: what is needed for it stays."""
    said = say(N_("They wrote at {at}: “{words}”"), at=call.said_at, words=call.words)
    return Message(
        paragraphs(say(N_("Thank you. You take care of {name}."), name=call.name or "-"), said, _reached(call))
    )


def somebody_cares(name: str) -> Message:
    """Return what the person reads once somebody takes care."""
    return Message(say(N_("{name} of your union has read what you wrote and looks after it."), name=name))


def is_all_right(name: str) -> Message:
    """Return what whoever was told reads when the person says that it was nothing."""
    source = N_("{name} says that they are all right. Please see for yourself all the same.")
    return Message(say(source, name=name or say(N_("Somebody who is not registered"))))


GLAD = say(
    N_(
        "I am glad. Your union was told that, too; somebody may still ask how you are. The numbers above are there "
        "day and night."
    )
)
