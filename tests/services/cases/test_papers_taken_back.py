"""A worker takes a paper back, or sends another in its place, as long as nobody has decided with it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from delivery.papers.erased import forget_files
from delivery.papers.files import PaperFiles
from domain.cases.buttons import AddPaper
from domain.cases.papers import PaperDecidedOn, PaperIsGone, PaperIsInForm
from domain.forms import FileRef
from domain.platform.access import NotForYou
from domain.platform.text import say
from domain.procedure.refusals import CaseAlreadyClosed
from domain.procedure.state import Status
from handlers.cases import sent
from models.platform.audit import Audit
from models.procedure import AidCase, Paper
from services import procedure
from services.cases import own, worker_side
from services.cases.history import history
from services.cases.papers.own import add_papers, own_paper, own_papers, take_paper_back
from services.procedure import Dossier
from tests.data.households import demo
from tests.services.erasing.test_papers_on_their_way import CLEAN, files_in, store_of
from tests.union import ANSWERS, AYGUL, LIN, POINT, STATION, World

KIND = "wage_proof"


def photo(name: str = "photo-1") -> dict[str, list[dict[str, object]]]:
    return {f"paper_{KIND}": [FileRef(name, name, mime="image/jpeg").to_json()]}


def sends(world: World, case_id: int, name: str = "photo-1") -> int:
    """Lin sends a wage slip for the case; return its number."""
    with world.work() as session:
        add_papers(world.at_work(session, LIN), case_id, photo(name))
    return numbers(world, case_id)[-1]


def numbers(world: World, case_id: int) -> list[int]:
    with world.work() as session:
        return [paper.id for paper in rows(session, case_id)]


def rows(session: Session, case_id: int) -> list[Paper]:
    query = select(Paper).where(Paper.case_id == case_id).order_by(Paper.id)  # type: ignore[arg-type]
    return list(session.exec(query))


def takes_back(world: World, paper_id: int, who: int = LIN) -> None:
    with world.work() as session:
        take_paper_back(world.at_work(session, who), paper_id)


def missing(world: World, case_id: int) -> set[str]:
    with world.work() as session:
        dossier = Dossier(world.at_work(session), session.get_one(AidCase, case_id))
        return {paper.key for paper in dossier.missing_papers}


def test_it_is_missing_again_its_file_goes_and_whoever_has_the_case_is_told(world: World, tmp_path: Path) -> None:
    case_id = world.opens()
    paper_id = sends(world, case_id)
    with world.work() as session:
        row = session.get_one(Paper, paper_id)
        session.expunge(row)
    store_of(world, tmp_path)._keep(row, CLEAN)
    assert KIND not in missing(world, case_id)
    edits = len(world.edited(STATION))
    takes_back(world, paper_id)
    assert KIND in missing(world, case_id)
    with world.work() as session:
        forget_files(session, PaperFiles(tmp_path))
    assert not files_in(tmp_path)
    told = [
        officer for officer in world.prompted(case_id) if any("took back" in one for one in world.messages(officer))
    ]
    assert told
    assert set(told) == world.prompted(case_id)
    assert len(world.edited(STATION)) > edits, "the prompt counts it as missing"
    with world.work() as session:
        gone = session.get_one(Paper, paper_id)
        assert (gone.kind, gone.is_none, gone.file_id, gone.unique_id) == (KIND, True, "", "")
        assert [one.detail for one in session.exec(select(Audit).where(Audit.action == "took a paper back"))] == ["1"]
        case = session.get_one(AidCase, case_id)
        took_back = say("The worker took back a paper: {paper}", paper=demo().paper(KIND).text)
        assert took_back in [one.said for one in history(session, case, demo())]
    with pytest.raises(PaperIsGone):
        takes_back(world, paper_id)


def test_what_was_taken_back_by_mistake_counts_when_it_is_sent_again(world: World) -> None:
    case_id = world.opens(answers={**ANSWERS, **photo()})
    takes_back(world, numbers(world, case_id)[0])
    assert world.case(case_id).answers[f"paper_{KIND}"] == [], "nor does its form bring it back"
    sends(world, case_id)
    assert KIND not in missing(world, case_id)
    assert len(numbers(world, case_id)) == 2


def sends_other(world: World, case_id: int, old: int, name: str = "photo-2") -> int:
    """Lin sends another file in place of one; return its number."""
    with world.work() as session:
        work = world.at_work(session, LIN)
        assert own_paper(work, old).no_other is None
        add_papers(work, case_id, photo(name), replaces=old)
    return numbers(world, case_id)[-1]


def row_of(world: World, paper_id: int) -> Paper:
    with world.work() as session:
        row = session.get_one(Paper, paper_id)
        session.expunge(row)
    return row


def there(world: World, case_id: int) -> list[str]:
    with world.work() as session:
        return [one.unique_id for one in rows(session, case_id) if not one.is_none]


def test_another_takes_its_place_once_it_is_kept(world: World, tmp_path: Path) -> None:
    case_id = world.opens()
    other = sends_other(world, case_id, sends(world, case_id))
    assert there(world, case_id) == ["photo-1", "photo-2"], "until then nothing is missing"
    store_of(world, tmp_path)._keep(row_of(world, other), CLEAN)
    assert there(world, case_id) == ["photo-2"]
    assert any("sent another file in place of one" in one for one in world.messages(POINT) + world.messages(STATION))
    store_of(world, tmp_path)._keep(row_of(world, other), CLEAN)
    assert there(world, case_id) == ["photo-2"]


def test_another_that_is_no_paper_leaves_the_one_before_in_its_place(world: World, tmp_path: Path) -> None:
    case_id = world.opens()
    old = sends(world, case_id)
    store_of(world, tmp_path)._refuse(row_of(world, sends_other(world, case_id, old)), "broken")
    assert there(world, case_id) == ["photo-1"]
    assert KIND not in missing(world, case_id)
    assert any("The one before stays and counts as it did." in one for one in world.messages(LIN))
    takes_back(world, old)
    assert KIND in missing(world, case_id)


def test_the_same_file_once_more_is_no_other(world: World, tmp_path: Path) -> None:
    case_id = world.opens()
    old = sends(world, case_id)
    assert sends_other(world, case_id, old, "photo-1") == old
    assert there(world, case_id) == ["photo-1"]


def test_what_was_decided_with_meanwhile_stays_beside_the_other(world: World, tmp_path: Path) -> None:
    case_id = world.opens()
    other = sends_other(world, case_id, sends(world, case_id))
    world.now += timedelta(hours=1)
    world.reviewed(case_id)
    store_of(world, tmp_path)._keep(row_of(world, other), CLEAN)
    assert there(world, case_id) == ["photo-1", "photo-2"]


def test_of_a_case_that_was_withdrawn_meanwhile_nothing_changes(world: World, tmp_path: Path) -> None:
    case_id = world.opens()
    other = sends_other(world, case_id, sends(world, case_id))
    with world.work() as session:
        worker_side.withdraw(world.at_work(session, LIN), case_id)
    store_of(world, tmp_path)._keep(row_of(world, other), CLEAN)
    assert there(world, case_id) == ["photo-1", "photo-2"]


def test_what_somebody_decided_with_stays(world: World) -> None:
    case_id = world.opens()
    paper_id = sends(world, case_id)
    world.now += timedelta(hours=1)
    world.reviewed(case_id)
    with pytest.raises(PaperDecidedOn):
        takes_back(world, paper_id)
    with world.work() as session:
        one = own_paper(world.at_work(session, LIN), paper_id)
        assert isinstance(one.no_other, PaperDecidedOn)
        assert AddPaper(case_id, KIND).encode() in [key.press for row in sent._keys(one) for key in row]
    assert KIND not in missing(world, case_id)
    world.now += timedelta(hours=1)
    takes_back(world, sends(world, case_id, "nobody has seen it"))


@pytest.mark.parametrize("who", [AYGUL, STATION])
def test_it_is_the_worker_alone_who_takes_it_back(world: World, who: int) -> None:
    paper_id = sends(world, world.opens())
    with pytest.raises(NotForYou):
        takes_back(world, paper_id, who)


def test_a_closed_case_keeps_its_papers(world: World) -> None:
    case_id = world.opens()
    paper_id = sends(world, case_id)
    with world.work() as session:
        worker_side.withdraw(world.at_work(session, LIN), case_id)
    with pytest.raises(CaseAlreadyClosed):
        takes_back(world, paper_id)


def test_of_a_returned_case_the_form_takes_it_out(world: World) -> None:
    """What came by the form goes by the form, which would bring it back; what was added later goes by itself."""
    case_id = world.opens(answers={**ANSWERS, **photo()})
    added = sends(world, case_id, "added")
    world.visits(POINT, STATION, case_id)
    world.decides(STATION, case_id, "return", reason="The slip is not yours.")
    assert world.case(case_id).status == Status.RETURNED
    first = numbers(world, case_id)[0]
    with pytest.raises(PaperIsInForm):
        takes_back(world, first)
    takes_back(world, added)
    with world.work() as session:
        worker_side.resubmit(
            world.at_work(session, LIN), case_id, answers={**ANSWERS, f"paper_{KIND}": []}, household_class="deep",
            amount=0,
        )  # fmt: skip
    assert KIND in missing(world, case_id)
    assert not [one for one in own_of(world, case_id) if one == first]


def own_of(world: World, case_id: int) -> list[int]:
    with world.work() as session:
        return [one.id for one in own_papers(world.at_work(session, LIN), case_id)]


def test_what_is_taken_back_while_it_is_fetched_is_not_kept(world: World, tmp_path: Path) -> None:
    case_id = world.opens()
    paper_id = sends(world, case_id)
    with world.work() as session:
        row = session.get_one(Paper, paper_id)
        session.expunge(row)
    takes_back(world, paper_id)
    store = store_of(world, tmp_path)
    store._keep(row, CLEAN)
    store._give_up(row, "gone")
    store._tidy()
    assert not files_in(tmp_path)
    with world.work() as session:
        assert session.get_one(Paper, paper_id).is_none
    assert store._waiting() == []


def test_its_days_count_anew_where_none_were_counted(world: World) -> None:
    case_id = world.opens()
    paper_id = sends(world, case_id)
    with world.work() as session:
        case = procedure.lock(session, case_id)
        case.waits_since = case.waits_until = case.call_on = None
    takes_back(world, paper_id)
    with world.work() as session:
        seen = own.own_case(world.at_work(session, LIN), case_id)
    assert seen.waits_until is not None
    assert seen.waits_until > world.now.date()
