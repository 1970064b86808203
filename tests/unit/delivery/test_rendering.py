"""How a text becomes what a person reads."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery import rendering
from delivery.catalogues import english_form
from delivery.rendering import cut, fit, length, render, render_plain
from domain.platform.text import Arg, Local, Money, Nn_, lines, paragraphs, say, say_many

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHINESE = {
    "Case <b>{number}</b> of {who}": "{who}的案件 <b>{number}</b>",
    "Hello & welcome": "您好",
    "Broken": "坏了 {",
}
CHINESE_FORMS = {"{count} day": "{count} 天"}


class TelegramReader(HTMLParser):
    """Reads HTML as strictly as Telegram: known tags, properly nested, all closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "u", "s", "code", "pre", "a", "blockquote"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"Telegram knows no comments: {data}")


def as_read(markup: str) -> str:
    """Return the text a person sees, having checked the markup."""
    assert not re.search(r"&(?!(lt|gt|amp|quot);)", markup)
    reader = TelegramReader()
    reader.feed(markup)
    reader.close()
    assert not reader.open
    return reader.text


@pytest.fixture(autouse=True)
def a_small_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    def translate(locale: str, source: str, plural: str = "", n: int = 0) -> str:
        if locale == "zh_Hans":
            return CHINESE_FORMS[source] if plural else CHINESE.get(source, source)
        return plural if plural and english_form(n) else source

    monkeypatch.setattr(rendering, "translate", translate)


@pytest.fixture
def open_places_are_expected() -> Iterator[None]:
    yield
    rendering.unfilled.clear()


def shown(value: Arg, locale: str = "en") -> str:
    return render(value, locale, timezone=SHANGHAI)


def test_places_are_filled_in_the_order_of_the_translation() -> None:
    text = say("Case <b>{number}</b> of {who}", number="A-7", who="Lin")
    assert shown(text) == "Case <b>A-7</b> of Lin"
    assert shown(text, "zh_Hans") == "Lin的案件 <b>A-7</b>"


def test_what_people_wrote_is_escaped_and_what_we_wrote_is_not() -> None:
    text = say("Case <b>{number}</b> of {who}", number="<i>1</i>", who='A & "B"')
    assert shown(text) == "Case <b>&lt;i&gt;1&lt;/i&gt;</b> of A &amp; &quot;B&quot;"


@pytest.mark.parametrize(("between", "in_chinese"), [(", ", "、"), ("; ", "；"), (": ", "：")])
def test_what_stands_between_things_is_the_readers(between: str, in_chinese: str) -> None:
    joined = lines("Lin", "Wang", between=between)
    assert shown(joined) == f"Lin{between}Wang"
    assert shown(joined, "zh_Hans") == f"Lin{in_chinese}Wang"


@given(st.text(), st.text())
def test_any_words_come_back_unchanged(first: str, second: str) -> None:
    rendered = render(say("Case <b>{a}</b> of <i>{b}</i>", a=first, b=second), "en", timezone=SHANGHAI)
    unified = rendered.replace("\r\n", "\n").replace("\r", "\n")
    assert as_read(unified) == f"Case {first} of {second}".replace("\r\n", "\n").replace("\r", "\n")


@given(st.text())
def test_any_words_come_back_unchanged_without_markup(words: str) -> None:
    assert render_plain(say("<b>Of</b> {who}", who=words), "en", timezone=SHANGHAI) == f"Of {words}"


@given(st.dictionaries(st.sampled_from(["zh_Hans", "en"]), st.text()))
def test_texts_of_a_policy_file_are_escaped(by_locale: dict[str, str]) -> None:
    local = Local(by_locale)
    assert html.unescape(shown(local)) == local.best_for("en") or "&" in local.best_for("en")
    assert "<" not in shown(local)


def test_sentences_one_after_another_have_no_gap_in_chinese() -> None:
    for first in ("您负责2户。", "都做完了！", "可以吗？"):
        both = lines(first, "其中1户已推迟。", between=" ")
        assert shown(both, "zh_Hans") == shown(both, "zh_Hant") == first + "其中1户已推迟。"
    assert shown(lines("Two are yours.", "One is put off.", between=" ")) == "Two are yours. One is put off."
    assert shown(lines("•", "林示例", "A-7", between=" "), "zh_Hans") == "• 林示例 A-7"
    assert shown(lines(between=" "), "zh_Hans") == ""


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        (750_000, "7,500元", "¥7,500"),
        (74_444, "744.44元", "¥744.44"),
        (123_450, "1,234.50元", "¥1,234.50"),
        (5, "0.05元", "¥0.05"),
        (0, "0元", "¥0"),
        (-12_345_600, "-123,456元", "-¥123,456"),
    ],
)
def test_money_reads_as_people_write_it(fen: int, chinese: str, english: str) -> None:
    assert shown(Money(fen), "zh_Hans") == shown(Money(fen), "zh_Hant") == chinese
    assert shown(Money(fen), "en") == english


