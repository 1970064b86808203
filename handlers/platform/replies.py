"""Reads what a person sent as a reply to a form, and recognises numbers that should not stay in the chat."""

import re
import unicodedata

from telegram import Message

from domain.forms import Attached, Contact, FileRef, Other, Reply, Typed

PERSONAL_NUMBER = re.compile(r"(?<![0-9])[0-9]{15,19}[Xx]?(?![0-9])")
BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[ -](?=[0-9])")


def reply_in(message: Message) -> Reply:
    """Return a message as a reply; forwarded words count as typed, stickers and the like as something else."""
    if message.text is not None:
        return Typed(message.text)
    if message.photo:
        largest = message.photo[-1]
        return Attached(
            FileRef(
                largest.file_id,
                largest.file_unique_id,
                mime="image/jpeg",
                size=largest.file_size or 0,
                album=message.media_group_id,
            )
        )
    if message.document is not None and message.animation is None:
        file = message.document
        return Attached(
            FileRef(
                file.file_id,
                file.file_unique_id,
                name=file.file_name or "",
                mime=file.mime_type or "",
                size=file.file_size or 0,
                album=message.media_group_id,
            )
        )
    if message.contact is not None:
        sender = message.from_user.id if message.from_user else None
        return Contact(message.contact.phone_number, is_own=message.contact.user_id == sender)
    return Other()


def holds_personal_number(message: Message | None) -> bool:
    """Say whether a message holds what looks like a resident id or card number, also with spaces in it."""
    words = (message.text or message.caption or "") if message else ""
    plain = BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", words))
    return PERSONAL_NUMBER.search(plain) is not None
