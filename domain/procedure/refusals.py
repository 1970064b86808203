"""What the procedure refuses, and what to do instead."""

from __future__ import annotations

from domain.platform.text import N_, Refusal


class SecondPairOfEyesNeeded(Refusal):
    """Who reviewed, approved, paid or visited does not take another of these duties in the same case."""

    text = N_("You already took part in case {number}. A colleague must take this step.")


class OwnHousehold(Refusal):
    """Nobody acts on their own household."""

    text = N_("Case {number} is of your own household. A colleague will take care of it.")


class EnteredByYou(Refusal):
    """Who handed a case in on somebody's behalf decides nothing of it; a visit they may make."""

    text = N_("You entered case {number} on somebody else's behalf. A colleague decides about it.")


class SayFirst(Refusal):
    """An officer who is named in a case says first whether it is so."""

    text = N_(
        "You are named in this case as somebody of the household. Please say first whether that is so: /pending shows "
        "the question."
    )
    leads_to = "pending"


class PeopleUnsettled(Refusal):
    """Somebody of the household is named in another one, too."""

    text = N_(
        "In case {number} it is not settled yet who belongs to the household. A colleague over both units decides that "
        "first; then it comes back to you by itself."
    )


class OnFileElsewhere(Refusal):
    """One person is in one household file."""

    text = N_(
        "Somebody of the household of case {number} is in another household's file by now. Please return the case with "
        "that as the reason; when it is handed in again, a colleague over both units decides where they belong."
    )


class CaseAlreadyClosed(Refusal):
    """Nothing happens to a closed case."""

    text = N_("Case {number} is already closed. Nothing was changed.")


class NotThisStep(Refusal):
    """The press belongs to a step that is over, or not reached."""

    text = N_("Case {number} has moved on since this message. Nothing was changed; /pending shows what waits for you.")


class CaseIsWithWorker(Refusal):
    """A returned case waits for the worker."""

    text = N_("Case {number} was returned and waits for the worker's correction. It will come back to you by itself.")


class VerdictNotHere(Refusal):
    """This step does not know this verdict."""

    text = N_("That cannot be decided for case {number} in this step ({step}). Please use the buttons under the case.")


class VisitMissing(Refusal):
    """A review needs the home visit on record."""

    text = N_("Before case {number} can be approved, {count} officers must record their home visit.")


class SecondVisitorNeeded(Refusal):
    """A visit is made in pairs: the same officer does not count twice."""

    text = N_("Your visit for case {number} is on record. The colleague who went with you must confirm it.")


class VisitAlreadyRecorded(Refusal):
    """The visit is complete."""

    text = N_("The home visit for case {number} is already on record, so the review can be decided.")


class ObjectionOpen(Refusal):
    """An objection is not answered yet."""

    text = N_("There is an objection to case {number}. The centre must answer it first.")


class NoObjectionOpen(Refusal):
    """There is nothing to answer."""

    text = N_("Every objection to case {number} is already answered.")


class NoticeNotPosted(Refusal):
    """The public notice was not posted yet."""

    text = N_("The public notice of case {number} has not been posted yet. It is posted by itself soon.")


class NoticeNotOver(Refusal):
    """The notice must stay up to its end."""

    text = N_("The public notice of case {number} runs until {ends}. It ends by itself.")


class AlreadyPaid(Refusal):
    """Money is paid once."""

    text = N_("Case {number} is already paid. Nothing was changed.")


class MoneyHeld(Refusal):
    """Money that came back goes out again only when a second officer has looked."""

    text = N_("The money of case {number} came back. A second colleague looks at it first, then it can be paid again.")


class WaitsForMoney(Refusal):
    """Nothing is paid, or promised further, that no fund holds."""

    text = N_("Case {number} is approved and waits for money. It goes on by itself once a fund holds it: /funds")


class ReferenceNeeded(Refusal):
    """An entry needs the system's number, a payment the bank's reference."""

    text = N_("Please send the number from the national system or the bank for case {number}.")


class ReasonNeeded(Refusal):
    """Returning or refusing needs a reason the worker can act on."""

    text = N_("Please say why, so that the worker of case {number} knows what to do next.")


