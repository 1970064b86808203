"""What the program begins with: the file of the settings or, where that cannot be used, what is in force already."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from sqlmodel import Session

from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from models.policy import PolicyText
from services.platform.policies import Kept, PolicyBook
from services.policy_file.uses import go_on, last_use


def opened(path: Path, look: Callable[[], AbstractContextManager[Session]], years: Sequence[int] = ()) -> PolicyBook:
    """Read the file of the settings, and hold what was sent in the chat if the file is still the one of then.

    A bad file must not keep a union without its bot that has good rules in force. Raises PolicyProblem, about the file,
    where nothing is in force yet.
    """
    with look() as session:
        try:
            book = PolicyBook(path, years)
        except PolicyProblem:
            kept = _in_force(session)
            if kept is None:
                raise
            return PolicyBook(path, years, kept)
        with suppress(PolicyProblem):  # what this version of the program cannot read any more; `begun` tells of it
            go_on(session, book)
    return book


def _in_force(session: Session) -> Kept | None:
    """Return what is in force by the database; None: nothing yet, or nothing that can be read any more."""
    last = last_use(session)
    text = session.get(PolicyText, last.version) if last is not None else None
    if last is None or text is None:
        return None
    try:
        return Kept(load_policy(text.toml, name=text.file_name, years=()), text.toml, last.file_version)
    except PolicyProblem:
        return None
