"""What each kind of answer takes, and what it says when it does not."""

from __future__ import annotations

from typing import Any

import pytest

from domain.forms import (
    AnswerKind,
    Asked,
    Attached,
    BankCardAnswer,
    ChoiceAnswer,
    Chosen,
    Completed,
    Contact,
    DateAnswer,
    Form,
    Found,
    LookupAnswer,
    LookupWanted,
    ManyChoicesAnswer,
    MoneyAnswer,
    NameAnswer,
    NumberAnswer,
    Option,
    Other,
    PaperAnswer,
    PhoneAnswer,
    Question,
    Reply,
    ResidentIdAnswer,
    TextAnswer,
    Typed,
    YesNoAnswer,
    advance,
    start,
)
from domain.platform.money import yuan
from domain.platform.text import Local, say
from tests.unit.forms.test_forms_walker import FACTS, Walker, a_file, plain, refused, tokens

RENT = (
    Option("rent", Local({"zh_Hans": "租房", "zh_Hant": "租屋", "en": "I rent"})),
    Option("own", Local({"zh_Hans": "自有", "en": "I own"})),
    Option("stay", Local({"zh_Hans": "借住", "en": "I stay with family"})),
)


def wide(text: str) -> str:
    """Write ASCII in full width, as Chinese keyboards do."""
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


def asking(answer: AnswerKind, **changes: Any) -> Walker:
    """Stand before one question that takes this kind of answer."""
    parts: dict[str, Any] = {"key": "it", "prompt": say("It?"), "help": say("Why it is asked."), "label": say("It")}
    return Walker(Form("one", say("One"), (Question(**{**parts, "answer": answer, **changes}),), summary=False))


def taken(answer: AnswerKind, *replies: Reply, **changes: Any) -> Any:
    """Return what is kept after these replies."""
    walker = asking(answer, **changes)
    for reply in replies:
        outcome = walker.does(reply)
    assert isinstance(outcome, Completed), outcome
    return outcome.answers.get("it")


def problem(answer: AnswerKind, reply: Reply, **changes: Any) -> str:
    """Return the sentence with which a reply is refused; the state stays as it was."""
    walker = asking(answer, **changes)
    before = walker.state
    said = refused(walker.does(reply))
    assert walker.state == before
    return said


@pytest.mark.parametrize(
    "text", ["2026-07-20", "2026/7/20", "2026年7月20日", "20260720", wide("2026/7/20"), "2026.7.20"]
)
def test_a_date_may_be_written_in_any_usual_way(text: str) -> None:
    assert taken(DateAnswer(), Typed(text)) == "2026-07-20"


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13", "99999999"])
def test_what_is_no_date_is_refused_with_an_example(text: str) -> None:
    assert "2026-07-20" in problem(DateAnswer(), Typed(text))


@pytest.mark.parametrize("text", ["今天", "今日", "Today", " TODAY "])
def test_a_date_may_be_said_as_people_say_it(text: str) -> None:
    assert taken(DateAnswer(), Typed(text)) == "2026-08-10"
    assert taken(DateAnswer(not_future=True), Typed("昨天")) == "2026-08-09"
    assert "already past" in problem(DateAnswer(not_past=True), Typed("yesterday"))


def test_a_near_day_is_on_a_button_that_holds_its_date() -> None:
    near = DateAnswer(not_future=True, near=True)
    assert taken(near, Chosen("o:2026-08-09")) == "2026-08-09"
    assert "still to come" in problem(near, Chosen("o:2026-08-11"))
    assert "2026-07-20" in problem(near, Chosen("o:rent"))
    assert "button" in problem(DateAnswer(not_future=True), Chosen("o:2026-08-09")).lower()


def test_dates_keep_to_their_limits() -> None:
    assert "still to come" in problem(DateAnswer(not_future=True), Typed("2026-08-11"))
    assert "already past" in problem(DateAnswer(not_past=True), Typed("2026-08-09"))
    assert "too long ago" in problem(DateAnswer(), Typed("1850-01-01"))
    assert taken(DateAnswer(not_future=True, not_past=True), Typed("2026-08-10")) == "2026-08-10"


@pytest.mark.parametrize("text", ["租屋", "租房", "I RENT", " i rent. ", "1", wide("1")])
def test_a_choice_may_be_typed_in_any_language_or_by_number(text: str) -> None:
    assert taken(ChoiceAnswer(RENT), Typed(text)) == "rent"


def test_a_choice_is_typed_in_either_kind_of_signs() -> None:
    options = (Option("own", say("自己的房子")), Option("works", say("单位厂房")))
    assert taken(ChoiceAnswer(options), Typed("單位廠房")) == "works"


