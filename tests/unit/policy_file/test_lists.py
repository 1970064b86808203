"""Several lists beside each other: their classes by the rules, as facts of conditions, and what asks for a list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from delivery.rendering import render_plain
from domain.aid.eligibility import assess, class_facts
from domain.aid.kinds import KINDS
from domain.households.household import Household
from domain.kinds.kind import Given, OnFile
from domain.platform.calendar import BEIJING
from domain.policy import Policy
from domain.policy.frame.lists import apart, together
from domain.policy_file.comparing.looking import Looker
from domain.policy_file.loading import load_policy
from domain.policy_file.trying.verdicts import Answer, plain, try_household
from domain.units.steps import Level
from tests.data.households import DEMO

TODAY = date(2026, 7, 20)
COMPANY = """extends = "demo.toml"
[[list]]
key = "national"
title = { zh_Hans = "全国档案", en = "the national list" }
[[list]]
key = "company"
title = { zh_Hans = "公司名册", en = "the company's list" }
procedure = "company"
[[list.class]]
key = "hard"
title = { zh_Hans = "公司困难", en = "hardship by the company" }
line = { factor = 3.0, op = "lt" }
stacking = "one_programme_a_year"
[procedure]
company = [
  { kind = "review", level = "station", role = "reviewer", days = 5 },
  { kind = "approval", level = "centre", role = "approver", days = 5 },
  { kind = "entry", level = "centre", role = "recorder", days = 5 },
]
[[programme]]
key = "relief"
kind = "aid"
procedure = "grant"
title = { zh_Hans = "公司补助" }
summary = { zh_Hans = "一年一次。" }
about = "household"
once = { per = "year" }
amount = 800
stack = { counts = false }
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return read(tmp_path_factory, 'list = "company"')


def read(folder: pytest.TempPathFactory, asks: str, before: str = "") -> Policy:
    made = folder.mktemp("lists")
    (made / "demo.toml").write_bytes(DEMO.read_bytes())
    text = COMPANY.replace('key = "company"\n', f'key = "company"\n{before}\n') + asks
    (made / "ours.toml").write_text(text, "utf-8")
    return load_policy(made / "ours.toml", years=())


def earning(yuan: int) -> Household:
    return Household(self_monthly_income=yuan * 100)


def gets(policy: Policy, yuan: int, programme: str) -> Answer:
    tried = try_household(policy, earning(yuan), TODAY)
    return next(one.verdict for one in tried.programmes if one.key == programme)


@pytest.mark.parametrize(
    ("yuan", "national", "company"),
    [(800, "deep", "hard"), (1600, "relative", "hard"), (1601, "none", "hard"), (2400, "none", "none")],
)
def test_each_list_has_its_own_class(file: Policy, yuan: int, national: str, company: str) -> None:
    found = assess(earning(yuan), file, today=TODAY)
    there = {"list.national.class": national, "list.company.class": company}
    assert class_facts(found) == {"class": national, **there}
    assert class_facts(found.seen_from(("company",))) == {"class": company, **there}
    trial = try_household(file, earning(yuan), TODAY)
    assert (trial.household_class, plain(trial)["lists"]) == (national, {"national": national, "company": company})


def test_a_household_that_is_shut_out_is_on_no_list(file: Policy) -> None:
    found = assess(Household(homes=2), file, today=TODAY)
    assert not found.may_be_listed
    assert set(class_facts(found).values()) == {"none"}


@pytest.mark.parametrize(
    ("asks", "before", "can"),
    [
        ('list = "company"', "", {1700}),
        ('list = "national"', "", set()),
        ("", "", set()),
        ("", "all_aid = true", {1700}),
        ('list = ["national", "company"]', "", {1700}),
        ('who = { list.company.class = ["hard"] }', "", set()),
        ('list = ["national", "company"]\nwho = { "list.company.class" = "none" }', "", set()),
    ],
)
def test_a_programme_asks_for_its_list(
    tmp_path_factory: pytest.TempPathFactory, asks: str, before: str, can: set[int]
) -> None:
    """At 1,700 yuan a household is on the company's list alone; at 2,500 on none."""
    policy = read(tmp_path_factory, asks, before)
    assert {yuan for yuan in (1700, 2500) if gets(policy, yuan, "relief") is Answer.YES} == can


