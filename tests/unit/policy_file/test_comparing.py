"""Two policies beside each other: what differs in words, and what it changes for households, counted one by one."""

from __future__ import annotations

from datetime import date

import pytest

from delivery.rendering import render_plain
from domain.households.facts import BY_DAY, facts_of, facts_of_people
from domain.platform.calendar import BEIJING
from domain.platform.text import LOCALES
from domain.policy import Policy
from domain.policy_file.comparing.difference import data_of
from domain.policy_file.comparing.effect import Effect
from domain.policy_file.comparing.invented import invented
from domain.policy_file.comparing.looking import Looker, Outlook
from domain.policy_file.comparing.many import Both, effect_on, effect_on_invented
from domain.policy_file.comparing.told import effect_said
from domain.policy_file.comparing.words import difference_said
from domain.policy_file.loading import load_policy
from domain.policy_file.trying.verdicts import Answer, try_household
from domain.policy_file.whole.chain import read_chain
from domain.policy_file.whole.merging import Whole
from tests.data.households import DEMO, without_examples

TEXT = DEMO.read_text("utf-8")
ON = date(2026, 8, 10)
DEEP, DEEPER = 'deep = { factor = 1.0, op = "le" }', 'deep = { factor = 1.4, op = "le" }'


def policy(*changed: tuple[str, str]) -> Policy:
    """Load the demonstration policy with some of its text changed."""
    text = without_examples(TEXT)
    for old, new in changed:
        assert old in text
        text = text.replace(old, new)
    return load_policy(text, name="demo.toml", years=())


def told(*changed: tuple[str, str], locale: str = "en") -> list[str]:
    text = TEXT
    for old, new in changed:
        assert old in text
        text = text.replace(old, new, 1)
    found = difference_said(data_of(TEXT, "old.toml"), data_of(text, "new.toml"))
    return [render_plain(line, locale, timezone=BEIJING) for line in found]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (DEEP, DEEPER, "deep hardship: line 1 → 1.4 times dibao"),
        ("dibao_month = 800.00", "dibao_month = 1850.50", "dibao a month: 800 → 1,850.5"),
        ('"higher" }, pays = 7500', '"higher" }, pays = 8000', "Golden Autumn study grant, amount, "
         "table of amounts, deep hardship, College or university, amount: 7,500 → 8,000"),
        ('  "fee_receipt",\n', "", "Golden Autumn study grant, papers Fee receipt: no more"),
        ('on = "08-15"', 'on = "08-12"', "Golden Autumn study grant, window, closing days, returning students, day: "
         "08-15 → 08-12"),
        ("dibao_months = 10 ", "dibao_months = 8 ", "Golden Autumn study grant, caps, caps 1, months of dibao: 10 → 8"),
        ("effective_from = 2026-01-01", "effective_from = 2026-03-01",
         "the policy itself, holds from: 1 January 2026 → 1 March 2026"),
        ("# effective_until = 2026-12-31", "effective_until = 2026-12-31",
         "the policy itself, holds until: new, 31 December 2026"),
        ('key = "business"', 'key = "shop"', "what shuts a household out shop: new"),
        ('deep = "retest"', 'deep = "one_grant"', "beside other aid, deep hardship: retest → one_grant"),
        ("家里有两套及以上住房的", "家有两套以上住房的",
         "what shuts a household out homes, what the worker reads: worded anew"),
        ("pays = 9600 ", "pays = 9601 ", None),
        ("# 意外致困", "# ", None),
    ],
)  # fmt: skip
def test_what_differs_is_told_in_words(old: str, new: str, said: str | None) -> None:
    found = told((old, new))
    assert (said in found) if said else not found


def test_a_programme_that_came_and_one_that_went_have_their_names() -> None:
    whole = [Whole(read_chain(DEMO.with_name(name))).data for name in ("demo.toml", "zhangzhou.toml")]
    lines = [render_plain(line, "en", timezone=BEIJING) for line in difference_said(*whole)]
    assert "Festival aid: new" in lines
    back = [render_plain(line, "en", timezone=BEIJING) for line in difference_said(*reversed(whole))]
    assert "Festival aid: no more" in back


@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_told_in_every_language(locale: str) -> None:
    (line,) = told((DEEP, DEEPER), locale=locale)
    assert ("dibao" in line) is (locale == "en")
    assert "1.4" in line


def test_the_same_says_nothing() -> None:
    assert told() == []


@pytest.mark.parametrize("name", ["demo.toml", "suning.toml", "zhangzhou.toml"])
def test_what_is_counted_for_many_is_what_one_is_told(name: str) -> None:
    """What is worked out once for all who have the same facts is what trying a household by itself says."""
    rules = load_policy(DEMO.with_name(name), years=())
    looker = Looker(rules, ON)
    for household in invented(rules, 60, today=ON, seed=7):
        outlook, trial = looker.of(household), try_household(rules, household, ON)
        assert outlook.household_class == trial.household_class == looker.class_of(household)
        for one in trial.programmes:
            if one.by_officer:
                assert one.key not in outlook.gives, "nobody knows beforehand what will befall a household"
                continue
            if one.verdict is Answer.LATER and not one.reasons[0].key.startswith("barred"):
                continue  # it is the day alone that speaks against it; the year has another
            assert (one.key in outlook.gives) is (one.verdict is Answer.YES), one.key
            assert outlook.gives.get(one.key, 0) == one.amount


