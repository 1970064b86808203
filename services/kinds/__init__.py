"""Asks the kind of a case: its title, its papers, what was asked, and what it is about."""

from services.kinds.of_case import event_of, form_of, given_of, is_settled, kind_of, shown_of, title_of, title_under

__all__ = ["event_of", "form_of", "given_of", "is_settled", "kind_of", "shown_of", "title_of", "title_under"]
