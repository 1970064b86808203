"""The kinds of help, each one file, and the one list of them."""

from domain.aid.kinds.aid import AidByPolicy
from domain.aid.kinds.coming_on_list import ComingOnList
from domain.aid.kinds.visit_money import VisitMoney
from domain.kinds.register import Kinds

KINDS = Kinds((ComingOnList(), AidByPolicy(), VisitMoney()))
