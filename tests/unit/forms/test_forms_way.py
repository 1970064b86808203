"""The way through a form: conditions, back, skip, groups, the summary, stale presses."""

from __future__ import annotations

import pytest

from domain.forms import (
    AnswerKind,
    Asked,
    Attached,
    Chosen,
    Completed,
    Condition,
    Control,
    DateAnswer,
    Form,
    GroupAnswer,
    Left,
    MoneyAnswer,
    NameAnswer,
    PaperAnswer,
    Question,
    Refused,
    ResidentIdAnswer,
    Scope,
    Stale,
    Summary,
    TextAnswer,
    Typed,
    YesNoAnswer,
    advance,
    all_of,
    answered,
    answers_of,
    any_of,
    at_least,
    not_,
    satisfies,
    younger_than,
)
from domain.platform.text import say
from tests.unit.forms.test_forms_walker import FACTS, Walker, a_file, pressable, refused, resident_id, tokens


def ask(key: str, answer: AnswerKind, *, ask_if: Condition | None = None, optional: bool = False) -> Question:
    """Make a question named after its key."""
    return Question(
        key=key,
        prompt=say(f"{key}?"),
        answer=answer,
        help=say("Help."),
        label=say(key),
        ask_if=ask_if,
        optional=optional,
        sensitive=isinstance(answer, ResidentIdAnswer),
    )


MEMBER = Form(
    "member",
    say("Member"),
    (
        ask("name", NameAnswer()),
        ask("resident_id", ResidentIdAnswer()),
        ask("consent", YesNoAnswer(), ask_if=younger_than(14, id_in="resident_id")),
        ask("pays_rent", YesNoAnswer(), ask_if=answered("renting", True)),
    ),
)
FORM = Form(
    "home",
    say("Home"),
    (
        ask("renting", YesNoAnswer()),
        ask("rent", MoneyAnswer(), ask_if=answered("renting", True)),
        ask("landlord", TextAnswer(), ask_if=at_least("rent", 100_000), optional=True),
        ask("members", GroupAnswer(MEMBER, at_most=3)),
        ask("since", DateAnswer()),
        ask("lease", PaperAnswer(), optional=True),
    ),
    intro=say("Welcome."),
    declaration=say("All true."),
)


def types(walker: Walker, *texts: str) -> Walker:
    """Type one text after another; each has to be taken."""
    for text in texts:
        outcome = walker.types(text)
        assert not isinstance(outcome, Refused | Stale), (text, outcome)
    return walker


def finished_up_to_summary() -> Walker:
    """Stand before the summary: rented for 1,200, one adult member, no lease yet."""
    walker = types(
        Walker(FORM), "yes", "1200", "王房东", "yes", "林甲", resident_id(1, "19800101"), "no", "no", "2020-01-01"
    )
    walker.presses("skip")
    assert walker.state.at == "@summary"
    return walker


def test_a_question_is_asked_only_if_its_condition_holds() -> None:
    assert types(Walker(FORM), "no").state.at == "members"
    assert types(Walker(FORM), "yes").state.at == "rent"
    assert types(Walker(FORM), "yes", "999").state.at == "members"
    assert types(Walker(FORM), "yes", "1000").state.at == "landlord"


def test_conditions_read_like_the_sentence() -> None:
    scope = Scope({"a": "x", "many": ["p", "q"], "n": 5, "skipped": None}, FACTS)
    held = [answered("a"), answered("a", "x", "y"), answered("many", "q"), at_least("n", 5), not_(answered("skipped"))]
    failed = [answered("b"), answered("a", "y"), answered("many", "z"), at_least("n", 6), at_least("b", 0)]
    assert all(one.holds(scope) for one in held)
    assert not any(one.holds(scope) for one in failed)
    assert all_of(*held).holds(scope)
    assert not all_of(*held, failed[0]).holds(scope)
    assert any_of(*failed, held[0]).holds(scope)
    assert not any_of(*failed).holds(scope)


@pytest.mark.parametrize(("born", "asked"), [("20120811", True), ("20120810", False), ("19800101", False)])
def test_a_guardian_is_asked_until_the_fourteenth_birthday(born: str, asked: bool) -> None:
    walker = types(Walker(FORM), "no", "yes", "林乙", resident_id(2, born))
    assert (walker.state.at == "members.0.consent") is asked


def test_the_screen_says_how_far_and_what_was_understood() -> None:
    walker = Walker(FORM)
    assert "Welcome." in walker.screen
    assert "1 of 6" in walker.screen
    types(walker, "yes", "1,200元")
    assert "3 of 6" in walker.screen
    assert "✓ rent: Money(fen=120000)" in walker.screen
    assert "Welcome." not in walker.screen


