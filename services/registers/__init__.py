"""Registers that a union kept before come on file: tried, taken in by pieces, undone, joined by their people."""

from services.registers.deciding import by_machine, decide, means
from services.registers.joining import is_right, joined
from services.registers.looking import as_csv, headings, labels, registers, shown, stands
from services.registers.record import AT_WORK, READING, SENT, TAKING, UNDOING, find
from services.registers.sending import REGISTER_PAPER, bring, keep_register, register_fetched
from services.registers.taking import take_piece
from services.registers.trying.columns import open_table
from services.registers.trying.reading import ToRead, judge_all, to_read
from services.registers.undoing import undo_piece
from services.registers.upkeep import call_on
from services.registers.working import fault, heading_found, judged, keep_piece, next_register, wrong

__all__ = [
    "AT_WORK", "READING", "REGISTER_PAPER", "SENT", "TAKING", "UNDOING", "ToRead",
    "as_csv", "bring", "by_machine", "call_on", "decide", "fault", "find", "heading_found", "headings", "is_right",
    "joined", "judge_all", "judged", "keep_piece", "keep_register", "labels", "means", "next_register",
    "open_table", "register_fetched", "registers", "shown", "stands", "take_piece", "to_read", "undo_piece", "wrong",
]  # fmt: skip
