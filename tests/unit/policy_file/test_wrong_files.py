"""Every wrong file of the folder is refused with its own sentence and line, and at once; shipped files are good."""

from __future__ import annotations

import os
import shutil
import time
import tomllib
from pathlib import Path

import pytest

from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from services.platform.policies import PolicyBook
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
    for _ in range(2):  # a machine that does something else just then gets a second try
        began = time.process_time()
        with pytest.raises(PolicyProblem) as refused:
            load_policy(folder / f"{name}.toml")
        if (took := time.process_time() - began) < SECONDS:
            break
    assert took < SECONDS
    assert str(refused.value).startswith(f"{name}.toml, {TABLE[name]}")


BASE = 'extends = "demo.toml"\n'
RULE = 'key = "x"\nworker = { zh_Hans = "x" }\nwhen ='
HOSTILE: dict[str, tuple[str, str]] = {
    "nested_400_deep": (
        f"{BASE}[[exclusion]]\n{RULE} " + "{ not = " * 400 + "1" + " }" * 400,
        "line 5: it is nest",
    ),
    "nested_by_keys": (BASE + ".".join(["a"] * 5_000) + " = 1", "line 2: it is nested too deep"),
    "digits": (f"{BASE}[lines]\ndibao_month = {'9' * 5_000}", "line 3: this number is too long to be read"),
    "huge_power": (f"{BASE}[lines]\ndibao_month = 1e999999999", "line 3: this number is too long to be read"),
    "tiny_power": (f"{BASE}[lines]\ndibao_month = 1e-999999999", "line 3: this number is too long to be read"),
    "no_number": (f"{BASE}[lines]\ndibao_month = nan", "line 3, lines.dibao_month: this must be an amount"),
    "endless": (f"{BASE}[lines]\ndibao_month = inf", "line 3, lines.dibao_month: this must be an amount"),
    "a_million_rows": (f"{BASE}a = [{'1,' * 1_000_000}]", "line 1: the file is too large"),
    "many_rows": (
        f"{BASE}papers_always = [{'1,' * 40_000}]",
        "line 1: the file is too large; the most are",
    ),
    "year_one": (
        f"{BASE}[pack]\neffective_until = 0001-01-02",
        "line 3, pack.effective_until: 0001-01-02 is too",
    ),
    "year_9999": (f"{BASE}[pack]\neffective_from = 9999-12-31", "line 3, pack.effective_from: 9999-12-31 is too large"),
    "no_such_day": (f"{BASE}[pack]\neffective_from = 2026-02-30", "line 3: this is not valid TOML"),
    "fifty_megabytes": (BASE + "#" * 50_000_000, "line 1: the file is too large"),
    "nothing_sign": (f"{BASE}a = '\0'", "line 2: there is a sign that no text has"),
    "builds_on_itself": (
        'extends = "builds_on_itself.toml"',
        "line 1, extends: builds_on_itself.toml builds",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence_at_once(folder: Path, name: str) -> None:
    content, said = HOSTILE[name]
    file = folder / f"{name}.toml"
    file.write_text(content, "utf-8")
    refused_at_once(file, f"{name}.toml, {said}")
    file.unlink()


def refused_at_once(file: Path, said: str) -> None:
    began = time.process_time()
    with pytest.raises(PolicyProblem) as refused:
        load_policy(file)
    assert time.process_time() - began < SECONDS
    assert said in str(refused.value)


def test_files_that_build_on_each_other_in_a_circle_or_without_end_are_refused(folder: Path) -> None:
    for one, other in (("round", "about"), ("about", "round"), *((f"on{n}", f"on{n + 1}") for n in range(30))):
        (folder / f"{one}.toml").write_text(f'extends = "{other}.toml"\n', "utf-8")
    refused_at_once(folder / "round.toml", "about.toml, line 1, extends: round.toml builds on itself, over other files")
    refused_at_once(folder / "on0.toml", "on4.toml, line 1, extends: no more than 5 files build on each other")


def test_what_is_no_file_keeps_nobody_waiting(folder: Path) -> None:
    (folder / "folder.toml").mkdir()
    (folder / "loop.toml").symlink_to("loop.toml")
    (folder / "endless.toml").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.toml")
    for name, why in (("folder", "Is a directory"), ("loop", "Too many levels of symbolic links"),
                      ("endless", "it is no file"), ("pipe", "it is no file")):  # fmt: skip
        refused_at_once(folder / f"{name}.toml", f"{name}.toml, line 1: the file cannot be read ({why})")
        above = folder / f"on_{name}.toml"
        above.write_text(f'extends = "{name}.toml"\n', "utf-8")
        refused_at_once(above, f"{name}.toml, line 1: the file cannot be read ({why})")
    book = PolicyBook(DEMO)
    book._path = folder / "pipe.toml"
    book.look()
    change = book.look()
    assert change is not None
    assert change.problem is not None


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
