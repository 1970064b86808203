"""Who hears of the yearly re-check: those who are asked, as a notice to many, and the officers of their households."""

from collections.abc import Sequence

from sqlmodel import col, func, select

from domain.broadcasts.audience import Audience
from domain.households.buttons import OpenHousehold, OwnRecheck
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Sayable, Text, lines, paragraphs, say
from domain.policy.frame.yearly import Recheck as Rules
from domain.policy.seasons import Topic
from domain.rechecks.buttons import RecheckMine
from domain.rechecks.days import parts_in
from domain.rechecks.parts import Part
from models.households import HouseholdFile
from models.rechecks.rounds import Recheck, RecheckRound
from services import households
from services.broadcasts import announce
from services.platform import outbox
from services.platform.work import Work
from services.rechecks.record import MISSED, OPEN, Asked

RESTS = N_(
    "While it rests, no new help can be applied for, and what is paid each month waits. Everything that runs goes on, "
    "and nothing is lost."
)
BEGIN: Keys = ((key(say(N_("🗓 Answer the re-check")), OwnRecheck()),),)


def ask_everybody(work: Work, one: RecheckRound) -> None:
    """Tell all who are asked that it has begun, at the pace of notices to many."""
    text = paragraphs(
        say(N_("<b>Yearly re-check {year}</b>"), year=str(one.year)),
        say(
            N_(
                "Once a year we ask whether your household's file is still right. I show you what stands there, part "
                "by part; where nothing has changed, one press is enough. Please answer until {day}."
            ),
            day=one.until,
        ),
        say(N_("If you would rather not do it here, your case officer can do it with you: /officer")),
    )
    _announce(work, one, f"{one.key}:opens", text)


def remind_everybody(work: Work, one: RecheckRound, rules: Rules) -> None:
    """Remind those who have not answered; the last reminder says what follows."""
    source = N_("The yearly re-check of your file still waits for your answer, until {day}. It takes about a minute.")
    is_last = one.reminded == len(rules.remind_after_days)
    after = say(N_("If nothing is answered by then, your file rests.")) if is_last and rules.suspends else None
    text = paragraphs(say(source, day=one.until), lines(after, say(RESTS), between=" ") if after else None)
    _announce(work, one, f"{one.key}:remind:{one.reminded}", text)


def _announce(work: Work, one: RecheckRound, once: str, text: Sayable) -> None:
    """Send it to those who have not answered, if there are any."""
    waited_for = select(Recheck.household_id).where(Recheck.round_id == one.id, Recheck.state == OPEN)
    if work.session.exec(waited_for.limit(1)).first() is None:
        return
    announce(
        work, key=once, topic=Topic.FILE, title=say(N_("Yearly re-check {year}"), year=str(one.year)),
        message=Message(text, BEGIN), audience=Audience(rechecked=True),
    )  # fmt: skip


# Officers ------------------------------------------------------------------------------------------------------------


def tell_officers(work: Work, one: RecheckRound, source: str) -> None:
    """Tell every case officer how many of their households have not answered, with the way to them."""
    _tell_officers(work, one, source, OPEN, f"{one.key}:{one.reminded}")


def tell_officers_of_end(work: Work, one: RecheckRound, rules: Rules) -> None:
    """Tell every case officer how many of their households have not answered in the end."""
    rests = N_(
        "Households of yours that have not answered the yearly re-check, and whose files rest now: {count}. Please "
        "visit them: it can be answered there with you, at any time."
    )
    missed = N_("The yearly re-check is over. Households of yours that have not answered: {count}.")
    _tell_officers(work, one, rests if rules.suspends else missed, MISSED, f"{one.key}:end")


def _tell_officers(work: Work, one: RecheckRound, source: str, state: str, once: str) -> None:
    officer = col(HouseholdFile.case_officer_id)
    query = (
        select(officer, func.count())
        .join(Recheck, col(Recheck.household_id) == col(HouseholdFile.id))
        .where(Recheck.round_id == one.id, Recheck.state == state, officer.is_not(None))
        .where(col(HouseholdFile.closed_at).is_(None))
    )
    for officer_id, count in work.session.exec(query.group_by(officer).order_by(officer)).all():
        assert officer_id is not None, "the query asks for it"
        message = Message(Text(source, {"count": count}), ((key(say(N_("Who has not answered")), RecheckMine(0)),),))
        outbox.put(work, officer_id, message, key=f"{once}:{officer_id}", priority=outbox.REMINDER)


# One household -------------------------------------------------------------------------------------------------------


def tell_of_rest(work: Work, file: HouseholdFile) -> None:
    """Tell the head of a household that the file rests, what that means, and the way back."""
    text = paragraphs(
        say(N_("⏸ The file {number} of your household rests: the yearly re-check was not answered."),
            number=file.number),
        say(RESTS),
        say(
            N_(
                "Answer it now, or with your case officer: if nothing has changed, the file is open again at once, "
                "and the months that waited are paid."
            )
        ),
    )  # fmt: skip
    once = f"recheck-rests:{file.id}:{file.suspended_on}"
    outbox.put(work, file.head_id, Message(text, BEGIN), key=once)


def tell_of_return(work: Work, file: HouseholdFile) -> None:
    """Tell the head that the file is open again."""
    said = say(N_("▶️ The file {number} of your household is open again. What waited goes on."), number=file.number)
    outbox.put(work, file.head_id, Message(said))


def tell_of_answer(work: Work, one: Asked, *, papers: Sequence[Sayable], class_differs: bool) -> None:
    """Tell the case officer what an answer leaves to be done, and the head if somebody answered for them."""
    if one.row.by_officer:
        source = N_("Your case officer has answered the yearly re-check of file {number} with your household.")
        outbox.put(work, one.file.head_id, Message(say(source, number=one.file.number)))
    left = [
        *(say(N_("changed: {part}"), part=Part(part).called) for part in parts_in(one.row.changed)),
        *(say(N_("has run out: {paper}"), paper=paper) for paper in papers),
        *([say(N_("by the rules in force today the class would be another one"))] if class_differs else []),
    ]
    officer_id = one.file.case_officer_id
    if not left or officer_id is None or officer_id == work.person_id:
        return
    if officer_id in households.people_of(work.session, one.file):
        return
    head = say(N_("Household {number} has answered the yearly re-check. What there is to do:"), number=one.file.number)
    text = lines(head, *(lines("–", each, between=" ") for each in left))
    keys = ((key(say(N_("Open the household")), OpenHousehold(one.file.id)),),)
    outbox.put(work, officer_id, Message(text, keys), key=f"recheck-answer:{one.row.id}:{work.now.isoformat()}")
