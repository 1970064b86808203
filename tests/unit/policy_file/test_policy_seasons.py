"""Seasons in a policy file: what the demonstration says, and every mistake with its line and reason."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from domain.platform.calendar import BEIJING
from domain.platform.days import almanac
from domain.platform.money import yuan
from domain.platform.text import LOCALES
from domain.policy import Policy
from domain.policy.seasons import Broadcasts, Need, SeasonKind, Topic
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from domain.policy_file.season_sense import EVERY_YEAR
from domain.units.steps import Level
from tests.data.households import DEMO, demo, told

TEXT = DEMO.read_text(encoding="utf-8")
SEASONS_AT = TEXT.index("[[season]]")
WITHOUT_SEASONS = TEXT[: TEXT.index("# ---------------------------------------------------------------- 四送")]


def test_every_lunar_year_is_worked_out_once_for_all_seasons() -> None:
    """The library takes milliseconds for one; five seasons ask for the days of 26 years again and again."""
    for worked_out in (almanac._year, almanac.terms_of, almanac.lunar_to_solar, almanac.days_in_lunar_month):
        worked_out.cache_clear()
    load_policy(TEXT, name="demo.toml")
    assert almanac._year.cache_info().misses <= len(EVERY_YEAR) + 3


# The demonstration ----------------------------------------------------------------------------------------------------


def test_the_four_sends_and_a_festival_round_are_there() -> None:
    assert [(season.key, season.kind, season.enabled) for season in demo().seasons] == [
        ("spring_jobs", SeasonKind.SPRING, True),
        ("summer_cooling", SeasonKind.SUMMER, True),
        ("autumn_study", SeasonKind.AUTUMN, True),
        ("winter_warmth", SeasonKind.WINTER, True),
        ("mid_autumn_visit", SeasonKind.FESTIVAL, False),
    ]


def test_every_worker_message_says_how_to_ask_and_that_it_costs_nothing() -> None:
    for season in demo().seasons:
        texts = season.worker.text.by_locale
        assert set(texts) == set(LOCALES)
        assert all("12351" in text for text in texts.values())
        assert "不收任何费用" in texts["zh_Hans"]
        assert "不收任何費用" in texts["zh_Hant"]
        assert "cost" in texts["en"]
        for locale in ("zh_Hans", "zh_Hant"):
            assert not set(",;:!?()") & set(texts[locale]), "Chinese sentences have Chinese punctuation"


def test_the_details_of_the_seasons_are_read() -> None:
    winter, summer = demo().season("winter_warmth"), demo().season("summer_cooling")
    assert (winter.cap_per_time, winter.cap_per_person_year) == (yuan(3000), yuan(6000))
    assert winter.audience is None
    assert winter.item("visit").needs == (Need.PHOTO, Need.NOTE)
    assert not winter.item("visit").not_needed
    assert winter.item("money").needs == (Need.MONEY,)
    assert summer.item("hot_work").records is not None
    assert demo().season("autumn_study").worker.programmes == ("golden_autumn",)
    assert demo().season("spring_jobs").worker.topic is Topic.TRAINING_JOBS
    with pytest.raises(KeyError):
        winter.item("nothing")
    with pytest.raises(KeyError):
        demo().season("nothing")


@pytest.mark.parametrize(("degrees", "said"), [(34, ""), (35, "35 °C"), (39, "35 °C"), (40, "40 °C"), (43, "40 °C")])
def test_a_heat_warning_gives_the_advice_of_its_level(degrees: int, said: str) -> None:
    heat = demo().heat
    assert heat is not None
    level = heat.level(degrees)
    assert (said in told(level.advice)) if level else said == ""


def test_what_goes_beside_the_seasons_is_read() -> None:
    reception_day = demo().reception_day
    assert reception_day is not None
    assert reception_day.day == 15
    assert reception_day.text is not None
    assert demo().visits.every_months == 6
    assert (demo().broadcasts.quiet_from, demo().broadcasts.quiet_until) == (time(21), time(8))
    assert demo().broadcasts.per_unit_a_week == {Level.POINT: 1, Level.STATION: 2, Level.CENTRE: 5}


def test_an_older_policy_without_seasons_still_loads() -> None:
    older = load_policy(WITHOUT_SEASONS)
    assert older.seasons == ()
    assert older.heat is None
    assert older.reception_day is None
    assert older.visits.every_months == 6
    assert older.broadcasts == Broadcasts()


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        ("2026-07-01T20:59", "2026-07-01T20:59"),
        ("2026-07-01T21:00", "2026-07-02T08:00"),
        ("2026-07-02T03:00", "2026-07-02T08:00"),
        ("2026-07-02T07:59", "2026-07-02T08:00"),
        ("2026-07-02T08:00", "2026-07-02T08:00"),
    ],
)
def test_a_notice_waits_for_the_end_of_the_quiet_hours(at: str, goes: str) -> None:
    moment, wanted = (datetime.fromisoformat(text).replace(tzinfo=BEIJING) for text in (at, goes))
    assert demo().broadcasts.may_go_at(moment) == wanted


def test_quiet_hours_may_lie_within_a_day_or_be_none() -> None:
    noon = datetime(2026, 7, 1, 12, 30, tzinfo=BEIJING)
    assert Broadcasts(quiet_from=time(12), quiet_until=time(14)).may_go_at(noon) == noon.replace(hour=14, minute=0)
    assert Broadcasts(quiet_from=time(12), quiet_until=time(12)).may_go_at(noon) == noon


# Mistakes -------------------------------------------------------------------------------------------------------------


def changed(old: str, new: str) -> str:
    """Return the demonstration with `old` replaced at its first place among the seasons."""
    assert old in TEXT[SEASONS_AT:]
    return TEXT[:SEASONS_AT] + TEXT[SEASONS_AT:].replace(old, new, 1)


def line_of(part: str) -> int:
    return TEXT[: TEXT.index(part, SEASONS_AT)].count("\n") + 1


SPRING_CLOSES = 'closes = "04-10"'
AUTUMN_BEFORE = "before_programme_closing_days = [7, 1] "
AROUND = 'around = [ { festival = "春节", days = [-30, -14, -3] } ]'
WINTER_CLOSES = 'closes = { festival = "元宵", next_year = true }'
JOBLESS = 'value = ["unemployed", "laid_off"] }'
UNDER_AGE = '{ fact = "age", op = "lt", value = 18 }'
RESULT = 'zh_Hans = "记下结果", zh_Hant = "記下結果", en = "Write down the result"'
MISTAKES = [
    (SPRING_CLOSES, 'closes = "02-10"', "in 2026 the season closes on 2026-02-10, before it opens on 2026-02-24"),
    (SPRING_CLOSES, 'closes = "02-23"', "in 2026 the season closes on 2026-02-23"),
    (SPRING_CLOSES, 'closes = { day = "04-10", next_year = true }', "still open"),
    (WINTER_CLOSES, 'closes = "元宵"', "is next_year missing?"),
    (WINTER_CLOSES, 'closes = { lunar = "12-30", next_year = true }', "12-30 does not exist in 2025"),
    (WINTER_CLOSES, 'closes = { lunar = "13-01", next_year = true }', "13-01 does not exist in any year"),
    (WINTER_CLOSES, 'closes = { festival = "复活节" }', "there is no festival 复活节"),
    (SPRING_CLOSES, 'closes = { term = "小署" }', "there is no solar term 小署"),
    (SPRING_CLOSES, 'closes = "04-31"', "a day that comes every year"),
    ('rounds = ["小暑"]', 'rounds = ["秋分"]', "2025-09-23 comes after the season closes on 2025-09-15"),
    ('rounds = ["小暑"]', 'rounds = ["立夏"]', "comes before the season opens on 2025-06-01"),
    (JOBLESS, 'value = ["idle"] }', "idle does not fit the fact work_status"),
    ('{ fact = "work_status", op = "in"', '{ fact = "work_state", op = "in"', "there is no fact work_state"),
    (UNDER_AGE, UNDER_AGE.replace("lt", "under"), "under is not known here"),
    (UNDER_AGE, UNDER_AGE.replace("age", "size"), "there is no fact size"),
    ('{ fact = "main_cause", op = "in"', '{ fact = "age", op = "in"', "there is no fact age"),
    ("{ any_member = { all", "{ some_member = { all", "not known here"),
    (UNDER_AGE, "{ any_member = " + UNDER_AGE + " }", "any_member is for the audience of a season"),
    ('audience = "everyone"', 'audience = "everybody"', 'the audience is "everyone" or a condition'),
    ('key = "mid_autumn_visit"\n', "", "this entry is missing"),
    (RESULT + ", ", "", "the Chinese text (zh_Hans) is missing"),
    ('zh_Hans = "记下结果"', 'zh_Hans = ""', "the text for zh_Hans is empty"),
    ('needs = ["choice"], ' + RESULT, RESULT, "an item that needs a choice lists its choices"),
    ('needs = ["photo"], zh_Hans = "请本人', 'needs = ["film"], zh_Hans = "请本人', "film is not known here"),
    ('key = "invite"', 'key = "wishes"', "wishes stands twice"),
    ('key = "training", zh', 'key = "job", zh', "job stands twice"),
    ('key = "medicine"', 'key = "drinks"', "drinks stands twice"),
    ('fact = "works_outdoors", yes', 'fact = "size", yes', "size is no fact that is answered by yes or no"),
    ('yes = ["outdoors"', 'yes = ["indoors"', "indoors is not in the list choices"),
    ('warns = ["report"]', 'warns = ["alarm"]', "alarm is not in the list choices"),
    ('changes = ["changed"]', 'changes = ["other"]', "other is not in the list choices"),
    ('programmes = ["golden_autumn"]', 'programmes = ["golden_summer"]', "golden_summer is not in the list programme"),
    ('programmes = ["golden_autumn"]', "programmes = []", "names no programme that could close"),
    ('key = "summer_cooling"\nkind', 'key = "spring_jobs"\nkind', "spring_jobs stands twice"),
    (AUTUMN_BEFORE, "before_programme_closing_days = [60] ", "comes before the season opens"),
    ("before_closing_days = [7, 1]", "before_closing_days = [7, -1]", "comes after the season closes"),
    ("before_closing_days = [7, 1]", "before_closing_days = [70]", "comes before the season opens"),
    ("every_weeks = 2", "every_weeks = 0", "the least is 1"),
    (AROUND, AROUND.replace("-3]", "30]"), "comes after the season closes"),
    (AROUND, AROUND.replace("-30,", "-120,"), "comes before the season opens"),
    (AROUND, AROUND.replace("-30,", "-1200,"), "the least is -180"),
    (AROUND, AROUND.replace("festival", "fest"), "fest says nothing about a day"),
    (AROUND, AROUND.replace(", days = [-30, -14, -3]", ""), "this entry is missing"),
    ('opens = { festival = "中秋", days = -10 }', 'opens = { festival = "中秋", days = -5 }', "the station would hear"),
    ('kind = "festival"', 'kind = "monsoon"', "monsoon is not known here"),
    ('topic = "programmes"', 'topic = "gossip"', "gossip is not known here"),
    ('pays = "winter_warmth"', 'pays = "golden_autumn"', "golden_autumn is not in the list visit_money"),
    ("cap_per_time = 3000.00", "cap_per_time = 9000.00", "above the cap for a whole year"),
    ('season = "summer_cooling"', 'season = "monsoon"', "there is no season monsoon"),
    ("degrees = 40", "degrees = 35", "the degrees must rise"),
    ("degrees = 35", "degrees = 95", "the most is 60"),
    ("day = 15", "day = 31", "the most is 28"),
    ("every_months = 6", "every_months = 0", "the least is 1"),
    ('quiet_from = "21:00"', 'quiet_from = "25:00"', "a time of day"),
    ("point = 1,", "moon = 1,", "moon is not known here"),
]  # fmt: skip


VISIT_MONEY = [
    ('pays = "winter_warmth"', "", "money needs a programme that pays it"),
    ('procedure = "warmth"', 'procedure = "warm"', "there is no procedure warm"),
    ('warmth = [\n  { kind = "approval", level = "centre", role = "approver", days = 5 },\n', "warmth = [\n",
     "money settled at a visit has the steps"),
    ('key = "winter_warmth"\nprocedure', 'key = "golden_autumn"\nprocedure', "golden_autumn stands twice"),
    ('procedure = "grant"', 'procedure = "warmth"', "a procedure begins with the review"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "reason"), VISIT_MONEY)
def test_money_settled_at_a_visit_has_a_programme_with_steps_of_its_own(old: str, new: str, reason: str) -> None:
    assert old in TEXT
    with pytest.raises(PolicyProblem) as caught:
        load_policy(TEXT.replace(old, new, 1), name="demo.toml")
    assert any(reason in told(each.reason) for each in caught.value.problems), str(caught.value)


@pytest.mark.parametrize(("old", "new", "reason"), MISTAKES)
def test_a_mistake_is_named_with_its_line_and_reason(old: str, new: str, reason: str) -> None:
    with pytest.raises(PolicyProblem) as caught:
        load_policy(changed(old, new), name="demo.toml")
    matching = [each for each in caught.value.problems if reason in told(each.reason)]
    assert matching, str(caught.value)
    assert any(abs(each.line - line_of(old)) <= 4 for each in matching), (line_of(old), str(caught.value))
    assert str(matching[0]).startswith(f"demo.toml, line {matching[0].line}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SPRING_CLOSES, 'closes = "02-10"'),
        (WINTER_CLOSES, 'closes = { lunar = "12-30", next_year = true }'),
        ('key = "invite"', 'key = "wishes"'),
        ('programmes = ["golden_autumn"]', 'programmes = ["golden_summer"]'),
        ('rounds = ["小暑"]', 'rounds = ["秋分"]'),
    ],
)
def test_the_line_named_is_exact(old: str, new: str) -> None:
    with pytest.raises(PolicyProblem) as caught:
        load_policy(changed(old, new))
    assert line_of(old) in [each.line for each in caught.value.problems]


def test_a_season_without_a_checklist_is_refused() -> None:
    start = TEXT.index("checklist = [", SEASONS_AT)
    end = TEXT.index("\n]\n", start) + 3
    for put in ("checklist = []\n", ""):
        with pytest.raises(PolicyProblem, match=r"must not be empty|is missing"):
            load_policy(TEXT[:start] + put + TEXT[end:])


def test_a_mistake_that_shows_in_one_year_only_is_found_and_told_once() -> None:
    rare = changed('opens = "12-01"', 'opens = { festival = "春节", days = -20, next_year = true }')
    with pytest.raises(PolicyProblem) as caught:
        load_policy(rare)
    assert len(caught.value.problems) == 1
    assert "before the season opens" in str(caught.value)


def test_people_are_asked_about_in_audiences_only() -> None:
    wrong = TEXT.replace('when = { fact = "homes", op = "ge", value = 2 }',
                         'when = { any_member = { fact = "age", op = "ge", value = 2 } }')  # fmt: skip
    with pytest.raises(PolicyProblem, match="any_member is for the audience of a season"):
        load_policy(wrong)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('closes = "中秋"', 'closes = { festival = "mid_autumn" }'),
        ('rounds = ["小暑"]', 'rounds = [{ term = "小暑", days = 2 }, "处暑", { lunar = "07-15", days = -30 }]'),
        ('quiet_from = "21:00"', "quiet_from = 21:00:00"),
        ("every_weeks = 2", "on_opening = false"),
    ],
)
def test_other_ways_to_write_it_are_taken(old: str, new: str) -> None:
    assert isinstance(load_policy(changed(old, new)), Policy)