def test_a_choice_takes_only_its_options() -> None:
    assert taken(ChoiceAnswer(RENT), Chosen("o:own")) == "own"
    assert "buttons" in problem(ChoiceAnswer(RENT), Chosen("o:castle"))
    assert "did not find" in problem(ChoiceAnswer(RENT), Typed("4"))
    assert "buttons" in problem(ChoiceAnswer(RENT), Attached(a_file()))


def test_an_option_with_a_long_key_gets_a_button_too() -> None:
    long = (Option("an_option_with_a_very_long_key", say("Long")), RENT[0])
    assert tokens(asking(ChoiceAnswer(long)).card)[:2] == ["i:0", "o:rent"]
    assert taken(ChoiceAnswer(long), Chosen("i:0")) == "an_option_with_a_very_long_key"


def test_several_choices_are_ticked_unticked_and_done() -> None:
    kind = ManyChoicesAnswer(RENT, at_most=2)
    ticks = [Chosen("o:rent"), Chosen("o:own"), Chosen("o:rent"), Chosen("o:stay"), Chosen("done")]
    assert taken(kind, *ticks) == ["own", "stay"]
    assert taken(kind, Typed("1、借住")) == ["rent", "stay"]
    assert "2 at most" in problem(kind, Typed("1 2 3"))
    assert "at least one" in problem(kind, Chosen("done"))
    assert taken(kind, Chosen("done"), optional=True) == []


def test_long_lists_are_paged_by_twelve() -> None:
    many = tuple(Option(f"k{n}", say(f"Option number {n}")) for n in range(20))
    walker = asking(ChoiceAnswer(many))
    assert [t for t in tokens(walker.card) if t.startswith("o:")] == [f"o:k{n}" for n in range(12)]
    walker.presses("p:1")
    assert [t for t in tokens(walker.card) if t.startswith("o:")] == [f"o:k{n}" for n in range(12, 20)]
    assert isinstance(walker.presses("o:k17"), Completed)


@pytest.mark.parametrize("text", ["是", "有", "对", "對", "yes", "YES!", "Y", "1"])
def test_yes_in_many_words(text: str) -> None:
    assert taken(YesNoAnswer(), Typed(text)) is True


@pytest.mark.parametrize("text", ["否", "没有", "沒有", "no", "No.", "2"])
def test_no_in_many_words(text: str) -> None:
    assert taken(YesNoAnswer(), Typed(text)) is False


def test_a_yes_that_is_needed_explains_itself_when_it_is_a_no() -> None:
    assert problem(YesNoAnswer(must_be_yes=say("Then it cannot be.")), Chosen("no")) == "Then it cannot be."


@pytest.mark.parametrize(("text", "fen"), [("3500", 350000), ("3,500.5元", 350050), ("1.2万", 1200000), ("没有", 0)])
def test_money_is_read_as_people_type_it(text: str, fen: int) -> None:
    assert taken(MoneyAnswer(), Typed(text)) == fen


def test_money_keeps_to_its_limit_and_nothing_has_a_button() -> None:
    assert "at most" in problem(MoneyAnswer(at_most=yuan(100)), Typed("101"))
    assert taken(MoneyAnswer(), Chosen("no")) == 0
    assert "amount" in problem(MoneyAnswer(may_be_nothing=False), Typed("没有"))


def test_numbers_are_whole_and_within_limits() -> None:
    assert taken(NumberAnswer(0, 20), Typed("3 套")) == 3
    assert taken(NumberAnswer(1990, 2100), Typed("2026年")) == 2026
    assert "between 0 and 20" in problem(NumberAnswer(0, 20), Typed("21"))
    assert "whole number" in problem(NumberAnswer(), Typed("-1"))


def test_text_has_limits_and_loses_invisible_marks() -> None:
    assert taken(TextAnswer(most=10), Typed(" \u202e<b>好</b>\u0000 ")) == "<b>好</b>"
    assert "5000 characters" in problem(TextAnswer(), Typed("x" * 5000))
    assert "at least 5" in problem(TextAnswer(least=5), Typed("hm"))
    assert "in words" in problem(TextAnswer(), Other())


def test_a_name_is_tidied() -> None:
    assert taken(NameAnswer(), Typed("林 示例")) == "林示例"
    assert "letters" in problem(NameAnswer(), Typed("林😀例"))


def test_a_resident_id_is_normalised_masked_and_its_message_deleted() -> None:
    walker = asking(ResidentIdAnswer(), sensitive=True)
    outcome = walker.types("11010519491231002x")
    assert isinstance(outcome, Completed)
    assert outcome.delete_message
    assert outcome.answers == {"it": "11010519491231002X"}