def test_days_and_moments_read_in_the_language_and_the_place_of_the_reader() -> None:
    assert shown(date(2026, 8, 31), "zh_Hans") == "2026年8月31日"
    assert shown(date(2026, 8, 31), "en") == "31 August 2026"
    evening = datetime(2026, 8, 31, 17, 5, tzinfo=UTC)
    assert shown(evening, "zh_Hant") == "2026年9月1日 01:05"
    assert shown(evening, "en") == "1 September 2026, 01:05"
    assert shown(datetime(2026, 8, 31, 9, 0), "en") == "31 August 2026, 09:00"  # noqa: DTZ001 - already local


def test_only_large_numbers_are_grouped() -> None:
    assert [shown(number) for number in (7, 2026, 9999, 10_000, -1_234_567)] == [
        "7", "2026", "9999", "10,000", "-1,234,567",
    ]  # fmt: skip


def test_plurals_follow_the_language() -> None:
    days = Nn_("{count} day", "{count} days")
    assert [shown(say_many(*days, n)) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert shown(say_many(*days, 1), "zh_Hans") == "1 天"


def test_texts_hold_texts() -> None:
    inner = say("Case <b>{number}</b> of {who}", number="1", who=Local({"zh_Hans": "林", "en": "Lin"}))
    outer = paragraphs(say("Hello &amp; {what}", what=inner), lines("a<b", None, Money(100)))
    assert shown(outer) == "Hello &amp; Case <b>1</b> of Lin\n\na&lt;b\n¥1"


def test_plain_text_has_no_markup_and_no_entities() -> None:
    text = say('<a href="{link}">Open</a> &lt;{name}&gt;', link="x", name="a&b")
    assert render_plain(text, "en", timezone=SHANGHAI) == "Open <a&b>"


@pytest.mark.usefixtures("open_places_are_expected")
def test_an_open_place_does_not_stop_the_message() -> None:
    assert shown(say("Case <b>{number}</b> of {who}", who="Lin")) == "Case <b>…</b> of Lin"
    assert rendering.unfilled == {("Case <b>{number}</b> of {who}", "number")}


def test_an_unreadable_translation_does_not_stop_the_message() -> None:
    assert shown(say("Broken"), "zh_Hans") == "坏了 {"


def test_a_toast_is_cut_at_a_word() -> None:
    assert cut("Please press the button", 50) == "Please press the button"
    assert cut("Please press the button under the question", 24) == "Please press the button…"
    assert cut("请按题目下面的按钮回答问题", 6) == "请按题目下…"
    assert render_plain("word " * 100, "en", timezone=SHANGHAI, limit=200).endswith("word…")


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_what_is_cut_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert length(cut(text, limit)) <= limit


def test_length_counts_as_telegram_does() -> None:
    assert (length("abc"), length("四送"), length("🏮")) == (3, 2, 2)


def test_a_message_that_fits_stays_as_it_is() -> None:
    assert fit("<b>" + "x" * 4096 + "</b>") == "<b>" + "x" * 4096 + "</b>"


def test_a_long_message_is_cut_between_lines_and_its_tags_are_closed() -> None:
    text = "<b>Title</b>\n<blockquote>one <i>two\nthree &amp; four\nfive six seven</i></blockquote>"
    assert fit(text, 30) == "<b>Title</b>\n<blockquote>one <i>two\nthree &amp; four</i></blockquote>\n…"


def test_one_long_line_is_cut_inside() -> None:
    assert fit("<b>" + "x" * 40 + "</b>", 10) == "<b>xxxxxxxxx…</b>"


FRAGMENTS = st.lists(
    st.one_of(
        st.text(alphabet="ab 林🏮<&>\n", max_size=12).map(lambda words: html.escape(words, quote=False)),
        st.text(alphabet="ab\n🏮", max_size=12).map(lambda words: f"<b>{words}<i>x</i></b>"),
        st.text(alphabet="ab\n", max_size=12).map(lambda words: f'<a href="y">{words}&amp;</a>'),
    ),
    max_size=8,
).map("".join)


@given(FRAGMENTS, st.integers(min_value=4, max_value=60))
def test_a_shortened_message_is_valid_and_short_enough(markup: str, limit: int) -> None:
    shortened = as_read(fit(markup, limit))
    assert length(shortened) <= limit
    assert shortened == as_read(markup) or shortened.endswith("…")
    assert as_read(markup).startswith(shortened.removesuffix("…").rstrip())


def test_a_message_of_five_lines_takes_less_than_a_tenth_of_a_millisecond() -> None:
    message = lines(*(say("Case <b>{number}</b> of {who}", number=str(n), who=Money(n)) for n in range(5)))
    shown(message)
    rounds = []
    for _ in range(20):
        began = time.perf_counter()
        for _ in range(50):
            render(message, "zh_Hans", timezone=SHANGHAI)
        rounds.append((time.perf_counter() - began) / 50)
    assert min(rounds) < 0.0001