def test_who_is_not_on_the_list_reads_which_one_it_is(file: Policy) -> None:
    tried = next(one for one in try_household(file, earning(2500), TODAY).programmes if one.key == "relief")
    said = render_plain(tried.reasons[0].worker, "en", timezone=BEIJING)
    assert [one.key for one in tried.reasons] == ["above_lines"]
    assert said.startswith("This is for households on the company's list, and by what is on record yours is not on it.")


def test_the_rule_of_one_programme_a_year_is_that_of_the_list(file: Policy) -> None:
    found = assess(earning(1700), file, today=TODAY).seen_from(("company",))
    assert file.stacking_of(found.household_class).value == "one_programme_a_year"
    assert found.after_grants(9_000_00).household_class.value == "none", "the re-test is by the line of the list"


def test_what_many_households_would_get_goes_by_the_list_as_well(file: Policy) -> None:
    looker = Looker(file, TODAY)
    assert looker.of(earning(1700)).gives["relief"] == 800_00
    assert "relief" not in looker.of(earning(2500)).gives


def test_a_report_says_for_which_list_it_is_and_what_else_there_is(file: Policy) -> None:
    def found(yuan: int) -> tuple[str, str]:
        given = Given(policy=file, programme=file.opening[0], today=TODAY, answers={"self_monthly_income": yuan * 100})
        one = KINDS.of(given.programme).found(given)
        return one.leads_to, render_plain(one.said, "en", timezone=BEIJING)

    key, said = found(700)
    assert key == ""
    assert "Your report is for the national list, class deep hardship." in said
    assert "one press hands it in for the company's list, class hardship by the company, too." in said
    key, said = found(1700)
    assert key == "file_company"
    assert "Your report is for the company's list, class hardship by the company." in said


@pytest.mark.parametrize(
    ("yuan", "stands_on", "reason"),
    [(700, ("national",), None), (700, ("national", "company"), "on_list"), (2500, ("national",), "above_lines")],
)
def test_who_may_join_a_list(file: Policy, yuan: int, stands_on: tuple[str, ...], reason: str | None) -> None:
    household = earning(yuan)
    on_file = OnFile(household, file.household_class("deep"), file, TODAY, "HF-2026-0001", stands_on=stands_on)
    joining = next(one for one in file.joining if one.list == "company")
    given = Given(policy=file, programme=joining, answers={}, today=TODAY, file=on_file)
    found = KINDS.of(joining).found(given)
    assert [one.key for one in found.against] == ([reason] if reason else [])
    assert found.household_class.value == ("hard" if yuan == 700 else "none")


def test_a_file_without_lists_has_one(file: Policy) -> None:
    demo = load_policy(DEMO, years=())
    assert [one.key for one in demo.lists] == ["national"]
    assert [one.key for one in demo.opening] == ["hardship_file"]
    assert demo.joining == ()
    assert [one.value for one in demo.lists[0].in_order] == ["deep", "relative", "accident"]
    assert [one.value for one in file.lists[0].in_order] == ["deep", "relative", "accident"], "its classes stay"


@pytest.mark.parametrize(
    ("main", "others", "key"), [("deep", {}, "deep"), ("", {"a": "x"}, ";a=x"), ("none", {"a": "x"}, "none;a=x")]
)
def test_the_classes_of_a_household_go_into_one_key_and_out_again(main: str, others: dict[str, str], key: str) -> None:
    assert together(main, others) == key
    assert apart(key) == (main, others)


def test_who_keeps_a_list_decides_every_step_that_its_procedure_leaves_open(tmp_path: Path) -> None:
    (tmp_path / "demo.toml").write_bytes(DEMO.read_bytes())
    text = COMPANY.replace('kind = "review", level = "station", ', 'kind = "review", ')
    text = text.replace('kind = "entry", level = "centre", ', 'kind = "entry", ')
    text = text.replace('procedure = "company"\n', 'procedure = "company"\nkept_by = "station"\n', 1)
    (tmp_path / "ours.toml").write_text(text + 'list = "company"', "utf-8")
    steps = load_policy(tmp_path / "ours.toml", years=()).steps("company")
    assert [step.level for step in steps] == [Level.STATION, Level.CENTRE, Level.STATION], "what is stated stays"