def test_a_mistyped_resident_id_is_deleted_too() -> None:
    outcome = asking(ResidentIdAnswer(), sensitive=True).types("110105194912310021")
    assert "mistyped" in refused(outcome)
    assert outcome.delete_message


def test_a_card_number_sent_to_the_wrong_question_is_deleted() -> None:
    assert asking(NumberAnswer()).types("6200 0000 0000 0005").delete_message
    assert not asking(NumberAnswer()).types("20260720").delete_message


def test_only_the_own_contact_is_taken() -> None:
    assert taken(PhoneAnswer(), Contact("+8613800138000", is_own=True)) == "13800138000"
    assert taken(PhoneAnswer(), Typed("138-0013-8000")) == "13800138000"
    assert "somebody else's" in problem(PhoneAnswer(), Contact("+8613800138000", is_own=False))
    assert asking(PhoneAnswer()).card.wants_contact


def test_a_card_that_looks_mistyped_is_asked_about_once() -> None:
    walker = asking(BankCardAnswer())
    assert isinstance(walker.types("6226000000000004"), Asked)
    assert "Is the number right?" in walker.screen
    assert "6226000000000004" not in walker.screen
    assert isinstance(walker.presses("yes"), Completed)
    assert taken(BankCardAnswer(), Typed("6226000000000004"), Typed("6226000000000004")) == "6226000000000004"
    retyped: list[Reply] = [Typed("6226000000000004"), Chosen("retype"), Typed("6200000000000005")]
    assert taken(BankCardAnswer(), *retyped) == "6200000000000005"


def test_files_come_one_by_one_until_done() -> None:
    files = taken(PaperAnswer(), Attached(a_file(1)), Attached(a_file(2)), Attached(a_file(2)), Chosen("done"))
    assert [file["unique_id"] for file in files] == ["u1", "u2"]
    removed = taken(PaperAnswer(), Attached(a_file(1)), Attached(a_file(2)), Chosen("r:0"), Chosen("done"))
    assert [file["unique_id"] for file in removed] == ["u2"]


def test_files_have_limits() -> None:
    assert "20 MB" in problem(PaperAnswer(), Attached(a_file(size=21 * 1024 * 1024)))
    assert "photos and PDF" in problem(PaperAnswer(), Attached(a_file(mime="video/mp4")))
    assert "no file yet" in problem(PaperAnswer(), Chosen("done"))
    assert "photo or a PDF" in problem(PaperAnswer(), Typed("here"))
    walker = asking(PaperAnswer(at_most=2))
    for number in (1, 2):
        walker.does(Attached(a_file(number)))
    assert "2 files are enough" in refused(walker.does(Attached(a_file(3))))


def test_a_paper_may_be_brought_later_where_that_is_allowed() -> None:
    assert taken(PaperAnswer(), Chosen("skip"), optional=True) == []
    assert "cannot be skipped" in problem(PaperAnswer(), Chosen("skip"))
    kept = taken(PaperAnswer(), Attached(a_file(1)), Chosen("skip"), optional=True)
    assert [file["unique_id"] for file in kept] == ["u1"]


def test_a_lookup_asks_the_caller_and_offers_what_was_found() -> None:
    walker = asking(LookupAnswer("unit"))
    wanted = advance(walker.form, walker.state, Typed("二矿"), FACTS)
    assert isinstance(wanted, LookupWanted)
    assert (wanted.kind, wanted.query) == ("unit", "二矿")
    walker.does(Found(((1, "一区二矿"), (2, "二区二矿"))))
    assert "Which one" in walker.screen
    outcome = walker.presses("l:1")
    assert isinstance(outcome, Completed)
    assert outcome.answers == {"it": {"id": 2, "label": "二区二矿"}}


def test_one_match_is_taken_and_none_is_a_friendly_sentence() -> None:
    assert taken(LookupAnswer(), Found(((5, "示例矿"),))) == {"id": 5, "label": "示例矿"}
    assert "nothing by that name" in problem(LookupAnswer(), Found(()))
    assert "part of the name" in problem(LookupAnswer(), Typed("%%"))


def test_help_unfolds_and_folds() -> None:
    walker = asking(TextAnswer())
    assert "Why it is asked." not in walker.screen
    walker.presses("help")
    assert "Why it is asked." in walker.screen
    walker.presses("help")
    assert "Why it is asked." not in walker.screen


def test_a_prefilled_answer_that_fits_is_not_asked_again() -> None:
    form = Form("one", say("One"), (asking(ChoiceAnswer(RENT)).form.questions[0],))
    assert start(form, FACTS, {"it": "rent"}).at == "@summary"
    assert start(form, FACTS, {"it": "castle"}).at == "it"
    assert "I rent" in plain(Walker(form, it="rent").card.text)
