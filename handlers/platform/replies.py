"""Reads what a person sent as a reply to a form, and recognises numbers that should not stay in the chat."""

from collections.abc import Iterator, Mapping
from typing import Any

from telegram import Message
from telegram.constants import ChatType

from domain.forms import Attached, Contact, FileRef, Other, Reply, Typed
from domain.platform.identifiers import names_somebody

UNNAMED = "file"  # of a file without a name, which is no photo for that


def reply_in(message: Message) -> Reply:
    """Return a message as a reply; forwarded words count as typed, stickers and the like as something else."""
    if message.text is not None:
        return Typed(message.text, message.message_id, int(message.date.timestamp()))
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
                name=file.file_name or UNNAMED,
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


# What of a message is no part of what it says: Telegram's names of things, who sent it, and other messages.
NOT_SAID = frozenset({
    "file_id", "file_unique_id", "id", "media_group_id", "custom_emoji_id", "persistent_id", "from", "chat", "via_bot",
    "sender_chat", "forward_origin", "reply_markup", "reply_to_message", "external_reply", "pinned_message",
})  # fmt: skip


def says_a_number(message: Mapping[str, Any]) -> bool:
    """Say whether a message, as Telegram sends it, holds the number of an id, passport, permit or card, wherever it
    stands: words, a file's name, a quote, a poll, a place, a card."""
    return any(names_somebody(words) for words in _said(message))


def message_to_forget(update: Mapping[str, Any]) -> int | None:
    """Return the number of the message in an update, written or edited, if it holds such a number.

    A message of a group carries a number that another message has in a private chat: it stays.
    """
    message = update.get("message") or update.get("edited_message")
    if not isinstance(message, dict) or not says_a_number(message):
        return None
    chat, number = message.get("chat"), message.get("message_id")
    is_private = isinstance(chat, dict) and chat.get("type") == ChatType.PRIVATE
    return number if is_private and isinstance(number, int) else None


def language_of(update: Mapping[str, Any]) -> str:
    """Return the language of whoever sent an update that could not be read."""
    parts = (part for part in update.values() if isinstance(part, dict))
    sender: Any = next((part["from"] for part in parts if isinstance(part.get("from"), dict)), {})
    return str(sender.get("language_code") or "")


def _said(part: Any) -> Iterator[str]:
    match part:
        case str():
            yield part
        case list() | tuple():
            for one in part:
                yield from _said(one)
        case dict():
            for name, one in part.items():
                if name not in NOT_SAID:
                    yield from _said(one)
