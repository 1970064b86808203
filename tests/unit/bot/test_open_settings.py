"""A `.env` that others on the machine can read is warned of; one that they cannot is not spoken of."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.running import warn_of_open_settings


@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o640, True), (0o604, True), (0o622, True)])
def test_others_who_can_read_the_key_are_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mode: int, warned: bool
) -> None:
    settings = tmp_path / ".env"
    settings.write_text("DATA_KEY=…", "utf-8")
    settings.chmod(mode)
    warn_of_open_settings(settings)
    assert ("chmod 600" in capsys.readouterr().err) is warned


def test_no_file_is_no_trouble(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warn_of_open_settings(tmp_path / ".env")
    assert not capsys.readouterr().err
