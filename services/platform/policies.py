"""The policy in force and every earlier one, so that a case finishes under the version it began with."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from domain.platform.text import Sayable
from domain.policy import Policy
from domain.policy_file.comparing.difference import data_of
from domain.policy_file.comparing.words import difference_said
from domain.policy_file.loading import load_policy, proved, whole_text
from domain.policy_file.problems import PolicyProblem
from domain.policy_file.season_sense import EVERY_YEAR
from domain.policy_file.whole.chain import files_of, read_chain
from domain.policy_file.whole.source import read_bounded
from models.policy import PolicyText

__all__ = ["FileChange", "Kept", "Policy", "PolicyBook"]


@dataclass(frozen=True)
class FileChange:
    """What was found in a policy file that changed: a good policy with the text that is kept of it, or what is wrong.

    `seen` are the bytes of all files that were looked at, joined.
    """

    seen: bytes
    text: str = ""
    policy: Policy | None = None
    problem: PolicyProblem | None = None


@dataclass(frozen=True)
class Kept:
    """What is in force by the database: policy, whole text, and the version that the file made at that moment."""

    policy: Policy
    text: str
    file_version: str


class PolicyBook:
    """Holds the current policy; `of` finds an earlier version again by its text in the database.

    `file_version` is what the file of the settings made when it was last found good; the current one is another if it
    was sent in the chat. `fault` is what was wrong with the file at the start, where something was in force already.
    """

    def __init__(self, path: Path, years: Sequence[int] = (), kept: Kept | None = None) -> None:
        """Read and check the policy file, the days of its seasons for `years`.

        One that cannot be used gives way to `kept`; without that raises `PolicyProblem`.
        """
        self._path = path
        self._seen = self._latest = _read(path)
        self.fault: FileChange | None = None
        try:
            self.current, self._text = _whole(path, years)
            self.file_version = self.current.version
        except PolicyProblem as problem:
            if kept is None:
                raise
            self.fault = FileChange(self._seen, problem=problem)
            self.current, self._text, self.file_version = kept.policy, kept.text, kept.file_version
        self._known = {self.current.version: self.current}

    def keep(self, session: Session, *, now: datetime) -> None:
        """Write down the current version, once."""
        self.keep_change(session, self.current.version, self._text, now=now)

    def keep_change(self, session: Session, version: str, text: str, *, now: datetime, name: str = "") -> None:
        """Write a version down, once; it is not in force by that. `name` is that of another file than the settings'."""
        if session.get(PolicyText, version) is not None:
            return
        row = PolicyText(version=version, file_name=name or self._path.name, toml=text, first_used_at=now)
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
        """Read the file again, and those that it builds on, and check the whole if it is another one than before, and
        the same as at the last look.

        So a file that is just being written is not taken for a bad one. Needs no database.
        """
        seen, before = _read(self._path), self._latest
        self._latest = seen
        if seen == self._seen or seen != before:
            return None
        try:
            policy, text = _whole(self._path, EVERY_YEAR)
        except PolicyProblem as problem:
            return FileChange(seen, problem=problem)
        return FileChange(seen, text, policy)

    @property
    def text(self) -> str:
        """The whole text of the policy in force."""
        return self._text

    def difference(self, change: FileChange) -> tuple[Sayable, ...]:
        """Return in words, a line an entry, what a good change says otherwise than the policy in force."""
        return self.difference_to(change.text)

    def difference_to(self, text: str) -> tuple[Sayable, ...]:
        """Return in words, a line an entry, what a whole policy says otherwise than the one in force."""
        return difference_between(self._text, text)

    def take(self, change: FileChange) -> None:
        """Put a good policy in force; after a bad one the old one stays. The file is not looked at again as it is."""
        self._seen = change.seen
        if change.policy is not None and change.policy.version != self.file_version:
            self.file_version = change.policy.version
            self._known[self.file_version] = change.policy
            self.current, self._text = change.policy, change.text

    def follow(self, session: Session, version: str) -> None:
        """Put a version in force that is written down; raises KeyError, and PolicyProblem if it cannot be read."""
        if version != self.current.version:
            self.current, self._text = self.of(session, version), self.text_of(session, version)

    def remember(self, policy: Policy) -> None:
        """Keep a policy that was just read, so that it need not be read again when it comes in force."""
        self._known.setdefault(policy.version, policy)

    def text_of(self, session: Session, version: str) -> str:
        """Return the whole text of a version that is written down; raises KeyError."""
        kept = session.get(PolicyText, version)
        if kept is None:
            raise KeyError(version)
        return kept.toml


def difference_between(before: str, after: str) -> tuple[Sayable, ...]:
    """Return in words, a line an entry, what one whole policy says otherwise than another."""
    return difference_said(data_of(before, "before"), data_of(after, "after"))


def _whole(path: Path, years: Sequence[int]) -> tuple[Policy, str]:
    chain = read_chain(path)
    return proved(chain, years), whole_text(chain)


def _read(path: Path) -> bytes:
    """Return the bytes of all files that make the policy; of what cannot be read, why."""
    found = []
    for one in files_of(path):
        try:
            found.append(read_bounded(one))
        except OSError as error:
            found.append(str(error.errno).encode())
    return b"\0".join(found)
