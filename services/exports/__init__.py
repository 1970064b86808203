"""What leaves the program on paper or as a table; who took it, when and what for is on record."""

from services.exports.certificates import PREFIX as CERTIFICATE_LINK
from services.exports.certificates import certificate_anew, look_at_certificate, own_certificate
from services.exports.file_paper import file_paper, own_file_paper
from services.exports.letters import letter
from services.exports.letters_by_hand import letters_brought, letters_waiting, print_letters
from services.exports.lists import household_list, upload

__all__ = [
    "CERTIFICATE_LINK",
    "certificate_anew",
    "file_paper",
    "household_list",
    "letter",
    "letters_brought",
    "letters_waiting",
    "look_at_certificate",
    "own_certificate",
    "own_file_paper",
    "print_letters",
    "upload",
]  # fmt: skip
