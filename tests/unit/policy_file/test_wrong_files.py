"""Every wrong file of the folder is refused with its own sentence and line, and at once; shipped files are good."""

from __future__ import annotations

import shutil
import time
import tomllib
from pathlib import Path

import pytest

from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from tests.data.households import DEMO, HERE

FOLDER = HERE / "wrong_policies"
TABLE = dict(line.split("\t") for line in (FOLDER / "table.tsv").read_text("utf-8").splitlines())
SECONDS = 2.0  # of the processor; a few tenths on a quiet machine
FEWEST, EXAMPLES = 60, 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("wrong")
    for file in (DEMO, *FOLDER.glob("*.toml")):
        shutil.copy(file, made)
    load_policy(DEMO)
    return made


def test_every_file_of_the_folder_is_in_the_table() -> None:
    assert {file.stem for file in FOLDER.glob("*.toml")} == set(TABLE)
    assert len(TABLE) >= FEWEST


@pytest.mark.parametrize("name", TABLE)
def test_a_wrong_file_is_refused_with_its_own_sentence_and_line(folder: Path, name: str) -> None:
    began = time.process_time()
    with pytest.raises(PolicyProblem) as refused:
        load_policy(folder / f"{name}.toml")
    assert time.process_time() - began < SECONDS
    assert str(refused.value).startswith(f"{name}.toml, {TABLE[name]}")


@pytest.mark.parametrize("file", sorted(DEMO.parent.glob("*.toml")), ids=lambda file: file.name)
def test_every_programme_of_a_shipped_file_has_three_examples_and_one_is_refused(file: Path) -> None:
    policy = load_policy(file)
    said = {one["key"] for one in tables(file) if "example" in one or "kind" in one}
    for programme in policy.programmes:
        if programme.key in said:
            assert len(programme.example) >= EXAMPLES, programme.key
            assert any(one.no or one.later for one in programme.example), programme.key


def tables(file: Path) -> list[dict[str, object]]:
    return list(tomllib.loads(file.read_text("utf-8")).get("programme", []))
