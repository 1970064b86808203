"""`policy year` as people type it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "tests" / "data"

pytestmark = pytest.mark.usefixtures("warm_starts")


def year(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot policy year`."""
    command = [sys.executable, "-m", "bot", "policy", "year", *words]
    settings = {**os.environ, "COLUMNS": "120", "BOT_TOKEN": "", **environment}
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("number", [2026, 2027])
def test_the_year_for_machines_is_the_expected_one(number: int) -> None:
    shown = json.loads(year(str(number), "--json").stdout)
    golden = json.loads((DATA / f"policy_year_{number}.json").read_text(encoding="utf-8"))
    found = [{**event, "detail": event["detail"]["en"]} for event in shown["events"]]
    assert [{name: event[name] for name in golden[0]} for event in found] == golden
    assert (shown["policy"], shown["year"]) == ("demo-2026", number)
    assert len({event["key"] for event in shown["events"]}) == len(golden)


def test_the_year_for_people_has_a_line_for_each_event() -> None:
    shown = year("2027", "policies/demo.toml")
    lines = shown.stdout.splitlines()
    golden = json.loads((DATA / "policy_year_2027.json").read_text(encoding="utf-8"))
    assert shown.returncode == 0
    assert lines[0] == f"示例工会帮扶规则（2026）, 2027: {len(golden)} events"
    for line, event in zip(lines[1:], golden, strict=True):
        assert line.split()[:3] == [event["date"], event["what"], event["season"]]
        assert line.endswith(event["detail"])


@pytest.mark.parametrize("number", ["2025", "2050"])
def test_the_first_and_the_last_year_are_there(number: str) -> None:
    assert year(number).returncode == 0


@pytest.mark.parametrize("word", ["2024", "2051", "soon", "0", "²"])
def test_a_wrong_year_is_told_in_a_sentence(word: str) -> None:
    ended = year(word)
    assert ended.returncode == 2
    assert f"Please give a year from 2025 to 2050, like 2027; {word} is none of them." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_policy_that_is_not_there_is_told_in_a_sentence() -> None:
    for ended in (year("2027", "no/such/file.toml"), year("2027", POLICY="no/such/file.toml")):
        assert ended.returncode == 2
        assert "file.toml" in ended.stderr
        assert "Traceback" not in ended.stderr


def test_a_policy_without_seasons_has_its_programmes_only(tmp_path: Path) -> None:
    text = (ROOT / "policies" / "demo.toml").read_text(encoding="utf-8")
    older = tmp_path / "older.toml"
    older.write_text(text[: text.index("[[season]]")], encoding="utf-8")
    shown = json.loads(year("2030", str(older), "--json").stdout)
    assert sorted(event["what"] for event in shown["events"]) == ["programme_closes"] * 3 + ["programme_opens"] * 2
