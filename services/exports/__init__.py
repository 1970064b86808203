"""What leaves the program on paper or as a table; who took it, when and what for is on record."""

from services.exports.file_paper import file_paper, own_file_paper
from services.exports.letters import letter
from services.exports.lists import household_list, upload

__all__ = ["file_paper", "household_list", "letter", "own_file_paper", "upload"]
