"""What people read of a register: where it stands, what was found in it, and what they can do."""

from __future__ import annotations

from typing import Any, cast

from domain.platform.messages import Attachment, Key, Keys, Message, key
from domain.platform.text import N_, Nn_, Sayable, Text, lines, pack, paragraphs, say, say_many, unpack
from domain.registers.buttons import Deed, DoWithRegister, NewRegister, RegisterHeadings, RegisterShown
from domain.registers.judging import Level
from models.registers.imports import RegisterImport
from services.platform.work import Work
from services.registers.record import (
    CALLED_OFF,
    COLUMNS,
    FETCHING,
    READING,
    READY,
    SENT,
    TAKEN,
    TAKING,
    UNDOING,
    UNDONE,
    WRONG,
    confirmers,
)
from services.registers.trying.columns import LABELS, lacking

STANDS = {
    FETCHING: N_("It is being read."),
    SENT: N_("It is being read."),
    COLUMNS: N_("Is every column read as it is meant? It is kept for the next time."),
    READING: N_("It is being read and compared with the households on file. Nothing is taken yet."),
    READY: N_("Nothing is taken yet. The report says of every line what would become of it."),
    TAKING: N_("Its households are being taken in."),
    TAKEN: N_("Its households are on file. Nothing was sent to them: they have not joined yet."),
    UNDOING: N_("It is being undone."),
    UNDONE: N_("It was undone."),
    CALLED_OFF: N_("It was called off, and nothing of it was kept."),
}
RESULTS = {
    Level.TAKEN: N_("can be taken"),
    Level.DOUBTFUL: N_("doubtful"),
    Level.REFUSED: N_("cannot be taken"),
}


def card(work: Work, row: RegisterImport, reader: int) -> Message:
    """Return where a register stands, with what this reader can do."""
    head = lines(say(N_("<b>Register: {file}</b>"), file=row.file_name), lines(row.purpose) if row.purpose else None)
    if row.state == WRONG:
        problem = cast(Sayable, unpack(row.problem)) if row.problem else say(N_("It cannot be read."))
        return Message(paragraphs(head, problem), ((key(say(N_("Send a register")), NewRegister()),),))
    text = paragraphs(
        head, _columns(row), _counts(row), lines(say(STANDS[row.state]), _progress(row)), _next(work, row)
    )
    return Message(text, (*_deeds(work, row, reader), *_back()))


def _columns(row: RegisterImport) -> Sayable | None:
    if row.state != COLUMNS:
        return None
    known = [say(N_("“{heading}” → {column}"), heading=heading, column=LABELS[name])
             for name, heading in row.columns.items()]  # fmt: skip
    others = [str(one) for one in row.headings if one and one not in row.columns.values()]
    left = say(N_("Not taken: {headings}"), headings="、".join(others)) if others else None
    missing = lacking(row.columns)
    wanted = say(N_("⚠ Still missing: {columns}"), columns=lines(*missing, between=", ")) if missing else None
    return lines(*known, left, wanted)


def _counts(row: RegisterImport) -> Sayable | None:
    if not row.counts or row.state in (COLUMNS, READING):
        return None
    counts = row.counts
    found = [
        say_many(*Nn_("{count} household can be taken", "{count} households can be taken"), counts["taken"]),
        say_many(*Nn_("{count} is doubtful", "{count} are doubtful"), counts["doubtful"]),
        say_many(*Nn_("{count} cannot be taken", "{count} cannot be taken"), counts["refused"]),
    ]
    came = counts.get("came")
    if came is None:
        return lines(*found)
    left = counts.get("left", 0)
    kept = say_many(*Nn_("{count} cannot go any more", "{count} cannot go any more"), left) if left else None
    return lines(*found, say_many(*Nn_("{count} household is on file", "{count} households are on file"), came), kept)


