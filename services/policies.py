"""The policy in force and every earlier one, so that a case finishes under the version it began with."""

from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from domain.policy import Policy, load_policy
from models.policy_text import PolicyText

__all__ = ["Policy", "PolicyBook"]


class PolicyBook:
    """Holds the current policy; `of` finds an earlier version again by its text in the database."""

    def __init__(self, path: Path) -> None:
        """Read and check the policy file; raises `PolicyProblem`."""
        self._path = path
        self._text = path.read_text("utf-8-sig") if path.is_file() else ""
        self.current = load_policy(path, thorough=False)  # nothing in the running bot looks at the seasons yet
        self._known = {self.current.version: self.current}

    def keep(self, session: Session, *, now: datetime) -> None:
        """Write down the current version, once."""
        if session.get(PolicyText, self.current.version) is None:
            session.add(
                PolicyText(version=self.current.version, file_name=self._path.name, toml=self._text, first_used_at=now)
            )

    def of(self, session: Session, version: str) -> Policy:
        """Return the policy of this version; raises KeyError when it was never in force here."""
        if version not in self._known:
            kept = session.get(PolicyText, version)
            if kept is None:
                raise KeyError(version)
            self._known[version] = load_policy(kept.toml, name=kept.file_name, thorough=False)
        return self._known[version]
