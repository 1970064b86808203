"""Runs any form durably on a draft, and shows its card."""
