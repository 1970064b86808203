"""Whether a case has a decision that a letter tells, and the keys of those who read why."""

from domain.cases.buttons import LetterOnPaper, SeeWhy
from domain.platform.access import Action, Subject, offices_for
from domain.platform.messages import Key, key
from domain.platform.power.purposes import Purpose
from domain.platform.text import N_, say
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from models.units import Unit
from services.procedure import Dossier


def has_letter(dossier: Dossier) -> bool:
    """Say whether there is a verdict: returned, not approved, or approved and under way or finished since."""
    status = Status(dossier.case.status)
    if status in (Status.RETURNED, Status.REFUSED):
        return True
    keys = [step.kind for step in dossier.steps]
    granting = next((place for place, one in enumerate(keys) if kind_of(one).grants), None)
    if granting is None or status not in (Status.OPEN, Status.FINISHED):
        return False
    return status is Status.FINISHED or dossier.case.step in keys[granting + 1 :]


def reading_keys(dossier: Dossier) -> tuple[Key, ...]:
    """Offer the reasons, which tell how people live, and the letter to those who read that on the card."""
    case = dossier.case
    place = Subject(unit_path=dossier.work.session.get_one(Unit, case.unit_id).path)
    if not offices_for(dossier.work.actor, Action.SEE_LIVING, place):
        return ()
    letter = (key(say(N_("🖨 Letter")), LetterOnPaper(case.id, Purpose.ASK)),) if has_letter(dossier) else ()
    return (key(say(N_("Why")), SeeWhy(case.id)), *letter)
