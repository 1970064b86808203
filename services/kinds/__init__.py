"""Asks the kind of a case: its title, its papers, what was asked, and what it is about."""

from services.kinds.of_case import form_of, given_of, is_at_visit, kind_of, shown_of, title_of, title_under

__all__ = ["form_of", "given_of", "is_at_visit", "kind_of", "shown_of", "title_of", "title_under"]
