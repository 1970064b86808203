"""Notices to many as officers write them, and topics that workers choose."""
