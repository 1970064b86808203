"""The policy in force as the command prints it: the file of the settings, or what was sent in the chat."""

from __future__ import annotations

from pathlib import Path

from bot.cli.policy_show import in_force
from bot.settings import Settings
from services import policy_file
from tests.services.policy_file import test_installing as installing
from tests.services.policy_file.test_installing import alone, changes_file, file
from tests.union import World

__all__ = ["alone", "file"]


def printed(world: World, file: Path) -> str:
    url = world.database.engine.url.render_as_string(hide_password=False)
    return in_force(Settings.model_validate({"database_url": url, "data_dir": file.parent, "policy": file}))


def test_what_was_sent_in_the_chat_is_printed_whole_until_the_file_changes(alone: World, file: Path) -> None:
    with alone.work() as session:
        policy_file.begun(alone.at_work(session))
    assert printed(alone, file).startswith("# In force since 2026-07-20 09:00: version ")
    assert "the file of the settings (ours.toml)" in printed(alone, file)
    installing.in_force(alone)
    head, *whole = printed(alone, file).splitlines()
    assert "sent in the chat (new.toml)" in head
    assert any("every_months = 3" in one for one in whole)
    assert any(one.startswith("dibao_month = 800") for one in whole), "what it builds on stands there, too"
    changes_file(alone, file, 4)
    assert "the file of the settings (ours.toml)" in printed(alone, file)
    assert "every_months = 4" in printed(alone, file)
