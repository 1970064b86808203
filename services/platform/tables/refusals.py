"""What can be wrong with a table that somebody brings, and with one cell of it."""

from __future__ import annotations

from domain.platform.text import N_, Nn_, Refusal, Text, lines, say_many

MOST_TOLD = 25


class TableTooLong(Refusal):
    """A table is read at once, so it is short."""

    text = N_(
        "This table has more than 5,000 lines or 1 MB, or it is packed too tightly. Please send it in parts, with the "
        "heading above each."
    )


class TableNotReadable(Refusal):
    """The file is no table, or is broken."""

    text = N_(
        "I cannot read this file as a table. Please open it in Excel or WPS, save it as an Excel workbook (.xlsx) and "
        "send that."
    )


class SavedInAnOldWay(Refusal):
    """Tables in formats of former times, of other programs, and those with a password."""

    text = N_(
        "This table is in an older format (.xls, .et, .ods, a web page) or has a password. Please open it in Excel or "
        "WPS, save it as an Excel workbook (.xlsx) without a password and send that."
    )


class ColumnsMissing(Refusal):
    """A heading names the columns."""

    text = N_(
        "I do not find the heading of this table. One line near its top has to name these columns, in any order: "
        "{columns}. Nothing was taken."
    )


class ColumnTwice(Refusal):
    """Two headings mean the same."""

    text = N_("Two headings mean the same: “{one}” and “{other}”. Please take one away. Nothing was taken.")


class SeveralSheets(Refusal):
    """Only one sheet is read, and which one is not guessed."""

    text = N_(
        "Two sheets hold such a table: “{one}” and “{other}”. Please leave only one in the file. Nothing was taken."
    )


class NotTaken(Refusal):
    """A table has problems; nothing of it was taken. `problems` are the sentences, each with its line number."""

    text = N_("Nothing was taken. Please correct the table:\n{problems}")

    def __init__(self, problems: tuple[Text, ...]) -> None:
        more = len(problems) - MOST_TOLD
        rest = say_many(*Nn_("and {count} more problem", "and {count} more problems"), more) if more > 0 else None
        super().__init__(problems=lines(*problems[:MOST_TOLD], rest))
        self.problems = problems


class CellWrong(Refusal):
    """A cell does not hold what was typed."""

    text = N_("this cell cannot be read")


class LostDigits(CellWrong):
    """Excel keeps fifteen digits of a number, and shows eleven as 1.38E+10."""

    text = N_("“{shown}” has lost digits. Make the column text (Format cells, Text), then type the whole number again")


class BecameADay(CellWrong):
    """Excel takes 3-1 for the first of March."""

    text = N_("it became the day {shown}. Make the column text (Format cells, Text), then type it again")


class ErrorInCell(CellWrong):
    """#N/A and its like."""

    text = N_("the table program shows the error {shown} there")


class FormulaWithoutValue(CellWrong):
    """Only values are read; nothing is worked out here."""

    text = N_("there is a formula without a value. Open the table in Excel or WPS, save it and send it again")


class CellTooLong(CellWrong):
    """No cell of our tables is an essay."""

    text = N_("there are more than {most} characters in it")
