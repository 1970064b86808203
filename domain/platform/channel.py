"""The messengers through which people are reached: what each is called in rows, and how much it takes.

There is one. An address is a channel and an id in it (docs/adr/0016); `delivery` and `bot/run` speak with the channel,
everything between knows people.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """A messenger and its limits, in characters unless said otherwise."""

    key: str
    message: int  # after its markup is read; in UTF-16 units, https://core.telegram.org/bots/api#sendmessage
    caption: int  # of a photo or a document
    toast: int  # the answer to a press
    label: int  # of a button; longer ones are cut by phones anyway
    command: int  # what a command does, in its menu
    press_bytes: int  # what a button carries
    a_second: int  # messages of a notice to many: a few less than it takes, since answers to people go first
    gone: str  # how it says that a message to be changed was deleted


TELEGRAM = Channel(
    "telegram", message=4096, caption=1024, toast=200, label=64, command=256, press_bytes=64, a_second=25,
    gone="message to edit not found",
)  # fmt: skip
