"""Reports and applications: checked, worked out and handed in."""

from services.aid.applications import (
    FileNeeded,
    Standing,
    hand_in_application,
    hand_in_application_again,
    offer_for,
    standing_of,
)
from services.aid.bars import invite_unbarred
from services.aid.other_aid import check_other_aid, take_up
from services.aid.reports import assess_report, case_in_the_way, hand_in_report, hand_in_report_again
from services.aid.students import student_now, students_of

__all__ = [
    "FileNeeded", "Standing", "assess_report", "case_in_the_way", "check_other_aid", "hand_in_application",
    "hand_in_application_again", "hand_in_report", "hand_in_report_again", "invite_unbarred", "offer_for",
    "standing_of", "student_now", "students_of", "take_up",
]  # fmt: skip