def test_a_household_is_worked_out_once_for_all_who_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred times the same household costs what one does; this is what makes a hundred thousand bearable."""
    rules, counted = policy(), list[str]()
    looker, (household,) = Looker(rules, ON), invented(rules, 1, today=ON, seed=3)
    summed = Looker._sum

    def counting(self: Looker, one: object, given: object) -> object:
        counted.append("one")
        return summed(self, one, given)  # type: ignore[arg-type]

    monkeypatch.setattr(Looker, "_sum", counting)
    looker.of(household)
    first = len(counted)
    for _ in range(100):
        looker.of(household)
    assert (first > 0, len(counted)) == (True, first)


def test_alike_is_whom_every_rule_treats_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ages on one side of all limits, and facts that no programme asks about, cost nothing more."""
    rules, counted = policy(), list[object]()
    looker, summed = Looker(rules, ON), Looker._sum

    def counting(self: Looker, one: object, given: object) -> object:
        counted.append(one)
        return summed(self, one, given)  # type: ignore[arg-type]

    monkeypatch.setattr(Looker, "_sum", counting)
    for household in invented(rules, 200, today=ON, seed=5):
        looker.of(household)
    assert len(counted) < 300, "of some 20 programmes for 200 households with hundreds of people"


@pytest.mark.parametrize("rule", [
    "any_member = { fact = 'age', op = 'ge', value = 60 }",
    "every_member = { fact = 'monthly_income', op = 'lt', value = 900.00 }",
    "all = [{ fact = 'children', op = 'in', value = [0, 2] }, { fact = 'annual_income', op = 'lt', value = 50000 }]",
])  # fmt: skip
def test_what_rests_on_all_people_and_on_numbers_is_looked_at_as_it_is(rule: str) -> None:
    amount = (
        '[[programme]]\nkey = "one_more"\nkind = "aid"\nprocedure = "grant"\nabout = "household"\n'
        'title = { zh_Hans = "又一种" }\nsummary = { zh_Hans = "又一种。" }\nonce = { per = "year" }\namount = 500\n'
    )
    rules = load_policy(f"{without_examples(TEXT)}\n{amount}who = {{ {rule} }}\n", name="demo.toml", years=())
    looker, got = Looker(rules, ON), set[bool]()
    for household in invented(rules, 30, today=ON, seed=11):
        one = next(one for one in try_household(rules, household, ON).programmes if one.key == "one_more")
        got.add(one.verdict is Answer.YES)
        assert looker.of(household).gives.get("one_more") == (one.amount or None)
    assert got == {True, False}


def test_only_some_facts_change_with_the_day() -> None:
    """Programmes that ask about none of these are looked at on any day."""
    rules = policy()
    for household in invented(rules, 20, today=ON, seed=2):
        days = [(facts_of(household, day), *facts_of_people(household, day)) for day in (ON, ON.replace(year=2029))]
        for one, other in zip(*days, strict=True):
            assert {name for name in one if one[name] != other[name]} <= BY_DAY


def outlook(household_class: str = "deep", **gives: int | None) -> Outlook:
    return Outlook(household_class, gives)


@pytest.mark.parametrize(
    ("old", "new", "gain", "lose"),
    [
        (outlook(a=100), outlook(a=200), 1, 0),
        (outlook(a=100), outlook(a=50), 0, 1),
        (outlook(a=100), outlook(a=100), 0, 0),
        (outlook(a=100), outlook(b=100), 0, 0),
        (outlook(a=100), outlook(a=100, b=None), 1, 0),
        (outlook(a=None), outlook(), 0, 1),
        (outlook(a=100, b=None), outlook(a=200), 1, 0),
    ],
)
def test_who_gets_more_gains(old: Outlook, new: Outlook, gain: int, lose: int) -> None:
    effect = Effect()
    effect.count(2, old, new)
    assert (effect.households, effect.gain, effect.lose) == (1, gain, lose)


def test_sums_stand_by_programme_class_and_size() -> None:
    effect, more = Effect(), Effect()
    effect.count(2, outlook(a=100, b=None), outlook("relative", a=300))
    more.count(3, outlook(), outlook(a=40, b=None))
    effect.add(more)
    a, b = effect.programmes["a"], effect.programmes["b"]
    assert (a.fen.old, a.fen.new, a.get.old, a.get.new) == (100, 340, 1, 2)
    assert (b.may_ask.old, b.may_ask.new, b.get.new) == (1, 1, 0)
    assert effect.moves == {("deep", "relative"): 1}
    assert [(size, one.households, one.fen.new) for size, one in effect.sizes.items()] == [(2, 1, 300), (3, 1, 40)]
    assert effect.fen.more == 240


def test_a_higher_line_takes_nothing_from_anybody() -> None:
    both, done = Both(policy(), policy((DEEP, DEEPER)), ON), list[int]()
    effect = effect_on_invented(both, 1_200, seed=1, progress=done.append)
    assert effect.lose == 0
    assert effect.gain > 0
    assert set(effect.moves) == {("relative", "deep")}
    assert done == [1_000, 200]
    again = effect_on_invented(both, 1_200, seed=1, progress=done.append)
    assert again == effect


def test_households_are_forgotten_as_they_are_counted() -> None:
    both, alive = Both(policy(), policy(), ON), list[int]()
    effect = effect_on(both, invented(both.old, 30, today=ON), alive.append)
    assert (effect.households, effect.gain, effect.lose, alive) == (30, 0, 0, [30])


def test_the_effect_is_told_whole() -> None:
    old, new = policy(), policy((DEEP, DEEPER))
    effect = effect_on(Both(old, new, ON), invented(old, 300, today=ON), lambda _: None)
    said = render_plain(effect_said(effect, old, new), "en", timezone=BEIJING)
    assert said.startswith(f"Of 300 households {effect.gain} gain and 0 lose; ¥")
    assert f"{effect.moves['relative', 'deep']} households: relative hardship → deep hardship" in said
    for one in ("By programme, in a year\n", "Living aid: ¥", "by the size of the household\n1 person: ¥"):
        assert one in said
