"""Where a case stands, in words, and until when its worker has something to do."""

from datetime import date

from domain.platform.text import N_, Text, say
from domain.procedure.state import Status
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import WaitsFor
from models.procedure import AidCase
from services.procedure import Dossier


def label_of_step(case: AidCase) -> Text:
    """Return where a case stands, for people."""
    match Status(case.status):
        case Status.RETURNED:
            return say(N_("returned to you for correction"))
        case Status.REFUSED:
            return say(N_("not approved"))
        case Status.WITHDRAWN:
            return say(N_("withdrawn"))
        case Status.LAPSED:
            return say(N_("ended, since it was not handed in again in time"))
        case Status.FINISHED:
            return say(N_("finished"))
    return kind_of(case.step).label


def waits_until(dossier: Dossier) -> date | None:
    """Return the last day that the worker has for something; a review waits for them only while papers are missing."""
    case = dossier.case
    for_papers = case.status == Status.OPEN and kind_of(case.step).waits_for in (WaitsFor.PAPERS, WaitsFor.PROOFS)
    return None if for_papers and not dossier.missing_papers else case.waits_until
