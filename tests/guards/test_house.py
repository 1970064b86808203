"""The house stays as it was built: short files, small rooms with a charter each, short functions."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path
from statistics import mean

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("bot", "delivery", "domain", "handlers", "models", "services", "simulator", "tools", "benchmarks")
LONGEST_FILE, LARGEST_ROOM = 300, 15
EACH_A_KIND = "domain/procedure/steps"  # one file a kind of step, found by its name: it grows with what unions do
MEAN_FUNCTION = 8.0  # lines, from `def` to its last one; decorators do not count


@cache
def sources() -> dict[str, str]:
    """Return the text of every Python file of the product, by its path from the root."""
    files = (file for layer in PRODUCT for file in (ROOT / layer).rglob("*.py"))
    return {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}


def rooms() -> Counter[str]:
    """Return how many files stand in each folder."""
    return Counter(path.rpartition("/")[0] for path in sources())


def lengths(source: str) -> list[int]:
    """Return how many lines each function has."""
    functions = (
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [(function.end_lineno or 0) - function.lineno + 1 for function in functions]


NAMES_A_FILE = {"models/procedure.py", "domain/platform/messages.py"}  # of a photo only, and as it was packed


def test_nothing_is_sent_on_as_somebody_sent_it() -> None:
    """A file goes to others as our own clean copy: only a paper may name what Telegram has, and only of a photo."""
    assert {path for path, source in sources().items() if _sends_on(path, source)} == NAMES_A_FILE


def _sends_on(path: str, source: str) -> bool:
    if path.startswith("simulator/"):
        return False
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return any(_names_a_file(call) or _called(call) in SENDS_ON for call in calls)


SENDS_ON = {"forward_message", "forward_messages", "copy_message", "copy_messages", "forward", "copy_from"}


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _names_a_file(call: ast.Call) -> bool:
    return _called(call) == "Attachment" and bool(call.args or any(one.arg == "file_id" for one in call.keywords))


@pytest.mark.parametrize("layer", PRODUCT)
def test_every_layer_is_looked_at(layer: str) -> None:
    assert any(path.startswith(f"{layer}/") for path in sources())


def test_no_file_is_long() -> None:
    assert not {path for path, source in sources().items() if len(source.splitlines()) > LONGEST_FILE}


def test_no_room_is_crowded() -> None:
    crowded = {room: files for room, files in rooms().items() if files > LARGEST_ROOM and room != EACH_A_KIND}
    assert not crowded


def test_every_room_has_a_charter_of_one_sentence() -> None:
    assert not [room for room in rooms() if not is_charter(sources().get(f"{room}/__init__.py", ""))]


def is_charter(source: str) -> bool:
    """Tell whether a file begins with one sentence on one line; how the room is used may follow after a blank one."""
    sentence, _, more = (ast.get_docstring(ast.parse(source)) or "").partition("\n")
    return sentence.endswith(".") and ". " not in sentence and (not more or more.startswith("\n"))


def test_functions_are_short() -> None:
    assert mean(length for source in sources().values() for length in lengths(source)) < MEAN_FUNCTION


def test_the_guards_would_notice() -> None:
    assert is_charter('"""What is sent."""')
    assert is_charter('"""What is sent.\n\nIt is used so."""')
    assert not is_charter("")
    assert not is_charter('"""What is sent"""')
    assert not is_charter('"""What is sent. And what is not."""')
    assert not is_charter('"""What is sent.\nAnd what is not."""')
    assert lengths(
        "@cache\ndef one() -> int:\n    return 1\n\n\nasync def other() -> None:\n    await a()\n    await b()\n"
    ) == [2, 3]
