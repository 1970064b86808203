"""A union's rules as one dated TOML file, checked before use."""

from domain.policy.frame.entries import VisitMoney
from domain.policy.model import Policy
from domain.policy.options import Cause, Option, Paper
from domain.policy.programmes import AppliedFor, Programme, ProgrammeState, WindowState

__all__ = [
    "AppliedFor",
    "Cause",
    "Option",
    "Paper",
    "Policy",
    "Programme",
    "ProgrammeState",
    "VisitMoney",
    "WindowState",
]
