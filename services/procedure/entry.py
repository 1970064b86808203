"""Entry: the national system's number comes back, and what the case ends in follows."""

import re
import unicodedata

from domain.platform.access import Action
from domain.platform.text import N_, Refusal, say
from domain.procedure import procedure
from domain.procedure.events import Entered, FileOpened
from domain.procedure.state import Verdict
from models.households import HouseholdFile
from services.platform import consent
from services.platform.work import Work
from services.procedure import news
from services.procedure.decisions import step_in_hand

NUMBER = re.compile(r"[0-9A-Z][0-9A-Z./-]{2,39}")


class NumberNotReadable(Refusal):
    """A number of the national system has letters and digits only."""

    text = N_("That does not look like a number of the national system. It has 3 to 40 letters and digits, no spaces.")


def clean_number(text: str) -> str:
    """Return the number in one form: half width, capitals, no spaces; raises NumberNotReadable."""
    number = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not NUMBER.fullmatch(number):
        raise NumberNotReadable
    return number


def enter(work: Work, case_id: int, version: int, national_number: str) -> str | None:
    """Record the national number and move the case on; what its kind ends in follows.

    Returns the number of the file, None for a case that opens none. Raises NumberNotReadable, NotForYou,
    ConsentWithdrawn, what `domain.procedure.procedure.decide` raises, and what the act of `Entered` raises.
    """
    number = clean_number(national_number)
    step = step_in_hand(work, case_id, version, Action.ENTER)
    after = procedure.decide(step.state, step.decision(Verdict.APPROVE, reference=number))
    consent.check(work.session, step.case.applicant_id, step.case.number)
    work.happened(Entered(case_id, number))
    file = work.session.get_one(HouseholdFile, step.case.household_id) if step.case.opens_file else None
    step.done(after, noted=N_("entered"), said=N_("Entered by the {role}, {unit}."), reason=number)
    if file is None:
        news.tell_verdict(work, step.case, Verdict.APPROVE)
        return None
    text = N_("Your household file number is <b>{number}</b>. You can now apply for aid: /apply")
    news.tell(work, step.case, say(text, number=file.number))
    work.happened(FileOpened(file.id))
    return file.number
