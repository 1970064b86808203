"""Photos of a home visit: kept with its case, no paper of it, and gone with a record that did not count."""

from __future__ import annotations

import pytest
from sqlmodel import select

from domain.forms import FileRef
from domain.platform.access import NotForYou
from domain.platform.messages import Message
from models.people import FileToErase
from models.procedure import AidCase, Paper
from services.cases import look_at_papers
from services.procedure import Dossier, colleagues_for, deny_visit, record_visit
from tests.union import AUDITOR, LIN, OTHER_STATION, POINT, STATION, World

PHOTOS = [FileRef(f"f{number}", f"u{number}", mime="image/jpeg").to_json() for number in range(3)]


def recorded(world: World) -> tuple[int, int]:
    """A visit with three photos; return the ids of case and visit."""
    case_id = world.opens(LIN)
    with world.work() as session:
        work = world.at_work(session, POINT)
        held = next(one.appointment_id for one in colleagues_for(work, case_id) if one.person_id == STATION)
        how = {"second_appointment": held, "visited_on": work.today, "findings": "All as reported."}
        return case_id, record_visit(work, case_id, photos=PHOTOS, **how)  # type: ignore[arg-type]


def albums(world: World, who: int, case_id: int) -> list[Message]:
    with world.work() as session:
        return [one for one in look_at_papers(world.at_work(session, who), case_id) if one.attachment or one.album]


def test_they_are_shown_to_officers_of_the_case_only_and_are_no_paper_of_it(world: World) -> None:
    case_id, _ = recorded(world)
    (album,) = albums(world, STATION, case_id)
    assert [one.file_id for one in album.album] == ["f0", "f1", "f2"]
    assert albums(world, AUDITOR, case_id)
    with pytest.raises(NotForYou):
        albums(world, OTHER_STATION, case_id)
    with world.work() as session:
        dossier = Dossier(world.at_work(session, STATION), session.get_one(AidCase, case_id))
        assert not dossier.papers
        assert dossier.missing_papers == dossier.needed_papers


def test_they_go_with_a_visit_that_nobody_confirms(world: World) -> None:
    case_id, visit_id = recorded(world)
    with world.work() as session:
        session.exec(select(Paper)).first().stored_as = "2026/07/a"  # type: ignore[union-attr]
    with world.work() as session:
        deny_visit(world.at_work(session, STATION), visit_id)
    with world.work() as session:
        assert not session.exec(select(Paper)).all()
        assert [one.stored_as for one in session.exec(select(FileToErase))] == ["2026/07/a"]
    assert not albums(world, STATION, case_id)
