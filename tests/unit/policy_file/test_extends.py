"""A policy file that builds on another says what differs, and every complaint names the file that it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.platform.money import yuan
from domain.policy import Policy
from domain.policy_file.loading import load_policy, proved, whole_text
from domain.policy_file.problems import PolicyProblem
from domain.policy_file.whole.chain import files_of, read_chain
from domain.policy_file.whole.merging import Whole
from domain.policy_file.whole.writing import as_toml
from tests.data.households import DEMO, study_grant_in

START = 'extends = "demo.toml"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "demo.toml").write_text(DEMO.read_text("utf-8"), "utf-8")
    return tmp_path


def written(folder: Path, text: str, name: str = "ours.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def loaded(folder: Path, text: str) -> Policy:
    return load_policy(written(folder, START + text), years=())


def told(folder: Path, text: str) -> str:
    with pytest.raises(PolicyProblem) as problem:
        load_policy(written(folder, text), years=())
    return str(problem.value)


def test_a_file_says_what_differs_and_the_rest_is_that_of_the_other(folder: Path) -> None:
    ours, demo = loaded(folder, "[lines]\ndibao_month = 700\n[visits]\nevery_months = 3\n"), load_policy(DEMO, years=())
    assert (ours.lines.dibao_month, ours.visits.every_months, ours.visits.leaders_take) == (yuan(700), 3, 2)
    assert ours.lines.deep == demo.lines.deep
    assert ours.papers == demo.papers
    assert ours.version != demo.version


def test_entries_of_a_list_are_found_by_their_key_changed_added_and_taken_out(folder: Path) -> None:
    ours = loaded(
        folder,
        """
papers = [
  { key = "fee_receipt", zh_Hans = "学费收据" },
  { key = "pay_slip", zh_Hans = "工资条", formats = ["photo"] },
]
exclusion = [{ key = "business", remove = true }]
""",
    )
    assert ours.paper("fee_receipt").text.by_locale == {"zh_Hans": "学费收据"}  # no English of what it said before
    assert ours.paper("fee_receipt").formats == ("photo", "pdf")
    assert ours.papers[-1].key == "pay_slip"
    assert [one.key for one in ours.exclusions] == ["homes", "car", "high_fee_school"]


def test_a_table_can_be_taken_out_and_an_amount_is_never_mixed_with_the_one_below(folder: Path) -> None:
    ours = loaded(
        folder,
        """
heat = { remove = true }
[[programme]]
key = "living_aid"
amount = 500
example = [{ given = { class = "deep" }, pays = 500 }]
""",
    )
    assert ours.heat is None
    amount = ours.programme("living_aid").amount  # type: ignore[attr-defined]
    assert (amount.pays, amount.table) == (yuan(500), ())
    assert len(ours.programme("living_aid").example) == 1


def test_the_whole_is_written_as_text_that_loads_to_the_same_policy(folder: Path) -> None:
    chain = read_chain(written(folder, START + "[lines]\ndibao_month = 700.50\n"))
    text = whole_text(chain)
    assert load_policy(text, name="ours.toml", years=()) == proved(chain, ())
    demo = read_chain(DEMO)
    assert whole_text(demo) == DEMO.read_text("utf-8")
    again = load_policy(as_toml(Whole(demo).data), years=())
    assert again == load_policy(DEMO, years=()).model_copy(update={"version": again.version})


def test_a_complaint_names_the_file_and_the_line_that_it_is_about(folder: Path) -> None:
    assert "ours.toml, line 3, lines.dibao_month: an amount cannot be below zero" in told(
        folder, START + "[lines]\ndibao_month = -1\n"
    )
    demo = (folder / "demo.toml").read_text("utf-8").split("\n")
    line = 1 + demo.index('papers_always = ["resident_id_copy", "household_book", "wage_proof", "bank_card_copy"]')
    assert f"demo.toml, line {line}, papers_always.2: wage_proof is not in the list paper." in told(
        folder, START + 'papers = [{ key = "wage_proof", remove = true }]\n'
    )
    example = '[[programme]]\nkey = "living_aid"\nexample = [{ given = { class = "deep" }, pays = 9600 }]\n'
    worked = told(folder, START + example + "[lines]\ndibao_month = 700\n")
    assert "ours.toml, line 4, programme.0.example.0: the example says 9600.00 yuan, but it comes to 8400.00" in worked
    assert "ours.toml, line 2, exclusion.0: there is no boat to take out" in told(
        folder, START + 'exclusion = [{ key = "boat", remove = true }]\n'
    )
    written(folder, "[pack\n", "base.toml")
    both = told(folder, 'extends = "base.toml"\n')
    assert "base.toml, line 1: this is not valid TOML" in both
    assert "ours.toml, line 1, extends: the file base.toml that this one builds on cannot be used" in both


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('extends = "none.toml"\n', "none.toml, line 1: the file cannot be read (No such file or directory)"),
        ('extends = "ours.toml"\n', "ours.toml builds on itself, over other files"),
        ('extends = "/etc/hostname"\n', "this is the name of a file in the same folder"),
        ('extends = "../demo.toml"\n', "this is the name of a file in the same folder"),
        ("extends = 3\n", "this is the name of a file in the same folder"),
        ('extends = "a1.toml"\n', "a4.toml, line 1, extends: no more than 5 files build on each other"),
    ],
)
def test_what_a_file_cannot_build_on_is_told_with_the_line(folder: Path, text: str, reason: str) -> None:
    for number in range(1, 6):
        written(folder, f'extends = "a{number + 1}.toml"\n', f"a{number}.toml")
    assert reason in told(folder, text)


def test_a_circle_ends_for_the_reader_and_for_whoever_watches(folder: Path) -> None:
    written(folder, 'extends = "ours.toml"\n', "other.toml")
    path = written(folder, 'extends = "other.toml"\n')
    assert "ours.toml builds on itself" in told(folder, path.read_text("utf-8"))
    assert [one.name for one in files_of(path)] == ["ours.toml", "other.toml"]


def test_a_text_without_a_folder_builds_on_nothing() -> None:
    with pytest.raises(PolicyProblem, match="a text by itself cannot build on another file"):
        load_policy(START, years=())


def test_the_grants_of_suning_come_to_what_was_reported() -> None:
    grant = study_grant_in(load_policy(DEMO.with_name("suning.toml"), years=()))
    assert grant.amount is not None
    sums = [row.pays or 0 for row in grant.amount.table]
    assert sums == [yuan(1500), yuan(1000)]
    assert 4 * sum(sums) == yuan(10_000)
