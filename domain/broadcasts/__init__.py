"""Notices to many: whom they are for, and their questions and buttons."""
