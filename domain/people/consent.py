"""What a person can agree to; the law asks for each apart."""

from __future__ import annotations

from enum import StrEnum


class ConsentKind(StrEnum):
    """What is agreed to: keeping personal data at all, and keeping what is sensitive (health, money, children)."""

    PROCESSING = "processing"
    SENSITIVE = "sensitive"
