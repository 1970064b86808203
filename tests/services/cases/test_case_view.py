"""What officers see of a case, and the trail that every look leaves."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from delivery.rendering import render, render_plain
from domain.aid.rows import NAMED_BY
from domain.households.asked import Reader, asked_of, examples_of
from domain.households.household import Household, Member
from domain.platform.access import NotForYou
from domain.platform.messages import Message, unpack_message
from domain.platform.text import Sayable
from domain.procedure.refusals import OwnHousehold
from models.platform.audit import Audit
from models.platform.outbox import Outbox
from models.procedure import AidCase, Visit
from services.cases import card as case_view
from services.cases import trail as trail_view
from services.cases.history import history
from services.cases.worker_side import withdraw
from services.platform import audit
from services.procedure.dossier import put_card
from services.procedure.record import UnknownCase
from tests.data.households import demo
from tests.union import (
    ANSWERS,
    APPROVER,
    AUDITOR,
    CASHIER,
    DAUGHTER,
    LIN,
    OTHER_STATION,
    PAPER,
    POINT,
    RECORDER,
    STATION,
    STATION_TOO,
    STRANGER,
    ZONE,
    World,
)


def read(text: Sayable) -> str:
    return render_plain(text, "en", timezone=ZONE, limit=4000)


def opened(world: World, officer: int, case_id: int) -> str:
    with world.work() as session:
        return read(case_view.look_at_case(world.at_work(session, officer), case_id)[-1].text)


def looks(world: World) -> list[tuple[int | None, str]]:
    with world.work() as session:
        return [(one.person_id, one.action) for one in session.exec(select(Audit)) if "looked" in one.action]


def test_the_view_holds_what_a_decision_rests_on(world: World) -> None:
    case_id = world.opens(answers={**ANSWERS, **PAPER})
    world.visits(POINT, STATION, case_id, confirm=False)
    text = opened(world, STATION, case_id)
    for expected in (
        "2026-0001", "deep hardship", "People living together: 1", "¥8,400", "net ¥700, rule at most ¥800 (1 x dibao",
        "Main cause: Serious illness", "Papers there: Diagnosis", "Still missing: ", "A year's medical bills",
        "not confirmed by the colleague yet: All as reported.", "**** 0005",
    ):  # fmt: skip
        assert expected in text
    for secret in ("990101", "6222020000000000005"):
        assert secret not in text


def test_who_visits_reads_whom_to_call_and_who_lives_there_and_nobody_else(world: World) -> None:
    daughter = {"relation": "daughter", "name": "林小例", "resident_id": "990101200801010019"}
    case_id = world.opens(answers={**ANSWERS, "members": [daughter]}, members=(DAUGHTER,))
    for officer in (POINT, STATION):
        text = opened(world, officer, case_id)
        assert "Phone: 13800138000" in text
        assert "Daughter: 林小例, age 18" in text
    for officer in (APPROVER, CASHIER, RECORDER, AUDITOR):
        text = opened(world, officer, case_id)
        assert "13800138000" not in text
        assert "林小例" not in text


def test_every_answer_is_on_the_card_of_its_readers_and_of_nobody_else(world: World) -> None:
    everything = {**ANSWERS, **examples_of(Household), "members": [dict(examples_of(Member))], "migrant": True,
                  "rigid_medical": 120_000, "rigid": {}, "housing_kind": "rented", "monthly_rent": 80_000}  # fmt: skip
    case_id = world.opens(answers=everything, members=(DAUGHTER,))
    for officer, readers in (
        *((one, {Reader.OFFICER, Reader.DECIDER, Reader.VISITOR}) for one in (POINT, STATION)),
        (APPROVER, {Reader.OFFICER, Reader.DECIDER}),
        *((one, {Reader.OFFICER}) for one in (CASHIER, RECORDER, AUDITOR)),
    ):
        text = opened(world, officer, case_id)
        for kept_as in (Household, Member):
            given = everything if kept_as is Household else examples_of(Member)
            for key, asked in asked_of(kept_as).items():
                theirs = bool(asked.read_by & readers) and key not in NAMED_BY and given.get(key) is not None
                label = read(asked.for_officers)
                assert (f"{label}: " in text or f"{label} · " in text) is theirs, (officer, key)


LIVING = {
    "housing_kind": "rented", "monthly_rent": 80_000, "home_area": "50_to_70", "home_address": "示例路1号2栋301",
    "self_work_status": "on_duty", "self_health": "good", "self_monthly_income": 300_000,
}  # fmt: skip
A_CHILD = {
    "relation": "daughter", "name": "林小例", "resident_id": "990101200801010019", "work_status": "student",
    "health": "serious_illness", "monthly_income": 0,
}  # fmt: skip


def test_an_approver_reads_how_each_person_lives_and_not_where_or_who(world: World) -> None:
    case_id = world.opens(answers={**ANSWERS, **LIVING, "members": [A_CHILD]}, members=(DAUGHTER,))
    text = opened(world, APPROVER, case_id)
    assert "Home\nHousing: " in text
    assert "Rent a month: ¥800\nSize of the home: " in text
    assert "The worker, age 56\nWork: In work · Health: Well · Own income a month: ¥3,000" in text
    assert "Daughter, age 18\nWork: At school · Monthly income: ¥0 · Health: Serious illness" in text
    assert not any(private in text for private in ("林小例", "示例路", "13800138000"))
    visiting = opened(world, STATION, case_id)
    assert "Home\nPhone: 13800138000\nHousing: " in visiting
    owned = opened(
        world, APPROVER, world.opens(STRANGER, answers={**ANSWERS, "housing_kind": "owned", "monthly_rent": 0})
    )
    assert "Rent a month" not in owned, "what is asked of those who rent says nothing of others"
    assert "Address: 示例路1号2栋301" in visiting
    cashier = opened(world, CASHIER, case_id)
    assert "Health: " not in cashier
    assert "Own income" not in cashier


def test_one_income_has_one_number_on_a_card(world: World) -> None:
    spends = {**ANSWERS, "self_monthly_income": 100_000, "rigid_medical": 2_866_667}
    text = opened(world, STATION, world.opens(answers=spends))
    assert "(¥12,000 - ¥28,666.67) / 12 / 1 = ¥0 for each person and month" in text
    assert "More goes out than comes in, so this counts as zero." in text
    assert "net ¥0, rule at most ¥800" in text
    assert "-¥" not in text
    assert "¥-" not in text


def test_a_large_household_is_read_whole_and_no_message_is_cut(world: World) -> None:
    many = [{**A_CHILD, "name": f"林小例{n}" + "长" * 40, "resident_id": ""} for n in range(12)]
    case_id = world.opens(answers={**ANSWERS, **LIVING, "members": many, "home_address": "长" * 120})
    world.visits(POINT, STATION, case_id)
    with world.work() as session:
        session.exec(select(Visit)).one().findings = "All as reported. " * 100
    with world.work() as session:
        shown = case_view.look_at_case(world.at_work(session, STATION), case_id)
    texts = [render(one.text, "en", timezone=ZONE) for one in shown]
    assert len(texts) > 1
    assert all(len(text) < 4096 and "…" not in text for text in texts)
    whole = "\n".join(texts)
    assert all(f"林小例{n}长" in whole for n in range(12))
    assert all("2026-0001" in text for text in texts)
    assert [bool(one.keys) for one in shown] == [False] * (len(shown) - 1) + [True]


def test_a_grant_names_the_student_and_who_is_paid(world: World) -> None:
    answers = {
        "stage": "higher",
        "new_student": True,
        "school": "示例大学",
        "payee": "student",
        "student_name": "林小例",
    }
    text = opened(world, APPROVER, world.opens(programme="golden_autumn", amount=750_000, answers=answers))
    assert "Student: 林小例" in text
    assert "Paid to: " in text
    assert "Paid to: -" not in text


def test_a_prompt_says_how_many_papers_are_missing(world: World) -> None:
    world.opens(answers={**ANSWERS, **PAPER})
    assert "papers still missing." in world.messages(STATION)[-1]


def test_the_view_ends_with_what_may_be_decided(world: World) -> None:
    case_id = world.opens()
    with world.work() as session:

        def codes(officer: int) -> list[list[str]]:
            keys = case_view.look_at_case(world.at_work(session, officer), case_id)[-1].keys
            return [[one.press.split(":")[0] for one in row] for row in keys]

        assert codes(STATION) == [["dc", "dc", "dc"], ["rv"], ["pp", "hi", "wy"], ["kb"]]
        assert codes(AUDITOR) == [["pp", "hi"]]  # who does not read how people live reads no reasons


def test_every_look_is_recorded(world: World) -> None:
    case_id = world.opens(answers={**ANSWERS, **PAPER})
    opened(world, STATION, case_id)
    with world.work() as session:
        files = case_view.look_at_papers(world.at_work(session, STATION), case_id)
        case_view.look_at_history(world.at_work(session, STATION), case_id)
        assert files[0].attachment is not None
        assert (files[0].attachment.file_id, files[0].attachment.is_photo) == ("file-1", True)
    assert looks(world) == [
        (STATION, "looked at the case"),
        (STATION, "looked at the papers"),
        (STATION, "looked at the history"),
    ]


@pytest.mark.parametrize("outsider", [OTHER_STATION, STRANGER, LIN])
def test_nobody_else_looks(world: World, outsider: int) -> None:
    case_id = world.opens()
    with pytest.raises(NotForYou):
        opened(world, outsider, case_id)
    assert looks(world) == []


def test_an_officer_does_not_look_at_their_own_household(world: World) -> None:
    case_id = world.opens(APPROVER)
    with pytest.raises(OwnHousehold):
        opened(world, APPROVER, case_id)


def test_the_trail_is_for_auditors(world: World) -> None:
    case_id = world.opens()
    opened(world, STATION, case_id)
    world.decides(STATION, case_id, "return")
    with world.work() as session:
        text = read(trail_view.look_at_trail(world.at_work(session, AUDITOR), " 2026-0001 "))
    for expected in (f"员{STATION} · looked at the case", "returned the case · review", "the worker · opened"):
        assert expected in text
    for other in (STATION, APPROVER):
        with pytest.raises(UnknownCase), world.work() as session:
            trail_view.look_at_trail(world.at_work(session, other), "2026-0001")


def test_the_trail_names_causes_and_the_work_of_seasons(world: World) -> None:
    case_id = world.opens()
    with world.work() as session:
        about = f"case:{case_id}"
        for detail in ("name", "summer_cooling", "summer_cooling:goods", "summer_cooling:gone", "2028"):
            audit.note(world.at_work(session, STATION), STATION, "ticked an item off", about, detail=detail)
    with world.work() as session:
        text = read(trail_view.look_at_trail(world.at_work(session, AUDITOR), "2026-0001"))
    told = [line.rpartition(" · ")[2] for line in text.splitlines() if "ticked an item off" in line]
    assert told[0] == "the name does not fit the card"
    assert told[4] == "2028"
    assert told[2].startswith(told[1] + ": ")
    assert told[3] == told[1]
    assert not any("summer_cooling" in line for line in told)


def test_an_unknown_number(world: World) -> None:
    with pytest.raises(UnknownCase), world.work() as session:
        trail_view.look_at_trail(world.at_work(session, AUDITOR), "2026-9999")


def test_a_returned_case_keeps_its_reason_for_each_reader(world: World) -> None:
    case_id = world.opens()
    world.decides(STATION, case_id, "return", reason="@sums_differ")
    with world.work() as session:
        case = session.get_one(AidCase, case_id)
        told = [read(one.said) for one in history(session, case, demo())]
    assert any("The sums do not agree with the papers." in line for line in told)


def shown(world: World, officer: int, case_id: int) -> None:
    with world.work() as session:
        work = world.at_work(session, officer)
        put_card(work, case_id, case_view.look_at_case(work, case_id)[-1])
    world.passes(minutes=1)


def cards_of(world: World, officer: int) -> list[tuple[str, list[str]]]:
    """Every card in an officer's chat as it reads in the end: its text, and the codes of its keys."""
    with world.work() as session:
        rows = session.exec(select(Outbox).where(Outbox.chat_id == officer).order_by(col(Outbox.id))).all()
        found: dict[str, Message] = {}
        for row in rows:
            name = row.key if row.kind == "send" else row.target_key
            if (name or "").startswith("card:"):
                found[name or ""] = unpack_message((row.body or {})["message"])
        codes = {name: [one.press.split(":")[0] for row in card.keys for one in row] for name, card in found.items()}
        return [(read(card.text), codes[name]) for name, card in found.items()]


