"""Reads what a person sent as a reply to a form, and recognises numbers that should not stay in the chat."""

from telegram import Message

from domain.forms import Attached, Contact, FileRef, Other, Reply, Typed
from domain.platform.identifiers import names_somebody


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
                message_id=message.message_id,
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
                message_id=message.message_id,
            )
        )
    if message.contact is not None:
        sender = message.from_user.id if message.from_user else None
        return Contact(message.contact.phone_number, is_own=message.contact.user_id == sender)
    return Other()


def holds_personal_number(message: Message | None) -> bool:
    """Say whether a message holds the number of an id, passport, permit or card: in words or in a file's name."""
    if message is None:
        return False
    files = (message.document, message.video, message.audio, message.animation)
    said = (message.text, message.caption, *(file.file_name for file in files if file is not None))
    return any(names_somebody(words) for words in said if words)