class NotReturned(Refusal):
    """There is nothing to hand in again."""

    text = N_("Case {number} is with the office, so there is nothing to hand in again. /cases shows its step.")


class StillTime(Refusal):
    """The worker's days are not over."""

    text = N_("The worker of case {number} has until {until} to hand it in again.")


class HasLapsed(Refusal):
    """A case that ended unforeseen is taken up again first."""

    text = N_(
        "Case {number} has ended, because it was not handed in again in time. Your answers are kept: open the case "
        "under /cases and press “Take it up again”."
    )
    leads_to = "cases"


class NotLapsed(Refusal):
    """There is nothing to take up again."""

    text = N_("Case {number} has not ended, so there is nothing to take up again. /cases shows its step.")


class TooLateToTakeUp(Refusal):
    """What ended is kept ready for some time only."""

    text = N_("Case {number} could be taken up again until {until}. You can hand in a new one: /menu shows the way.")


class NotRefused(Refusal):
    """A worker objects to a refusal."""

    text = N_("Case {number} was not refused, so there is nothing to object to. /cases shows its step.")


class NotYourCase(Refusal):
    """Only the applicant does this."""

    text = N_("Only the person who applied can do this for case {number}. /cases shows your own cases.")


class ReceiptNotDue(Refusal):
    """The money was not sent yet."""

    text = N_("Case {number} has not been paid yet, so there is nothing to confirm. We will tell you when it is.")


class ReadsOtherwise(Refusal):
    """An officer would decide on what they have not seen; whoever tells them shows the case as it is now."""

    text = N_("Case {number} has changed since you saw it, so nothing was decided. This is how it stands now.")


class GroundsChanged(Refusal):
    """What is acted on is not what was reviewed."""

    text = N_(
        "Something that case {number} was decided on has changed since; /case {number} shows it before and now. Please "
        "return the case with that as the reason: when it is handed in again, it is reviewed anew."
    )


class HouseholdChanged(Refusal):
    """An application was worked out before the household's file changed."""

    text = N_(
        "Since case {number} was handed in, its household's file has changed: the case was worked out in {before}, now "
        "it would be in {after}. Please return the case with that as the reason: when it is handed in again, it is "
        "worked out anew."
    )


class OnceOnly(Refusal):
    """Another case has what this one is for: the same programme, for the same person, in the same year."""

    text = N_(
        "Case {number} cannot go on: case {other} is for the same person, the same aid and the same year, and it is "
        "given once. Please return or refuse this case, or let the refusal stand, and give that as the reason. If case "
        "{other} is refused or taken back, this one can go on."
    )


class OnceApplied(OnceOnly):
    """The same, told to whoever hands a case in: the other one is of their own household."""

    text = N_(
        "Your household has an application for the same person and year already, case {other}, and this aid is given "
        "once a year. Nothing you answered is lost. You can follow your cases with /cases; if you know nothing of the "
        "other one, please quote its number to your union."
    )
    leads_to = "cases"


class OtherAidInTheWay(Refusal):
    """With what else the household has, the rules do not allow this aid as well."""

    text = N_(
        "Case {number} cannot go on now: {reason} In the way: {others}. You can return or refuse this case and give "
        "that as the reason, or wait: if the other one is refused or taken back, this one can go on."
    )


class OtherAidStands(OtherAidInTheWay):
    """The same, told to whoever answers an objection to a refusal."""

    text = N_(
        "Case {number} cannot be decided anew now: {reason} In the way: {others}. You can let the decision stand and "
        "give that as the reason, or wait: if the other one is refused or taken back, this one can be decided anew."
    )


class OtherAidMeanwhile(OtherAidInTheWay):
    """The same, told to the worker who takes a case up again."""

    text = N_(
        "Case {number} cannot be taken up again now, because your household has other aid meanwhile: {others}. The two "
        "do not go together under the rules. If the other one is refused or you withdraw it, this one can be taken up."
    )
    leads_to = "cases"


class NoticeNotNeeded(Refusal):
    """The case went another way meanwhile."""

    text = N_("This public notice is no longer needed: its case has moved on or was taken back.")


class CaseWaitsForIt(Refusal):
    """Nobody takes a notice off that a case waits for."""

    text = N_("A case waits until this notice is posted, so it stays on the list. Please press “Try again”.")
