"""Which policy is in force: the file of the settings, or one sent in the chat, whichever came later."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.platform.text import Sayable, pack
from models.policy import PolicyText, PolicyUse
from services.platform.policies import PolicyBook
from services.platform.undo import is_first
from services.platform.work import Work

__all__ = [
    "PolicyUse", "Untold", "follow", "go_on", "is_told", "last_use", "note_file", "note_first", "note_sent", "untold",
]  # fmt: skip


def last_use(session: Session) -> PolicyUse | None:
    """Return the use that is in force; None: nothing is written down yet."""
    return session.exec(select(PolicyUse).order_by(col(PolicyUse.id).desc()).limit(1)).first()


@dataclass(frozen=True, slots=True)
class Untold:
    """A use of which nobody knows yet what it means for the households on file, and the version that it came after."""

    id: int
    version: str
    instead_of: str


def untold(session: Session) -> Untold | None:
    """Return the use that is in force, if it is still to be told what it means."""
    last = last_use(session)
    if last is None or last.is_told:
        return None
    return Untold(
        last.id, last.version, session.exec(select(PolicyUse.version).where(PolicyUse.id == last.follows)).one()
    )


def is_told(session: Session, use_id: int) -> None:
    """Write down that what a use means was told."""
    session.get_one(PolicyUse, use_id).is_told = True


def follow(session: Session, book: PolicyBook) -> None:
    """Hold the policy that is in force, whichever process put it there. Raises as `PolicyBook.follow`."""
    last = last_use(session)
    if last is not None:
        book.follow(session, last.version)


def note_first(work: Work) -> None:
    """Write down that the policy of now is in force, since it was first used."""
    version = work.house.policies.file_version
    since = work.session.get_one(PolicyText, version).first_used_at
    is_first(work.session, PolicyUse(follows=0, version=version, since=since, file_version=version, is_told=True))


def note_file(work: Work, version: str, difference: Sequence[Sayable]) -> PolicyUse | None:
    """Write down that what the file of the settings makes is in force; None: it is written down already."""
    last = last_use(work.session)
    if last is not None and last.sent_id is None and last.version == version:
        return None
    return _noted(work, last, version, version, difference)


def note_sent(work: Work, version: str, sent_id: int, difference: Sequence[Sayable]) -> PolicyUse | None:
    """Write down that what was sent in the chat is in force, until the file changes; what it means is known to those
    who said so."""
    last = last_use(work.session)
    file_version = last.file_version if last is not None else work.house.policies.file_version
    return _noted(work, last, version, file_version, difference, sent_id)


def _noted(
    work: Work,
    last: PolicyUse | None,
    version: str,
    file_version: str,
    difference: Sequence[Sayable],
    sent_id: int | None = None,
) -> PolicyUse | None:
    use = PolicyUse(
        follows=last.id if last is not None else 0, version=version, since=work.now, file_version=file_version,
        sent_id=sent_id, difference=[pack(one) for one in difference], is_told=last is None or sent_id is not None,
    )  # fmt: skip
    return use if is_first(work.session, use) else None


def go_on(session: Session, book: PolicyBook) -> None:
    """Hold what was sent in the chat if the file is still the one of then. Raises as `PolicyBook.follow`."""
    last = last_use(session)
    if last is not None and last.file_version == book.file_version:
        book.follow(session, last.version)
