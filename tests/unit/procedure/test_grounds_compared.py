"""What a decision rests on, compared: every difference is found, and what only looks different is none."""

from typing import Any

from domain.procedure.grounds import Change, answers_that_count, changes

MEI = {"resident_id": "11", "name": "Mei", "monthly_income": 0}
BO = {"resident_id": "22", "name": "Bo", "monthly_income": 5}


def found(old: dict[str, Any], new: dict[str, Any]) -> set[tuple[str, ...]]:
    return {change.place for change in changes(old, new)}


def test_left_out_and_empty_are_the_same_but_nothing_and_no_are_answers() -> None:
    old: dict[str, Any] = {"answers": {"school": "", "other_causes": [], "stage": None}, "file": {}}
    assert changes(old, {"answers": {}, "file": None}) == ()
    assert found({"answers": {"income": 0, "car": False}}, {"answers": {}}) == {
        ("answers", "income"),
        ("answers", "car"),
    }


def test_people_are_told_apart_by_their_resident_id_not_by_their_place() -> None:
    assert changes({"members": [MEI, BO]}, {"members": [BO, MEI]}) == ()
    assert changes({"members": [MEI]}, {"members": [BO]}) == (
        Change(("members", "11"), MEI, None),
        Change(("members", "22"), None, BO),
    )
    assert changes({"members": [MEI, BO]}, {"members": [{**BO, "monthly_income": 7}, MEI]}) == (
        Change(("members", "22", "monthly_income"), 5, 7),
    )
    assert found({"members": []}, {"members": [{"name": "Baby"}]}) == {("members", "#0")}


def test_a_list_of_choices_is_compared_as_a_whole() -> None:
    assert found({"causes": ["flood"]}, {"causes": ["flood", "fire"]}) == {("causes",)}
    assert found({"causes": []}, {"causes": ["fire"]}) == {("causes",)}


def test_papers_and_the_forms_own_name_of_the_student_do_not_count() -> None:
    answers = {"paper_id": [{"file": 1}], "student": "m1", "student_name": "Mei", "school": "No. 1"}
    assert answers_that_count(answers) == {"school": "No. 1"}


def test_a_card_is_known() -> None:
    found_now = changes({"bank_card": "1", "payee": "a"}, {"bank_card": "2", "payee": "b"})
    assert [change.is_of_card for change in found_now] == [True, False]
