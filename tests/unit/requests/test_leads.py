"""Free words lead to what there is; each shipped policy knows what people really say."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from domain.policy.leads import Lead
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from domain.requests.danger import danger_in
from domain.requests.danger_words import KNOWN
from domain.requests.leads import is_wordless, lead_in, wants_out
from domain.requests.phrases import beginnings, heard, pairs_in, pattern
from handlers.menu.menu import ENTRIES
from tests.data.households import demo
from tests.union import DEMO

REAL = json.loads((Path(__file__).parents[2] / "data" / "real" / "leads.json").read_text(encoding="utf-8"))
ASIDES = json.loads((Path(__file__).parents[2] / "data" / "real" / "asides.json").read_text(encoding="utf-8"))
TEXT = DEMO.read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "said"), [(key, one) for key, sentences in REAL.items() for one in sentences])
def test_what_people_say_leads_where_it_should(key: str, said: str) -> None:
    lead = lead_in(said, demo().leads)
    assert (lead.key if lead else "none") == key
    assert danger_in(said, demo().danger) is None


GENERAL = {"dibao", "money", "complaint", "who", "status", "policy", "how"}  # about anything: they come after the rest
TAILS = {True: (", who handles that?", ", how do I apply?", ", which papers do I need?"),
         False: ("，该找谁？", "，誰負責？", "，怎么办理？", "，要什么材料？", "，什么条件？", "，谢谢")}  # fmt: skip


@pytest.mark.parametrize("key", sorted(REAL.keys() - GENERAL - {"thanks", "hello", "ok", "none"}))
def test_what_is_asked_about_a_thing_leads_to_the_thing(key: str) -> None:
    """Who sees to it and how it is done stand behind almost any need: 我的电话换了，该找谁？ is about the phone."""
    for said in REAL[key]:
        for tail in TAILS[said[0].isascii()]:
            lead = lead_in(said.rstrip("？！?!") + tail, demo().leads)
            assert lead is not None
            assert lead.key == key, said + tail


@pytest.mark.parametrize("lead", demo().leads, ids=lambda one: one.key)
def test_no_phrase_is_taken_by_an_earlier_lead(lead: Lead) -> None:
    for phrase in lead.words:
        for words in product(*(part.split("/") for part in phrase.split("*"))):
            said = (" " if words[0].strip()[0].isascii() else "").join(one.strip() for one in words)
            assert lead_in(said, demo().leads) == lead, said


@pytest.mark.parametrize(("said", "out"), [(one, key == "out") for key in ("out", "on") for one in ASIDES[key]])
def test_who_does_not_want_to_go_on_is_understood(said: str, out: bool) -> None:
    assert wants_out(said) == out


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [('ways = ["cases"]', "ways = []", "status leads nowhere"),
     ('programmes = ["emergency", ', 'programmes = ["gone", ', "gone is not in the list programme"),
     ('unless = ["不缺钱"]', 'unless = ["钱/不缺钱"]', "would fit almost anything"),
     ('key = "wages"', 'key = "law"', "law stands twice")],
)  # fmt: skip
def test_a_lead_that_leads_nowhere_is_told(before: str, after: str, said: str) -> None:
    assert before in TEXT
    with pytest.raises(PolicyProblem, match=said):
        load_policy(TEXT.replace(before, after), name="ours.toml", years=())


def test_texts_of_a_policy_are_plain() -> None:
    """What a policy says is shown as it stands, so that no mark-up belongs into it."""
    assert not [one.key for one in demo().leads for text in one.text.by_locale.values() if "<" in text]


_QUOTED = {"zh_Hans": re.compile("“([^”]+)”"), "zh_Hant": re.compile("「([^」]+)」"), "en": re.compile("“([^”]+)”")}
_NOT_KEYS = {"解冻费", "解凍費", "金秋助学", "金秋助學"}


def test_what_a_lead_tells_people_to_press_is_the_word_on_a_key() -> None:
    for locale, quoted in _QUOTED.items():
        with (DEMO.parents[1] / "locales" / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
            catalogue = read_po(file, locale=locale)
        words = {re.sub(r"^\W+", "", str(one.string or one.id)) for one in catalogue if isinstance(one.id, str)}
        told = {word for one in demo().leads for word in quoted.findall(one.text.by_locale[locale])}
        assert told - words <= _NOT_KEYS, locale


def test_the_ways_of_every_lead_are_there_for_a_worker() -> None:
    import handlers.routes  # noqa: F401  (registers what the menu has)

    for lead in demo().leads:
        for way in (*lead.ways, *filter(None, (lead.shows,))):
            assert way in ENTRIES, f"{lead.key}: {way}"


@pytest.mark.parametrize(
    ("said", "wordless"), [("👍", True), ("？？", True), ("🙏谢", False), ("1", False), ("…", True)]
)
def test_faces_and_marks_are_no_words(said: str, wordless: bool) -> None:
    assert is_wordless(said) == wordless


def test_no_phrase_is_passed_over_unlooked_for() -> None:
    policy = demo()
    known = [one.words for one in (*KNOWN, *policy.danger)]
    for words in (*known, *(one.words for one in policy.leads)):
        for phrase in words:
            for said in (phrase.replace("*", "").replace("/", " "), *phrase.split("*")[0].split("/")):
                heard_so = heard(f"我想，{said}！")
                if pattern(words).search(heard_so):
                    assert not beginnings(words).isdisjoint(pairs_in(heard_so)), (said, heard_so)
