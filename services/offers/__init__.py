"""Vacancies, training and fairs: written, matched, offered, answered, their results logged."""

from services.offers.acts import end, make, tell, units_for
from services.offers.answers import Job, answer, job, jobs
from services.offers.matching import Reached
from services.offers.reminders import remind
from services.offers.views import OfferView, ReplyView, listed, log_result, replies, reply, title_of, view

__all__ = [
    "Job", "OfferView", "Reached", "ReplyView", "answer", "end", "job", "jobs", "listed", "log_result", "make",
    "remind", "replies", "reply", "tell", "title_of", "units_for", "view",
]  # fmt: skip
