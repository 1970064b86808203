"""Vacancies, training and fairs: whom they fit, and their questions and buttons."""
