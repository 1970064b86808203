"""What there is one of at a time is free for the next one, once it is paid back or has ended."""

from models.procedure import AidCase
from services.platform.work import Work
from services.procedure import Dossier


def let_have_again(work: Work, case: AidCase) -> None:
    """Let its worker ask for it again, where the programme says so."""
    if Dossier(work, case).policy.given(case.programme).again_when_settled:
        case.period = case.number
        case.once_key = case.wanted_key