def test_sensitive_answers_are_shown_masked() -> None:
    walker = types(Walker(FORM), "no", "yes", "林甲", resident_id(1, "19800101"))
    assert "990101********" in walker.screen
    assert resident_id(1, "19800101") not in walker.screen


def test_back_and_the_same_answer_leads_to_the_same_place() -> None:
    walker = types(Walker(FORM), "yes", "1200")
    walker.presses("back")
    assert walker.state.at == "rent"
    assert "Your answer until now" in walker.screen
    walker.presses("back")
    types(walker, "yes")
    assert walker.state.at == "landlord"
    assert walker.state.answers == {"renting": True, "rent": 120000}


def test_keep_goes_on_without_typing_again() -> None:
    walker = types(Walker(FORM), "yes", "1200")
    walker.presses("back")
    walker.presses("keep")
    assert walker.state.at == "landlord"


def test_there_is_nothing_before_the_first_question() -> None:
    walker = Walker(FORM)
    assert "back" not in tokens(walker.card)
    assert "first question" in refused(walker.does(Control("back")))


def test_only_optional_questions_can_be_skipped() -> None:
    walker = types(Walker(FORM), "yes", "1200")
    walker.presses("skip")
    assert walker.state.at == "members"
    assert "landlord" not in answers_of(FORM, walker.state, FACTS)
    assert "cannot be skipped" in refused(Walker(FORM).does(Control("skip")))


def test_save_and_leave_keeps_everything() -> None:
    walker = types(Walker(FORM), "yes")
    before = walker.state
    assert isinstance(walker.presses("leave"), Left)
    assert walker.state == before


def test_members_are_added_edited_and_removed() -> None:
    walker = types(Walker(FORM), "no", "yes", "林甲", resident_id(1, "19800101"))
    assert walker.state.at == "members"
    walker.presses("add")
    types(walker, "林乙", resident_id(2, "20200101"), "yes")
    walker.presses("e:0")
    assert walker.state.at == "members.0"
    walker.presses(pressable(walker.card, "name"))
    types(walker, "林丙")
    assert [item["name"] for item in walker.state.answers["members"]] == ["林丙", "林乙"]
    walker.presses("e:1")
    walker.presses("r:1")
    assert [item["name"] for item in walker.state.answers["members"]] == ["林丙"]


def test_a_member_added_by_mistake_goes_away_with_back() -> None:
    walker = types(Walker(FORM), "no", "yes")
    assert walker.state.at == "members.0.name"
    walker.presses("back")
    assert walker.state.at == "members"
    assert walker.state.answers["members"] == []


def test_back_inside_a_member_keeps_what_was_answered() -> None:
    walker = types(Walker(FORM), "no", "yes", "林甲")
    walker.presses("back")
    walker.presses("back")
    assert walker.state.answers["members"] == [{"name": "林甲"}]
    assert "not finished" in walker.screen
    walker.presses("add")
    assert walker.state.at == "members.0.resident_id"


def test_a_group_has_room_for_so_many() -> None:
    walker = types(Walker(FORM), "no")
    for number in (1, 2, 3):
        types(walker, "yes", "林甲", resident_id(number, "19800101"))
    assert "add" not in tokens(walker.card)
    assert "3 is the most" in refused(walker.types("yes"))


def test_an_item_may_look_at_the_answers_of_the_form() -> None:
    walker = types(Walker(FORM), "yes", "500", "yes", "林甲", resident_id(1, "19800101"))
    assert walker.state.at == "members.0.pays_rent"


def test_the_summary_shows_all_answers() -> None:
    walker = finished_up_to_summary()
    for words in ("rent: Money", "landlord: 王房东", "members: 1", "lease: to be brought later"):
        assert words in walker.screen


def test_words_where_an_answer_is_to_be_chosen_are_told_what_to_press() -> None:
    walker = finished_up_to_summary()
    walker.presses("change")
    before = walker.state
    for words in ("my wage", "yes", "1200"):
        assert "press the answer" in refused(walker.types(words))
        assert walker.state == before


def test_any_answer_can_be_changed_from_the_summary() -> None:
    walker = finished_up_to_summary()
    walker.presses("change")
    walker.presses(pressable(walker.card, "since"))
    types(walker, "2021-01-01")
    assert walker.state.at == "@summary"
    assert walker.state.answers["since"] == "2021-01-01"


def test_a_change_drops_what_no_longer_applies_but_forgets_nothing() -> None:
    walker = finished_up_to_summary()
    walker.presses("change")
    walker.presses(pressable(walker.card, "renting"))
    types(walker, "no")
    assert walker.state.at == "@summary"
    answers = answers_of(FORM, walker.state, FACTS)
    assert not {"rent", "landlord"} & answers.keys()
    assert "pays_rent" not in answers["members"][0]
    assert walker.state.answers["rent"] == 120000


