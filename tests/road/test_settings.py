"""Settings that cannot be used are refused with a sentence that names the setting and says what to do."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEY = base64.b64encode(bytes(32)).decode()
SECRET_VALUE = "do-not-repeat-me"

WRONG = [
    ({"BOT_TOKEN": SECRET_VALUE}, "BOT_TOKEN: it should look like 123456:ABC-DEF…, as BotFather gave it."),
    ({"BOT_TOKEN": f"123:{SECRET_VALUE}"}, "DATA_KEY is required with a BOT_TOKEN"),
    ({"BOT_API_URL": "ftp://example"}, "BOT_API_URL: it should begin with https:// or http://."),
    ({"DATA_KEY": SECRET_VALUE}, "DATA_KEY: it should be 32 random bytes in base64"),
    (
        {"DATABASE_URL": f"mysql://u:{SECRET_VALUE}@h/n"},
        "DATABASE_URL: it should begin with sqlite:/// or postgresql://.",
    ),
    ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL: a database in memory would be lost with the program"),
    ({"POLICY": "no/such.toml"}, "no/such.toml"),
    ({"TIMEZONE": "Mars/Olympus"}, "TIMEZONE: there is no such time zone; use a name such as Asia/Shanghai."),
    ({"DEFAULT_LOCALE": "fr"}, "DEFAULT_LOCALE: it should be one of zh_Hans, zh_Hant, en."),
    ({"ADMIN_IDS": "ana,ben"}, "ADMIN_IDS: it should be Telegram numbers with commas between them"),
    ({"NOTICE_CHAT_ID": "@channel"}, "NOTICE_CHAT_ID"),
    ({"WEBHOOK_URL": "example"}, "WEBHOOK_URL: it should begin with https:// or http://."),
    ({"WEBHOOK_URL": "https://e.example", "WEBHOOK_SECRET": "short"}, "WEBHOOK_SECRET is required with a WEBHOOK_URL"),
    ({"WEBHOOK_SECRET": "sixteen or more !"}, "WEBHOOK_SECRET may hold only letters, digits, _ and -"),
    ({"LISTEN": "8080"}, "LISTEN: it should be an address and a port, such as 127.0.0.1:8080."),
    ({"SENDS_PER_SECOND": "many"}, "SENDS_PER_SECOND"),
    ({"UNDO_SECONDS": "-1"}, "UNDO_SECONDS"),
    ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
]


@pytest.mark.usefixtures("warm_starts")
@pytest.mark.parametrize(
    ("wrong", "sentence"), WRONG, ids=["+".join(wrong) + f"-{n}" for n, (wrong, _) in enumerate(WRONG)]
)
def test_a_wrong_setting_is_refused_with_a_sentence(tmp_path: Path, wrong: dict[str, str], sentence: str) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATA_DIR": str(tmp_path / "data")}
    environment |= {"POLICY": str(ROOT / "policies" / "demo.toml"), "LISTEN": "127.0.0.1:0", **wrong}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=20,
        check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert SECRET_VALUE not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
