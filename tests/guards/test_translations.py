"""Every sentence of the program has its words in every language, and every place in it is filled."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tools.check_catalogues import other_words, places, problems

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "handlers", "delivery", "services", "models", "domain")


def test_the_catalogues_are_fresh_complete_and_true() -> None:
    found = problems()
    assert not found, "\n".join(found)


_WORDS = r"\{(?:reason|note|said|told)\}"  # sentences of their own, which bring their own end


@pytest.mark.parametrize("locale", ["en", "zh_Hans", "zh_Hant"])
def test_no_sentence_ends_twice_and_a_case_is_named_one_way(locale: str) -> None:
    """Reasons end themselves; in Chinese the number of a case is the 2026-0001号申请 wherever a sentence names it."""
    with (ROOT / "locales" / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        told = {
            str(one.id): str(one.string or one.id) for one in read_po(file, locale=locale) if isinstance(one.id, str)
        }
    commands = re.compile(r"\{file\}|\{entry\}")  # of `policy check`, whose reasons are parts of a sentence
    assert not [text for text in told.values() if re.search(_WORDS + "[.。]", text) and not commands.search(text)]
    if locale != "en":
        number = re.compile(r"^(?:\W|<b>)*\{number\}(?:</b>)? ?(?:[的，是]|材料)")
        assert not [text for source, text in told.items() if "ase {number}" in source and number.search(text)]


def said_in(tree: ast.AST) -> Iterator[tuple[ast.Call, set[str], set[str]]]:
    """Find the calls say(N_("..."), ...) and say_many(*Nn_("...", "..."), n, ...): the places and what fills them."""
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args):
            continue
        if any(word.arg is None for word in call.keywords):
            continue  # filled with **something, which only rendering can see
        source = call.args[0].value if isinstance(call.args[0], ast.Starred) else call.args[0]
        marks = {"say": "N_", "say_many": "Nn_"}
        if not (isinstance(source, ast.Call) and isinstance(source.func, ast.Name)):
            continue
        if marks.get(call.func.id) != source.func.id:
            continue
        wanted = {place for text in source.args if isinstance(text, ast.Constant) for place in places(str(text.value))}
        filled = {word.arg for word in call.keywords if word.arg} | ({"count"} if source.func.id == "Nn_" else set())
        yield call, wanted, filled


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_said_fills_its_places(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{call.lineno}: places {sorted(wanted)}, filled {sorted(filled)}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for call, wanted, filled in said_in(ast.parse(path.read_text(encoding="utf-8")))
        if wanted | {"count"} != filled | {"count"}
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_said_is_marked_for_translation(package: str) -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call.args[0])}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("say", "say_many")
        and call.args and isinstance(call.args[0], ast.Constant)
    ]  # fmt: skip
    assert not bare, "\n".join(bare)


# A case is 申请 throughout (案件 is for courts and the police), a case officer 帮扶联系人, and to close a file 撤档.
NOT_OUR_WORDS = ("案件", "帮扶联络", "幫扶聯絡", "销档", "銷檔")


@pytest.mark.parametrize("locale", ["zh_Hans", "zh_Hant"])
def test_the_chinese_words_are_those_of_the_union(locale: str) -> None:
    with (ROOT / "locales" / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        said = [one.string for one in read_po(file) if one.id]
    texts = [text for one in said for text in ([one] if isinstance(one, str) else one or ())]
    assert not [text for text in texts if any(wrong in text for wrong in NOT_OUR_WORDS)]


_POLICY_TEXT = re.compile(r'(zh_Han[st]) = "((?:[^"\\]|\\.)*)"')
_PAGE_TEXT = re.compile(r'\w+: \["([^"]*)", "([^"]*)", ')


def test_policies_and_the_page_of_the_simulator_say_our_words() -> None:
    told = [(locale, text) for path in (ROOT / "policies").glob("*.toml")
            for locale, text in _POLICY_TEXT.findall(path.read_text(encoding="utf-8"))]  # fmt: skip
    page = (ROOT / "simulator" / "page" / "static" / "i18n.js").read_text(encoding="utf-8")
    told += [pair for found in _PAGE_TEXT.findall(page) for pair in zip(("zh_Hans", "zh_Hant"), found, strict=True)]
    assert len(told) > 500
    assert not [f"{text}: {wrong}" for locale, text in told for wrong in other_words(text, locale)]


def test_another_word_for_the_same_thing_is_told() -> None:
    assert list(other_words("請問聯絡人", "zh_Hant")) == ["says 聯絡 where we say 聯繫"]
    assert not list(other_words("好消息：請問聯繫人", "zh_Hant"))


def test_no_policy_promises_that_an_answer_in_the_chat_is_read() -> None:
    """Nobody reads what is typed after a notice; whom to call is said."""
    for path in (ROOT / "policies").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in ("这里回复", "這裡回覆", "reply here") if word in text]


NOT_TRADITIONAL = ("聯系", "批準", "“", "”")  # what a machine makes of 联系, 批准, and the quotes of the other script


def test_the_traditional_words_are_traditional() -> None:
    """No character that only the simplified script has: Big5 with the additions of Hong Kong holds all others."""
    catalogue = (ROOT / "locales" / "zh_Hant" / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    ours = [line for line in catalogue.splitlines() if not line.startswith(("#", "msgid"))]
    chinese = {letter for line in ours for letter in line if "\u4e00" <= letter <= "\u9fff"}
    assert not {letter for letter in chinese if not letter.encode("big5hkscs", "ignore")}
    with (ROOT / "locales" / "zh_Hant" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        said = [one.string for one in read_po(file) if one.id]
    texts = [text for one in said for text in ([one] if isinstance(one, str) else one or ())]
    assert not [text for text in texts if any(wrong in text for wrong in NOT_TRADITIONAL)]
