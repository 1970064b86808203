"""Vacancies, training and fairs: written, matched, offered, answered, their results logged."""
