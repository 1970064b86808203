"""Officers who have blocked the bot get no prompt: what waits for them alone is put before others, too."""

from sqlmodel import col, select

from domain.procedure.events import OfficesChanged
from models.people import Person
from models.procedure import AidCase, Prompt
from models.units import Unit
from services.notices import route_objections_anew
from services.payments import route_disputes_anew
from services.platform.work import Work
from services.procedure import lock, refresh_prompts

STEPS = ("step", "visit")


def ask_others(work: Work) -> None:
    """Put what lies before somebody who cannot be reached before others, too; doing it again changes nothing."""
    waiting = (
        select(Prompt.case_id, Prompt.about, Unit.path)
        .join(Person, col(Person.id) == col(Prompt.officer_id))
        .join(AidCase, col(AidCase.id) == col(Prompt.case_id))
        .join(Unit, col(Unit.id) == col(AidCase.unit_id))
        .where(col(Prompt.closed_at).is_(None), col(Person.blocked_at).is_not(None))
    )
    found = work.session.exec(waiting.order_by(col(Prompt.case_id))).all()
    of_steps = {case_id for case_id, about, _ in found if about.partition(":")[0] in STEPS}
    for case_id in sorted(of_steps):
        refresh_prompts(work, lock(work.session, case_id))
    for path in sorted({path for _, about, path in found if about.partition(":")[0] not in STEPS}):
        route_disputes_anew(work, path)
        route_objections_anew(work, path)
        work.happened(OfficesChanged(path))
