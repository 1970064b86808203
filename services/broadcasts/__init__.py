"""Notices to many: written, asked of colleagues, counted, queued."""
