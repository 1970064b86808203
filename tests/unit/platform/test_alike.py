"""Traditional and simplified signs find each other."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from domain.platform.alike import alike, holds_words
from domain.platform.text import named

REAL = json.loads(Path("tests/data/real/variants.json").read_text("utf-8"))


@pytest.mark.parametrize(("one", "other"), REAL["same"])
def test_the_same_words_in_both_kinds_of_signs(one: str, other: str) -> None:
    assert alike(one) == alike(other)


@pytest.mark.parametrize(("one", "other"), REAL["others"])
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert alike(one) != alike(other)


@pytest.mark.parametrize(("whole", "typed"), REAL["parts"])
def test_a_part_is_found_in_the_whole(whole: str, typed: str) -> None:
    assert holds_words(whole, alike(typed).split())
    assert not holds_words(whole, alike(f"{typed} 别的").split())


@pytest.mark.parametrize(
    "typed", ["machine", "Machine-Works", "machineworks", "works machine", "機械廠", "机械厂 （一车间）"]
)
def test_a_unit_is_found_in_each_of_its_languages_however_it_is_joined(typed: str) -> None:
    unit = named("示例机械厂(一车间)", {"zh_Hant": "示例機械廠(一車間)", "en": "Sample Machine Works"})
    assert holds_words(unit, alike(typed).split())
    assert not holds_words(unit, alike(f"{typed} mill").split())


def test_the_table_of_variants_is_read_when_somebody_searches() -> None:
    code = "import sys, domain.platform.alike as a; a.alike('plain'); assert 'opencc' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
