"""What can happen in the life of a household: of each event what is asked, which papers, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.changes.change import What
from domain.households.history import Closed
from domain.platform.text import N_, Sayable, say


class Event(StrEnum):
    """What has happened."""

    BIRTH = "birth"
    DEATH = "death"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    JOB_FOUND = "job_found"
    JOB_LOST = "job_lost"
    ILLNESS = "illness"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"
    HOME = "home"
    UNIT = "unit"
    PHONE = "phone"
    CARD = "card"
    INCOME = "income"
    MOVED_AWAY = "moved_away"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that changes by it: what, and the question that it begins with; of a member it is asked for each."""

    what: What
    field: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """How an event reads, what changes by it in this order, which papers prove it, and what it means."""

    title: Sayable
    steps: tuple[Step, ...]
    papers: Sayable
    follows: Sayable


_CLASS = say(
    N_("Once an officer has confirmed it, the class of the household is worked out anew, and I tell you what it means.")
)
_SAME = say(N_("The class of the household stays as it is. It counts once an officer has confirmed it."))
_CLOSED = say(
    N_(
        "Only if the union is no longer to look after the household, the file is closed; monthly money ends then. It "
        "is kept, and if things become hard again, a report opens the same file: /report"
    )
)
_JOINS, _LEAVES = Step(What.JOIN), Step(What.LEAVE)
_MARRIED = Step(What.ANSWER, "marital_status")
_WORK = (
    Step(What.ANSWER, "self_work_status"), Step(What.ANSWER, "self_monthly_income"),
    Step(What.MEMBER, "work_status"), Step(What.MEMBER, "monthly_income"),
)  # fmt: skip

EVENTS: dict[Event, Told] = {
    Event.BIRTH: Told(
        say(N_("A child was born")),
        (_JOINS,),
        say(N_("the birth certificate, or the page of the household book")),
        say(N_("Congratulations. The child counts among those who live together, and the class is worked out anew.")),
    ),
    Event.DEATH: Told(
        say(N_("Somebody of the family has died")),
        (_LEAVES, Step(What.HEAD), Step(What.CLOSE, Closed.DEATH)),
        say(N_("the death certificate, or the cancelled page of the household book")),
        say(
            N_(
                "We are very sorry. Nothing has to be done today. Once an officer has confirmed it, the file no longer "
                "counts them among those who live together. If help is needed now, your case officer is there for you: "
                "/officer"
            )
        ),
    ),
    Event.MARRIAGE: Told(
        say(N_("Somebody has married")),
        (_MARRIED, _JOINS),
        say(N_("the marriage certificate")),
        _CLASS,
    ),
    Event.DIVORCE: Told(
        say(N_("There was a divorce")),
        (_MARRIED, _LEAVES),
        say(N_("the divorce certificate, or the judgment, with who looks after the children")),
        say(
            N_(
                "Please say of each who no longer lives with you, children too: a child counts in one household only. "
                "Whoever moves out can then have a file of their own. The class is worked out anew."
            )
        ),
    ),
    Event.JOB_FOUND: Told(
        say(N_("Somebody has found work")),
        _WORK,
        say(N_("the work contract or a pay slip")),
        _CLASS,
    ),
    Event.JOB_LOST: Told(
        say(N_("Somebody has lost their work")),
        _WORK,
        say(N_("the notice of termination, or the proof of unemployment")),
        _CLASS,
    ),
    Event.ILLNESS: Told(
        say(N_("Somebody has fallen ill")),
        (Step(What.ANSWER, "self_health"), Step(What.MEMBER, "health"), Step(What.ANSWER, "rigid_medical")),
        say(N_("the diagnosis of the hospital and the bills that you paid yourselves")),
        _CLASS,
    ),
    Event.MOVED_IN: Told(
        say(N_("Somebody has moved in with us")),
        (_JOINS,),
        say(N_("the household book, or a note of the neighbourhood committee")),
        _CLASS,
    ),
    Event.MOVED_OUT: Told(
        say(N_("Somebody has moved out")),
        (_LEAVES,),
        say(N_("the household book, or a note of the neighbourhood committee")),
        _CLASS,
    ),
    Event.HOME: Told(
        say(N_("We have moved house")),
        (
            Step(What.ANSWER, "home_address"),
            Step(What.ANSWER, "housing_kind"),
            Step(What.ANSWER, "home_area"),
            Step(What.ANSWER, "monthly_rent"),
        ),
        say(N_("the lease or the deed of the home")),
        _CLASS,
    ),
    Event.UNIT: Told(
        say(N_("I work at another unit now")),
        (Step(What.PERSON, "unit"),),
        say(N_("the work contract, or a note of the new unit")),
        say(N_("The file goes along to the new unit, perhaps to another case officer. The class stays as it is.")),
    ),
    Event.PHONE: Told(
        say(N_("I have another phone number")),
        (Step(What.PERSON, "phone"),),
        say(N_("a picture that shows the new number")),
        _SAME,
    ),
    Event.CARD: Told(
        say(N_("I have another bank card")),
        (Step(What.ANSWER, "bank_card"),),
        say(N_("a photo of the card, with the number to be seen")),
        _SAME,
    ),
    Event.INCOME: Told(
        say(N_("We earn more or less than before")),
        (
            Step(What.ANSWER, "self_monthly_income"),
            Step(What.MEMBER, "monthly_income"),
            Step(What.ANSWER, "other_annual_income"),
        ),
        say(N_("pay slips, or the proof of what comes in")),
        _CLASS,
    ),
    Event.MOVED_AWAY: Told(
        say(N_("We are moving away from here")),
        (Step(What.CLOSE, Closed.MOVED_AWAY),),
        say(N_("the new lease, the new household book, or the contract of the new work")),
        _CLOSED,
    ),
    Event.RETIRED: Told(
        say(N_("The worker has retired")),
        (
            Step(What.ANSWER, "self_work_status"),
            Step(What.ANSWER, "self_monthly_income"),
            Step(What.CLOSE, Closed.RETIRED),
        ),
        say(N_("the retirement certificate, or the notice of the pension")),
        _CLOSED,
    ),
}
