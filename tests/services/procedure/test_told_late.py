"""What is told late is told to whom it may be told then: after an office has ended, or a consent was withdrawn."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, select

from delivery import rows
from domain.cases.buttons import OpenCase
from domain.people.consent import ConsentKind
from domain.platform.messages import Attachment, Message, key, unpack_message
from domain.platform.text import N_, lines, say
from models.officers import Appointment
from models.platform.outbox import BLOCKED, FAILED, OFFICE_ENDED, PARKED, SENT, WAITING, Outbox
from services import officers, people, procedure
from services.platform import outbox, parked, undelivered
from tests.union import ADMIN, LIN, NAMES, POINT, STATION, World, told

SECRET = "林示例"
TABLE = Attachment(drawing={"kind": "table", "file_name": "a.xlsx", "sheets": [[SECRET]]})


def lies(world: World, chat_id: int, state: str = WAITING, error: str | None = None, **more: object) -> int:
    """A message to somebody that tells of a worker, as it lies in the outbox."""
    keys = ((key(say(N_("Open")), OpenCase(1)), key(say("{name}", name=SECRET), OpenCase(1))),)
    said = lines(say("Case {number}: {name}", number="2026-0001", name=SECRET), f"{SECRET}, ill")
    with world.work() as session:
        outbox.put(world.at_work(session), chat_id, Message(said, keys, attachment=TABLE), **more)  # type: ignore[arg-type]
    with world.work() as session:
        row = session.exec(select(Outbox).where(Outbox.chat_id == chat_id).order_by(col(Outbox.id).desc())).first()
        assert row is not None
        row.state, row.error = state, error
        return row.id


def leaves(world: World, officer: int) -> None:
    with world.work() as session:
        held = session.exec(select(Appointment.id).where(Appointment.person_id == officer)).one()
        officers.end(world.at_work(session), held, by=ADMIN)


def goes_out(world: World, chat_id: int) -> list[tuple[str, str | None]]:
    """Claim all that waits for somebody; return each with why it goes to nobody."""
    found: list[tuple[str, str | None]] = []
    for _ in range(9):
        with world.work() as session:
            limits = {"owner": "1", "now": world.now + timedelta(days=1), "most": 99, "patient": 99}
            for row in rows.claim(session, busy=set(), **limits):  # type: ignore[arg-type]
                if row.chat_id == chat_id and row.kind == "send":
                    found.append((told(row.body["message"]["text"]), row.unwanted))
                session.get_one(Outbox, row.id).state = SENT
    return found


def test_what_was_queued_for_an_officer_does_not_leave_after_the_office_has_ended(world: World) -> None:
    lies(world, STATION)
    lies(world, LIN)
    world.passes(minutes=1)
    leaves(world, STATION)
    (late, end) = goes_out(world, STATION)
    assert late[1] == OFFICE_ENDED
    assert end[1] is None, "that it has ended is told"
    assert "is not sent any more" in end[0]
    assert [why for _, why in goes_out(world, LIN)] == [], "who never held one gets what is theirs"


def test_what_was_parked_for_an_officer_who_has_left_is_withheld_at_last(world: World) -> None:
    parked_one = lies(world, STATION, PARKED, "chat not found")
    world.passes(minutes=1)
    leaves(world, STATION)
    again(world, parked_one)
    assert OFFICE_ENDED in [why for _, why in goes_out(world, STATION)]
    with world.work() as session:
        session.get_one(Outbox, parked_one).state = FAILED
        session.get_one(Outbox, parked_one).error = OFFICE_ENDED
    with world.work() as session:
        assert parked_one not in procedure.refused_now(world.at_work(session, ADMIN)), "and is not offered again"


def again(world: World, row_id: int) -> None:
    with world.work() as session:
        procedure.try_again(world.at_work(session, ADMIN), row_id)


def test_a_table_is_not_sent_again_but_said_to_have_been_there(world: World) -> None:
    row_id = lies(world, STATION, PARKED, "DrawingFailed", priority=outbox.INTERACTIVE)
    again(world, row_id)
    with world.work() as session:
        row = session.get_one(Outbox, row_id)
        message = unpack_message(row.body["message"])
        assert row.state == WAITING
        assert SECRET not in str(row.body)
        assert message.attachment is None
        assert [[one.press for one in keys] for keys in message.keys] == [[OpenCase(1).encode()] * 2]
        assert "Case 2026-0001: …" in told(row.body["message"]["text"])


def test_what_an_officer_missed_while_the_bot_was_blocked_is_said_without_what_it_told(world: World) -> None:
    row_id, own = lies(world, POINT, FAILED, BLOCKED), lies(world, LIN, FAILED, BLOCKED)
    for person_id in (POINT, LIN):
        with world.work() as session:
            assert undelivered.send_missed(world.at_work(session, person_id)) == 1
    with world.work() as session:
        assert SECRET not in str(session.get_one(Outbox, row_id).body)
        assert SECRET in str(session.get_one(Outbox, own).body), "what is theirs is repeated"


def test_what_waits_when_a_consent_is_withdrawn_leaves_without_the_worker(world: World) -> None:
    world.opens(LIN)
    waiting, own = lies(world, POINT), lies(world, LIN)
    with world.work() as session:
        people.withdraw(world.at_work(session, LIN), ConsentKind.SENSITIVE, ())
    with world.work() as session:
        assert SECRET not in str(session.get_one(Outbox, waiting).body)
        assert SECRET in str(session.get_one(Outbox, own).body)
        for row in session.exec(select(Outbox).where(Outbox.state == WAITING, col(Outbox.chat_id).not_in([LIN]))):
            assert NAMES[LIN] not in str(row.body), "no prompt either"


def test_a_room_and_a_worker_are_told_again_as_it_was(world: World) -> None:
    row_id = lies(world, LIN, PARKED, "chat not found")
    with world.work() as session:
        row = session.get_one(Outbox, row_id)
        assert not parked.tells_of_others(world.at_work(session), row)
