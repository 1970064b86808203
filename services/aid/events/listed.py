"""Whom an event has struck, as a table that an officer sends: read, and put before them as a form to be looked at."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.aid.named import read_lines
from domain.forms import FileRef
from domain.platform.text import N_, Refusal, Text, say
from models.procedure import Paper
from services.platform.tables.refusals import ColumnsMissing, NotTaken, TableTooLong
from services.platform.tables.table import MOST_BYTES, Column, Row, opened
from services.platform.work import Work

EVENT_TABLE = "event_table"


def _column(key: str, label: Text, headings: str) -> Column:
    return Column(key, label, tuple(headings.split()), is_needed=False)


COLUMNS = (
    _column("file", say(N_("file number")), "档案编号 家庭档案编号 家庭档案号 档案号 household file"),
    _column("name", say(N_("name")), "姓名 名字 户主姓名 户主 职工姓名 fullname"),
    _column(
        "number", say(N_("id number")),
        "身份证号 身份证号码 身份证 证件号码 证件号 公民身份号码 居民身份证号 户主身份证号 idno residentid",
    ),
    _column("card", say(N_("bank card")), "银行卡号 银行卡 卡号 银行账号 账号 cardnumber"),
)  # fmt: skip


class TableNotFetched(Refusal):
    """The chat platform has the file no longer."""

    text = N_("Telegram did not hand your table over, so nobody was added by it. Please send it once more: /events")


class NobodyTaken(NotTaken):
    """The table has problems; nobody is added by it."""

    text = N_("Nobody is added yet. Please correct the table and send it again under /events:\n{problems}")


class NobodyInTable(Refusal):
    """There is nothing below the heading, or no heading."""

    text = N_(
        "I find nobody in this table. At the top of its columns should stand: file number, or name and id number, and "
        "bank card. Please send it again under /events."
    )


def keep_listed(work: Work, event_id: int, files: Iterable[Mapping[str, Any]]) -> None:
    """Keep the table that was sent for an event; it is read as soon as it is fetched. Raises TableTooLong."""
    for ref in map(FileRef.from_json, files):
        if ref.size > MOST_BYTES:
            raise TableTooLong
        paper = Paper(
            about=f"event:{event_id}", kind=EVENT_TABLE, file_id=ref.file_id, unique_id=ref.unique_id, name=ref.name,
            mime=ref.mime, size=ref.size, added_by=work.person_id, added_at=work.now, message_id=ref.message_id or None,
        )  # fmt: skip
        work.session.add(paper)
    work.session.flush()


def lines_of(work: Work, content: bytes) -> Sequence[str]:
    """Return whom a table names, a line each as an officer would type it; raises NobodyTaken with every problem,
    NobodyInTable and what `opened` does."""
    rows = _rows(content)
    numbered = [(row.number, " ".join(row.words[key] for key in ("file", "name", "number", "card"))) for row in rows]
    found = read_lines([one for one, row in zip(numbered, rows, strict=True) if not row.problems], work.today)
    problems: list[Text] = [row.told(one) for row in rows for one in row.problems]
    if problems or found.problems:
        raise NobodyTaken((*problems, *found.problems))
    if not numbered:
        raise NobodyInTable
    return [words.strip() for _, words in numbered]


def _rows(content: bytes) -> Sequence[Row]:
    try:
        return list(opened(content, COLUMNS, is_heading=_names_them).lines())
    except ColumnsMissing:
        raise NobodyInTable from None


def _names_them(columns: set[str]) -> bool:
    return "file" in columns or {"name", "number"} <= columns
