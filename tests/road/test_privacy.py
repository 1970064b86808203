"""Nothing of what people are stands in a log or can be read in the files of the database."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.crowd.script import resident_id
from benchmarks.figures.crash import Plan, name_of, phone_of, play
from benchmarks.programs.processes import FIRST_PERSON

PEOPLE = range(FIRST_PERSON, FIRST_PERSON + 3)


def personal(number: int) -> list[str]:
    """What a person of the load told about themselves."""
    return [name_of(number), phone_of(number), resident_id(number)]


@pytest.fixture(params=["sqlite", "postgres"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, warm_starts: None) -> Path:
    """The folder of a real run in which people registered and reported, with a kill so that the WAL stays."""
    url = ""
    if request.param == "postgres":
        new: Callable[..., str] = request.getfixturevalue("new_postgres_database")
        url = new()
    plan = Plan(people=len(PEOPLE), answers=30, kills=1, seed=7, webhook=False, from_start=True, folder=tmp_path,
                database_url=url)  # fmt: skip
    assert play(plan).is_clean
    return tmp_path


@pytest.mark.slow
def test_no_file_of_a_run_holds_what_people_told(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "bot.log" and path.stat().st_size for path in files)
    for path in files:
        data = path.read_bytes()
        for number in PEOPLE:
            for words in (*personal(number), "林示"):
                assert words.encode() not in data, f"{path.name} holds {words}"
                assert words.encode("unicode-escape") not in data, f"{path.name} holds {words}"
