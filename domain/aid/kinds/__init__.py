"""The kinds of help, each one file, and the one list of them."""

from domain.aid.kinds.aid import AidByPolicy
from domain.aid.kinds.hardship_file import HardshipFile
from domain.aid.kinds.list_entry import ListEntry
from domain.aid.kinds.visit_money import VisitMoney
from domain.kinds.register import Kinds

KINDS = Kinds((HardshipFile(), ListEntry(), AidByPolicy(), VisitMoney()))