DECIDING = {"dc", "dw", "rv", "en", "ed", "mp", "sc", "cv", "dv"}


@pytest.mark.parametrize("verdict", ["approve", "return", "refuse"])
def test_no_card_keeps_a_key_that_a_colleague_has_used(world: World, verdict: str) -> None:
    case_id = world.opens(answers={**ANSWERS, **PAPER})
    world.visits(POINT, STATION, case_id)
    for officer in (STATION, STATION_TOO):
        shown(world, officer, case_id)
    [(_, before)] = cards_of(world, STATION_TOO)
    assert "dc" in before
    world.decides(STATION, case_id, verdict)
    for officer in (STATION, STATION_TOO):
        [(text, keys)] = cards_of(world, officer)
        assert not DECIDING & set(keys)
        assert "by the reviewer, Unit 2" in text
        assert keys == ["oc", "pp", "hi"]


def test_a_case_that_its_worker_takes_back_leaves_no_key_to_decide_it(world: World) -> None:
    case_id = world.opens()
    shown(world, STATION, case_id)
    with world.work() as session:
        withdraw(world.at_work(session, LIN), case_id)
    [(_, keys)] = cards_of(world, STATION)
    assert keys == ["oc", "pp", "hi"]
    shown(world, STATION, case_id)
    assert all(not DECIDING & set(keys) for _, keys in cards_of(world, STATION))


def test_of_two_cards_of_a_case_the_newer_one_has_the_keys(world: World) -> None:
    case_id = world.opens()
    shown(world, STATION, case_id)
    shown(world, STATION, case_id)
    (older, without), (_, having) = cards_of(world, STATION)
    assert "Shown again below." in older
    assert not DECIDING & set(without)
    assert "dc" in having
