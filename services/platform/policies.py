"""The policy in force and every earlier one, so that a case finishes under the version it began with."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from domain.policy import Policy
from domain.policy_file.loading import load_policy
from domain.policy_file.problems import PolicyProblem
from models.policy import PolicyText

__all__ = ["FileChange", "Policy", "PolicyBook"]


@dataclass(frozen=True)
class FileChange:
    """What was found in a policy file that changed: a good policy with its text, or what is wrong with it."""

    text: str
    policy: Policy | None = None
    problem: PolicyProblem | None = None


class PolicyBook:
    """Holds the current policy; `of` finds an earlier version again by its text in the database."""

    def __init__(self, path: Path, years: Sequence[int] = ()) -> None:
        """Read and check the policy file, the days of its seasons for `years`; raises `PolicyProblem`."""
        self._path = path
        self._text = self._seen = self._latest = _read(path)
        self.current = load_policy(path, years=years)
        self._known = {self.current.version: self.current}

    def keep(self, session: Session, *, now: datetime) -> None:
        """Write down the current version, once."""
        self.keep_change(session, self.current.version, self._text, now=now)

    def keep_change(self, session: Session, version: str, text: str, *, now: datetime) -> None:
        """Write a version down, once; it is not in force by that."""
        if session.get(PolicyText, version) is not None:
            return
        row = PolicyText(version=version, file_name=self._path.name, toml=text, first_used_at=now)
        with suppress(IntegrityError), session.begin_nested():  # another process may write it down just now
            session.add(row)

    def of(self, session: Session, version: str) -> Policy:
        """Return the policy of this version; raises KeyError when it was never in force here."""
        if version not in self._known:
            kept = session.get(PolicyText, version)
            if kept is None:
                raise KeyError(version)
            self._known[version] = load_policy(kept.toml, name=kept.file_name, years=())
        return self._known[version]

    def look(self) -> FileChange | None:
        """Read the file again, and check it whole if its text has changed and is the same as at the last look.

        So a file that is just being written is not taken for a bad one. Needs no database.
        """
        text, before = _read(self._path), self._latest
        self._latest = text
        if text == self._seen or text != before:
            return None
        try:
            return FileChange(text, policy=load_policy(self._path))
        except PolicyProblem as problem:
            return FileChange(text, problem=problem)

    def take(self, change: FileChange) -> None:
        """Put a good policy in force; after a bad one the old one stays. The file is not looked at again as it is."""
        self._seen = change.text
        if change.policy is not None and change.policy.version != self.current.version:
            self.current, self._text = change.policy, change.text
            self._known[self.current.version] = self.current


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