def test_a_change_asks_what_newly_applies_then_returns_to_the_summary() -> None:
    walker = types(Walker(FORM), "no", "no", "2020-01-01")
    walker.presses("skip")
    walker.presses("change")
    walker.presses(pressable(walker.card, "renting"))
    types(walker, "yes")
    assert walker.state.at == "rent"
    types(walker, "500")
    assert walker.state.at == "@summary"


def test_back_from_a_change_leads_to_the_summary() -> None:
    walker = finished_up_to_summary()
    walker.presses("change")
    walker.presses(pressable(walker.card, "rent"))
    walker.presses("back")
    assert walker.state.at == "@summary"


def test_the_declaration_comes_last_and_completes() -> None:
    walker = finished_up_to_summary()
    assert isinstance(walker.presses("right"), Summary)
    assert "All true." in walker.screen
    outcome = walker.presses("confirm")
    assert isinstance(outcome, Completed)
    assert outcome.answers["lease"] == []
    assert outcome.answers["members"][0]["name"] == "林甲"


def test_what_is_sent_stays_sent() -> None:
    walker = finished_up_to_summary()
    walker.presses("right")
    walker.presses("confirm")
    before = walker.state
    assert isinstance(walker.types("yes"), Stale)
    assert walker.state == before


def test_an_old_button_is_recognised_and_changes_nothing() -> None:
    walker = Walker(FORM)
    first = walker.state
    types(walker, "yes")
    outcome = advance(FORM, walker.state, Chosen("no"), FACTS, seen=first.version)
    assert isinstance(outcome, Stale)
    assert outcome.state == walker.state
    assert isinstance(advance(FORM, first, Chosen("no"), FACTS, seen=first.version), Asked)


def test_a_straggler_of_an_album_joins_its_paper() -> None:
    form = Form("two", say("Two"), (ask("letter", PaperAnswer()), ask("receipt", PaperAnswer())))
    walker = Walker(form)
    walker.does(Attached(a_file(1, album="a")))
    walker.presses("done")
    walker.does(Attached(a_file(2, album="a")))
    assert walker.state.at == "receipt"
    assert [file["unique_id"] for file in walker.state.answers["letter"]] == ["u1", "u2"]
    assert walker.state.drafts == {}


def test_files_survive_going_back_and_forth() -> None:
    walker = types(Walker(FORM), "no", "no", "2020-01-01")
    walker.does(Attached(a_file(1)))
    walker.presses("back")
    types(walker, "2020-01-02")
    walker.presses("done")
    assert len(walker.state.answers["lease"]) == 1


def test_a_form_that_lost_a_question_goes_on_where_it_can() -> None:
    walker = types(Walker(FORM), "yes")
    shorter = Form("home", say("Home"), tuple(one for one in FORM.questions if one.key != "rent"))
    outcome = advance(shorter, walker.state, Typed("no"), FACTS)
    assert isinstance(outcome, Asked)
    assert outcome.state.at == "since"


def test_a_summary_of_many_answers_is_paged() -> None:
    form = Form("long", say("Long"), tuple(ask(f"q{n}", TextAnswer()) for n in range(60)))
    walker = Walker(form)
    for _ in range(60):
        walker.types("字" * 200)
    assert "next page" in walker.screen
    assert "right" not in tokens(walker.card)
    for _ in range(10):
        turning = [token for token in tokens(walker.card) if token == f"p:{walker.state.page + 1}"]
        if turning:
            walker.presses(turning[0])
    assert isinstance(walker.presses("right"), Completed)


def test_the_walks_of_several_people_go_on_where_they_were() -> None:
    looked: list[str] = []

    def noted(key: str) -> Condition:
        def is_looked_at(_scope: Scope) -> bool:
            looked.append(key)
            return True

        return satisfies(key, is_looked_at)

    form = Form("f", say("F"), tuple(ask(f"q{at}", TextAnswer(), ask_if=noted(f"q{at}")) for at in range(6)))
    people = [Walker(form) for _ in range(3)]
    for person in people:
        person.types("first")
    looked.clear()
    for person in people:
        person.types("second")
    assert "q2" in looked
    assert "q0" not in looked


def test_many_people_in_turn_have_their_conditions_asked_as_one_after_the_other() -> None:
    def asked_of(turns: int) -> int:
        looked = 0

        def looks(_scope: Scope) -> bool:
            nonlocal looked
            looked += 1
            return True

        asked = (ask(f"q{at}", YesNoAnswer(), ask_if=satisfies("looks", looks)) for at in range(8))
        form = Form("many", say("Many"), (ask("name", NameAnswer()), *asked))
        people = [Walker(form) for _ in range(turns)]
        for reply in ("王丽", *["yes"] * 6):
            for one in people:
                one.types(reply)
        return looked // turns

    assert asked_of(150) == asked_of(1), "the walks of others do not push out those of who is answering"
