"""The sealed copies of papers as files: written so that they are there for good, and checked when they are opened."""

import os
import uuid
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from models.platform.seal import NotOurSeal, place_of, vault
from models.procedure import Paper

LABEL = "paper.content"
MISSING, BROKEN = "missing", "broken"
TRIAL, TRIAL_SIZE = "trial", 2**18  # a small one would fit into what is there
HALF = ".new"  # how the name of a file ends while it is being written


class BadPaper(Exception):
    """Our copy of a paper cannot be read; `reason` is `missing` or `broken`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PaperFiles:
    """Files under `place`, a folder or any address that fsspec knows. Each opens with the seal of its row only."""

    def __init__(self, place: Path | str) -> None:
        self._files, self._root = fsspec.core.url_to_fs(str(place))

    def keep(self, name: str, content: bytes, seal: bytes | None) -> None:
        """Write the content of a paper to a file, which is there then even if the machine fails now."""
        self.write(name, vault().seal(content, content_of(seal)))

    def write(self, name: str, sealed: bytes) -> None:
        """Write a file whole or not at all: beside its place first, then onto the disk, then into its place."""
        path = f"{self._root}/{name}"
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        with self._files.open(f"{path}{HALF}", "wb") as file:
            file.write(sealed)
            if self._is_local:
                _to_disk(file)
        self._files.mv(f"{path}{HALF}", path)
        if self._is_local:
            _folders_to_disk(Path(path).parent, Path(self._root))

    def try_out(self) -> None:
        """Write a file and remove it; raises OSError where no paper could be kept."""
        try:
            self.write(TRIAL, bytes(TRIAL_SIZE))
        finally:
            self.remove(TRIAL)

    def names(self) -> frozenset[str]:
        """Return the names of all files that lie there, also half written ones without the ending of those."""
        root = str(self._files._strip_protocol(self._root)).rstrip("/")
        found = self._files.find(root) if self._files.exists(root) else ()
        return frozenset(str(path)[len(root) + 1 :].removesuffix(HALF) for path in found)

    def read(self, name: str) -> bytes:
        """Return a file as it lies there; raises BadPaper when it is missing."""
        try:
            return bytes(self._files.cat_file(f"{self._root}/{name}"))
        except FileNotFoundError:
            raise BadPaper(MISSING) from None
        except OSError:  # such as a sector that cannot be read, or a folder in its place
            raise BadPaper(BROKEN) from None

    def remove(self, name: str) -> bool:
        """Remove a file, whole or half written; tell whether it was there: one that is gone already is no fault."""
        path = f"{self._root}/{name}"
        return self._remove(path) | self._remove(f"{path}{HALF}")

    def _remove(self, path: str) -> bool:
        with suppress(FileNotFoundError):
            self._files.rm_file(path)
            return True
        return False

    def open(self, paper: Paper) -> bytes:
        """Return the content of a paper; raises BadPaper when it is missing, or is not whole and its own."""
        if paper.stored_as is None:
            raise BadPaper(MISSING)
        try:
            content = vault().open(self.read(paper.stored_as), content_of(paper.seal))
        except NotOurSeal:
            raise BadPaper(BROKEN) from None
        if len(content) != paper.size:
            raise BadPaper(BROKEN)
        return content

    @property
    def _is_local(self) -> bool:
        return isinstance(self._files, LocalFileSystem)


def new_name(now: datetime) -> str:
    """Return the name of a file that is not there yet."""
    return f"{now:%Y/%m}/{uuid.uuid4().hex}"


def content_of(seal: bytes | None) -> bytes:
    """Say where the content of a paper belongs."""
    return place_of(LABEL, seal or b"")


def _to_disk(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _folders_to_disk(folder: Path, root: Path) -> None:
    """Let the names of new files and folders be on the disk, too."""
    while True:
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)
        if folder in (root, folder.parent):
            return
        folder = folder.parent