def _progress(row: RegisterImport) -> Sayable | None:
    if row.state not in (READING, TAKING, UNDOING) or not row.pieces:
        return None
    return say(N_("{percent} % so far"), percent=str(100 * row.done // row.pieces))


def _next(work: Work, row: RegisterImport) -> Sayable | None:
    match row.state:
        case "ready" if row.person_id not in confirmers(work, row):
            return say(N_("Another administrator takes it in; they have this message, too."))
        case "taken":
            return say(N_("They have no case officer yet: /households gives them one, one by one, all, or by table."))
    return None


def _deeds(work: Work, row: RegisterImport, reader: int) -> Keys:
    off = (_deed(row, N_("Call it off"), Deed.CALL_OFF),)
    match row.state:
        case "columns":
            right = () if lacking(row.columns) else ((_deed(row, N_("✅ That is right"), Deed.COLUMNS_RIGHT),),)
            return (*right, (key(say(N_("A column means something else")), RegisterHeadings(row.id, 0)),), off)
        case "ready" if reader in confirmers(work, row):
            return (*_takes(row), off)
        case "sent" | "fetching" | "ready":
            return (off,)
        case "taken":
            return ((_deed(row, N_("Undo the whole import"), Deed.UNDO),),)
    return ()


def _takes(row: RegisterImport) -> Keys:
    taken, doubtful = row.counts["taken"], row.counts["doubtful"]
    clear = say(N_("✅ Take the {count} clear ones"), count=str(taken))
    every = say(N_("Take the doubtful, too: {count}"), count=str(taken + doubtful))
    return (
        *(((key(clear, DoWithRegister(row.id, row.version, Deed.TAKE)),),) if taken else ()),
        *(((key(every, DoWithRegister(row.id, row.version, Deed.TAKE_ALL)),),) if doubtful else ()),
    )


def sure(row: RegisterImport) -> Message:
    """Ask whether a whole import is to be undone."""
    source = N_(
        "Shall the households of {file} go again? Those stay on which something was built: a case, a visit, a change, "
        "a task, or somebody who joined. You read which."
    )
    keys = ((_deed(row, N_("Yes, undo it"), Deed.UNDO_SURE),), (key(say(N_("‹ Back")), RegisterShown(row.id)),))
    return Message(say(source, file=row.file_name), keys)


def _deed(row: RegisterImport, label: str, deed: Deed) -> Key:
    return key(Text(label), DoWithRegister(row.id, row.version, deed))


def _back() -> Keys:
    return ((key(say(N_("‹ Registers")), RegisterShown(0)),),)


def report(row: RegisterImport, found: list[list[Any]]) -> Message:
    """Return the report line by line as a spreadsheet; long numbers are text."""
    columns = [
        {"title": pack(say(N_("Lines"))), "type": "text"},
        {"title": pack(say(N_("Result"))), "type": "text"},
        {"title": pack(say(N_("Name"))), "type": "text"},
        {"title": pack(say(N_("Id number"))), "type": "text", "width": 22},
        {"title": pack(say(N_("Why"))), "type": "text", "width": 60},
    ]
    results = {level.value: pack(Text(words)) for level, words in RESULTS.items()}
    rows = [[numbers, results[level], *rest] for numbers, level, *rest in found]
    sheet = {"title": pack(say(N_("Report"))), "columns": columns, "rows": rows}
    drawing = {"kind": "table", "file_name": f"register-{row.id}.xlsx", "sheets": [sheet]}
    source = N_("The report on {file}, line by line. Correct what cannot be taken, and send those lines again.")
    return Message(say(source, file=row.file_name), attachment=Attachment(drawing=drawing))


def staying(row: RegisterImport, found: list[list[Any]]) -> Message:
    """Return the households that did not go when an import was undone, as a spreadsheet."""
    titles = (say(N_("Lines")), say(N_("Household")), say(N_("Why")))
    columns = [{"title": pack(one), "type": "text"} for one in titles]
    sheet = {"title": pack(say(N_("Report"))), "columns": columns, "rows": found}
    drawing = {"kind": "table", "file_name": f"register-{row.id}-stays.xlsx", "sheets": [sheet]}
    source = N_("These households of {file} stay: something was built on them since.")
    return Message(say(source, file=row.file_name), attachment=Attachment(drawing=drawing))
