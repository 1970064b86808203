"""Says which rows go now: interactive answers first, one message in flight per chat, as slots and pace allow."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from delivery import rows
from delivery.pace import Pace
from delivery.rows import Row
from models.people import Person
from services.platform.outbox import INTERACTIVE

SLOTS = 64
COUNTED = ("send", "edit")  # kinds of rows that Telegram's limits are about


class Claims:
    """The rows this process has in hand. The sender and the desk claim, each in a thread of its own."""

    def __init__(self, pace: Pace, *, owner: str, now: Callable[[], datetime], alone: bool) -> None:
        """`alone`: no other process writes to the outbox, so what this one saw last is so."""
        self._pace, self._owner, self._now, self._alone = pace, owner, now, alone
        self._lock = threading.Lock()
        self._busy: set[int] = set()  # chats with a message in flight
        self._known_empty = (
            False  # whether nothing at all waits; changed only inside SQLite's one transaction at a time
        )
        self._held_back = False  # whether the pace kept rows from going

    def forget_emptiness(self) -> None:
        """Look at the outbox again: something waits there now."""
        self._known_empty = False

    def hold(self, chats: Iterable[int]) -> None:
        """Let nothing else go to these chats."""
        with self._lock:
            self._busy.update(chats)

    def release(self, chat: int) -> None:
        """Let the next message go to this chat."""
        with self._lock:
            self._busy.discard(chat)

    def held(self) -> set[int]:
        """Return the chats to which nothing else may go now."""
        with self._lock:
            return set(self._busy)

    @property
    def knows_of_nothing(self) -> bool:
        """Whether nothing at all waits in the outbox, now or for later."""
        return self._known_empty

    def free_slots(self) -> int:
        """Return how many chats more may have a message in flight."""
        return SLOTS - len(self._busy)

    def held_back(self) -> float | None:
        """Return the seconds until what the pace held back may go; None when it held nothing back."""
        return self._pace.wait() if self._held_back else None

    def opens_in(self) -> float | None:
        """Return the seconds until a person who had a burst may get more; None when nothing can wait for that."""
        return None if self._known_empty else self._pace.opens_in()

    def next_rows(self, session: Session, free: int) -> list[Row]:
        """Claim what goes next from the outbox, of each chat one row, at most `free`."""
        claimed = self._claim(session, free)
        self._known_empty = self._alone and not claimed and not rows.anything_waits(session)
        return claimed

    def _claim(self, session: Session, free: int) -> list[Row]:
        """Take slots first and choose the rows then, so that answers come before notices; sends are counted here."""
        most = self._pace.allowance(free)
        patient = self._pace.even_turns(most)
        busy, now, claimed = self.held() | self._pace.closed_chats(), self._now(), []
        if most > 0:
            claimed = rows.claim(session, owner=self._owner, now=now, most=most, patient=patient, busy=busy)
            self._count_sends(claimed)
        had_room = min(most, patient) > len(claimed)  # for one more of any priority
        self._held_back = free > 0 and not had_room and rows.anything_is_due(session, now=now, busy=busy)
        return claimed

    def new_answers(self, session: Session, busy: set[int]) -> list[list[Row]]:
        """Claim answers that the desk has queued, by chat and in order, for people for whom nothing else waits.

        Chats in `busy` get none. They are written as claimed with the desk's own commit, with no look at the outbox
        between (docs/adr/0003).
        """
        queued: list[dict[str, Any]] = session.info.get("outbox", [])
        answers = [row for row in queued if row["priority"] == INTERACTIVE and row["key"] is None]
        in_order = {row["chat_id"] for row in queued if row["key"] is not None or row["target_key"] is not None}
        readers = _people(session)
        # A change must not overtake its message; whoever is not at hand is looked up by the sender.
        chats = {row["chat_id"] for row in answers} & set(readers) - in_order
        sends = Counter(row["chat_id"] for row in answers if row["kind"] in COUNTED)
        chats = self._open_chats(session, {chat for chat in chats - busy if self._pace.fits(chat, sends[chat])})
        mine = [row for row in answers if row["chat_id"] in chats]
        if not mine:
            return []
        session.info["outbox"] = [row for row in queued if row not in mine]
        made = rows.insert_claimed(session, mine, owner=self._owner, readers=readers)
        self._count_sends(made)
        return [sorted((row for row in made if row.chat_id == chat), key=_what_people_wait_for) for chat in chats]

    def _open_chats(self, session: Session, chats: set[int]) -> set[int]:
        """Return those of the chats to which a message may go at once."""
        room = self._pace.allowance(self.free_slots())
        if not chats or room <= 0:
            return set()
        session.flush()
        if not self._known_empty:
            chats -= rows.chats_with_open_rows(session, chats)
        return set(sorted(chats)[:room])

    def _count_sends(self, claimed: Sequence[Row]) -> None:
        for row in claimed:
            if row.kind in COUNTED and row.unwanted is None:
                self._pace.take(row.chat_id)

    def recover(self, session: Session) -> int:
        """Free what processes claimed that have died since; return how many rows are in doubt now."""
        return rows.recover(session, owner=self._owner, now=self._now())


def _people(session: Session) -> dict[int, Person]:
    """Return the people the session knows."""
    return {person.id: person for person in session.identity_map.values() if isinstance(person, Person)}


def _what_people_wait_for(row: Row) -> int:
    """Within one answer: first what is to be read, then the wheel on the button, then tidying up."""
    return {"answer": 1, "delete": 2}.get(row.kind, 0)
