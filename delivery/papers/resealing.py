"""Seals the files of papers anew: into their rows after the version before, or with another key."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from delivery.papers.files import BadPaper, PaperFiles, content_of
from models.platform.seal import NotOurSeal, Vault, vault
from models.platform.setting import Setting
from models.procedure import Paper

AT_ONCE = 20  # files
TO_BIND = "papers_to_bind"  # set by a migration: the files of before are not bound to their rows yet
ANYWHERE = b""  # what the version before bound its values to


def are_bound(session: Session) -> bool:
    """Tell whether every file of a paper has been sealed into its row."""
    return session.get(Setting, TO_BIND) is None


def seal_some(session: Session, files: PaperFiles, after: int, before: Vault, now: Vault) -> tuple[int | None, int]:
    """Seal the files of the next papers with another key; return the id of the last one (None: no more), and how many
    open with neither key or are missing."""
    query = select(Paper.id, Paper.seal, Paper.stored_as).where(Paper.id > after, col(Paper.stored_as).is_not(None))
    found = session.exec(query.order_by(col(Paper.id)).limit(AT_ONCE)).all()
    left = [name for _, seal, name in found if not seal_anew(files, name or "", seal, [(before, None)], now)]
    return (found[-1][0] if found else None), len(left)


def bind_all(session: Session, files: PaperFiles) -> None:
    """Seal the files of the version before into their rows; may be broken off and begun anew.

    What is missing or does not open stays as it is, and is told to whoever opens it.
    """
    for seal, name in session.exec(select(Paper.seal, Paper.stored_as).where(col(Paper.stored_as).is_not(None))).all():
        seal_anew(files, name or "", seal, [(vault(), ANYWHERE)], vault())
    session.delete(session.get_one(Setting, TO_BIND))


def seal_anew(
    files: PaperFiles, name: str, seal: bytes | None, before: Sequence[tuple[Vault, bytes | None]], after: Vault
) -> bool:
    """Let a file open with a vault in its row; tell whether it does. `before`: what it may have been sealed with."""
    place = content_of(seal)
    try:
        sealed = files.read(name)
    except BadPaper:
        return False
    if _opened(after, sealed, place) is not None:
        return True
    for vault_, bound_to in before:
        content = _opened(vault_, sealed, place if bound_to is None else bound_to)
        if content is not None:
            files.write(name, after.seal(content, place))
            return True
    return False


def _opened(with_: Vault, sealed: bytes, bound_to: bytes) -> bytes | None:
    try:
        return with_.open(sealed, bound_to)
    except NotOurSeal:
        return None
