"""The hardship file as data: its words, questions, papers and keys are those of the policy; older versions read on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.aid.kinds import KINDS
from domain.forms import Chosen, Facts, Form, Scope, TicksAnswer, ticks_offered
from domain.households.asked import Reader
from domain.households.household import from_answers
from domain.kinds.kind import Given, OnFile
from domain.platform.text import Sayable
from domain.policy import Policy, Programme
from domain.policy_file.comparing.difference import changes, data_of
from domain.policy_file.loading import load_policy, whole_text
from domain.policy_file.problems import PolicyProblem
from domain.policy_file.whole.chain import read_chain
from tests.data.households import DEMO, households, told
from tests.data.households import answers_of as answers_in
from tests.unit.forms.test_forms_walker import Walker

TODAY = date(2026, 7, 20)
NAMES = ("title", "running", "intro", "declaration", "handed_in", "otherwise", "summary")
LISTS = """extends = "demo.toml"
[[list]]
key = "national"
title = {{ zh_Hans = "全国档案" }}
opens = "{opens}"
joins = "on_national"
papers = ["situation_statement"]
[list.report]
{words}
[[list.ask]]
key = "shift_leader"
kind = "yes_no"
text = {{ zh_Hans = "班组长知道吗？" }}
[[list]]
key = "edge"
title = {{ zh_Hans = "边缘名册" }}
beside = "never"
procedure = "edge"
papers = ["work_contract", {{ paper = "situation_statement", when = {{ edge_debt = true }} }}]
[list.joining]
{words}
[[list.ask]]
key = "edge_debt"
kind = "yes_no"
text = {{ zh_Hans = "欠着债吗？" }}
label = {{ zh_Hans = "欠债" }}
[[list.class]]
key = "edge"
title = {{ zh_Hans = "边缘" }}
line = {{ factor = 3.0, op = "le" }}
stacking = "one_grant"
[procedure]
edge = [
  {{ kind = "review", level = "station", role = "reviewer", days = 5 }},
  {{ kind = "approval", level = "centre", role = "approver", days = 5 }},
  {{ kind = "entry", level = "centre", role = "recorder", days = 5 }},
]
"""
WORDS = "\n".join(f'{name} = {{ zh_Hans = "本会{name}的话" }}' for name in NAMES)


def loaded(folder: Path, opens: str = "hardship_file") -> Policy:
    (folder / "demo.toml").write_bytes(DEMO.read_bytes())
    (folder / "ours.toml").write_text(LISTS.format(opens=opens, words=WORDS), "utf-8")
    return load_policy(folder / "ours.toml", years=())


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return loaded(tmp_path_factory.mktemp("lists"))


def form_of(policy: Policy, programme: Programme) -> Form:
    return KINDS.of(programme).form(policy, programme, None)


def reads(said: Sayable | None) -> str:
    assert said is not None
    return told(said, "zh_Hans")


@pytest.mark.parametrize("side", ["report", "joining"])
def test_what_workers_read_is_what_the_file_says(ours: Policy, side: str) -> None:
    programme = ours.opening[0] if side == "report" else ours.joining[1]
    kind, form = KINDS.of(programme), form_of(ours, programme)
    said = [form.title, form.intro, form.declaration, kind.handed_in(programme, "2026-0001")]
    said.append(kind.title(programme, running=True))
    for name, one in zip(("title", "intro", "declaration", "handed_in", "running"), said, strict=True):
        assert f"本会{name}的话" in reads(one)
    if side == "report":
        rich = {**answers_in(households()["DEMO-H01"]), "self_monthly_income": 90_000_00}
        found = kind.found(Given(policy=ours, programme=programme, answers=rich, today=TODAY))
        assert "本会otherwise的话" in reads(found.said)
    else:
        assert "本会summary的话" in reads(kind.listed(programme, TODAY))


def test_words_that_the_file_leaves_out_read_as_usual(ours: Policy) -> None:
    programme = ours.opening[1]
    assert "本会" not in reads(KINDS.of(programme).handed_in(programme, "2026-0001"))
    assert "本会" not in reads(form_of(ours, programme).intro)


def asked_of(policy: Policy, yuan: int, **answers: Any) -> set[str]:
    """Return what of the lists the report asks of one who lives alone on this income, and which papers it offers."""
    form = form_of(policy, policy.opening[0])
    scope = Scope({"self_monthly_income": yuan * 100, **answers}, Facts(TODAY))
    screen = next(one for one in form.questions if one.key == "papers_at_hand")
    assert isinstance(screen.answer, TicksAnswer)
    questions = (one for one in form.questions if one.key in ("own_shift_leader", "own_edge_debt"))
    asked = {one.key for one in questions if one.ask_if is None or one.ask_if.holds(scope)}
    papers = {one.key for one in ticks_offered(screen.answer, scope)}
    return asked | (papers & {"paper_work_contract", "paper_situation_statement"})


@pytest.mark.parametrize(
    ("yuan", "answers", "keys"),
    [
        (700, {}, {"own_shift_leader", "paper_situation_statement"}),
        (700, {"homes": 2}, set()),
        (1700, {}, {"own_edge_debt", "paper_work_contract"}),
        (1700, {"own_edge_debt": True}, {"own_edge_debt", "paper_work_contract", "paper_situation_statement"}),
        (9000, {}, set()),
    ],
    ids=["national", "shut out", "edge", "edge in debt", "none"],
)
def test_a_list_asks_whoever_can_come_on_it(ours: Policy, yuan: int, answers: dict[str, Any], keys: set[str]) -> None:
    assert asked_of(ours, yuan, **answers) == keys


def test_the_report_is_answered_to_its_end_with_what_lists_ask(ours: Policy) -> None:
    walker = Walker(form_of(ours, ours.opening[0]), {"owned": [Chosen("done")]})
    walker.walks_to("@summary")
    places = list(dict.fromkeys(walker.asked))
    assert places.index("main_cause") < places.index("own_shift_leader") < places.index("papers_at_hand")


def test_who_joins_is_asked_by_the_list_and_officers_read_it(ours: Policy) -> None:
    programme = ours.joining[1]
    kind, form = KINDS.of(programme), form_of(ours, programme)
    assert [one.key for one in form.questions] == ["own_edge_debt", "paper_work_contract", "paper_situation_statement"]
    household = from_answers(answers_in(households()["DEMO-H01"]))
    file = OnFile(household, ours.household_class("none"), ours, TODAY, "HF-2026-0001")
    given = Given(policy=ours, programme=programme, answers={"own_edge_debt": True}, today=TODAY, file=file)
    assert [reads(one) for one in kind.shown(given, Reader.OFFICER)] == ["欠债：是"]
    assert kind.papers(given) == ("work_contract", "situation_statement")
    assert kind.papers(replace(given, answers={"own_edge_debt": False})) == ("work_contract",)
    kept = {"own_edge_debt": True, "self_monthly_income": 1}
    assert kind.subject(replace(given, answers=kept)).kept == {"own_edge_debt": True}, "what its report was asked stays"


def test_the_keys_of_its_cases_are_those_of_the_file(ours: Policy, tmp_path: Path) -> None:
    assert [one.key for one in (*ours.opening, *ours.joining)] == [
        "hardship_file", "file_edge", "on_national", "join_edge",
    ]  # fmt: skip
    own = loaded(tmp_path, "jiandang")
    assert [one.key for one in own.opening] == ["jiandang", "file_edge"]
    assert own.given("").key == "jiandang", "a draft that names nothing is a report"


# Versions of before ---------------------------------------------------------------------------------------------------

STATED = re.compile(r"(?ms)^\[\[list\]\]\n.*?\n\n")


def test_a_version_that_names_no_list_reads_as_it_did() -> None:
    text, count = STATED.subn("", DEMO.read_text("utf-8"))
    assert count == 1
    before, demo = load_policy(text, name="demo.toml", years=()), load_policy(DEMO, years=())
    assert before.opening == demo.opening
    assert before.lists == demo.lists
    named = [data_of(one, "demo.toml") for one in (text, DEMO.read_text("utf-8"))]
    assert list(changes(*named)) == [], "nobody is told of a change"


def test_a_version_whose_first_list_says_no_key_goes_by_the_key_of_before() -> None:
    text = whole_text(read_chain(DEMO.with_name("xingtai.toml"))).replace('opens = "hardship_file"\n', "")
    before = load_policy(text, name="xingtai.toml", years=())
    assert [one.key for one in before.opening] == ["hardship_file", "file_company"]
    assert [one.key for one in before.joining] == ["join_national", "join_company"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('opens = "hardship_file"', 'opens = "join_edge"', "list.1.joins: join_edge stands twice"),
        (
            'papers = ["work_contract"',
            'papers = ["love_letter"',
            "list.1.papers.0: love_letter is not in the list paper",
        ),
        ("when = { edge_debt", "when = { car", "list.1.papers.1.when.fact: there is no fact car"),
        ('key = "shift_leader"', 'key = "edge_debt"', "list.1.ask.0: edge_debt stands twice"),
        ('title = { zh_Hans = "全国档案" }\n', "", "list.0.title: this entry is missing"),
        ('procedure = "edge"', 'procedure = "nowhere"', "list.1.procedure: there is no procedure nowhere"),
    ],
)
def test_what_is_wrong_with_a_list_is_told_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "demo.toml").write_bytes(DEMO.read_bytes())
    text = LISTS.format(opens="hardship_file", words=WORDS)
    assert old in text
    (tmp_path / "ours.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(PolicyProblem) as caught:
        load_policy(tmp_path / "ours.toml", years=())
    assert said in str(caught.value)


def test_no_code_knows_the_key_of_a_list_or_of_what_opens_it() -> None:
    root = DEMO.parents[1]
    layers = ("domain", "services", "handlers", "delivery", "models", "bot")
    paths = (path for layer in layers for path in (root / layer).rglob("*.py"))
    naming = [str(path) for path in paths if '"hardship_file"' in path.read_text("utf-8")]
    assert [one for one in naming if "bot/demo" not in one] == []
