"""A message as a person sees it in their chat."""

from dataclasses import dataclass, field

from simulator.world.cast import Json


@dataclass(frozen=True)
class Message:
    """A message as a person sees it; text is the caption when there is no text."""

    id: int
    text: str
    by_bot: bool
    edited: bool
    seq: int
    buttons: list[list[str]] = field(default_factory=list)
    reply_keyboard: list[list[str]] = field(default_factory=list)
    file_id: str = ""
    file_name: str = ""
    raw: Json = field(default_factory=dict, repr=False)

    def contains(self, text: str) -> bool:
        """Whether the person could read these words here (buttons do not count)."""
        return text in self.text or text in self.file_name

    @property
    def labels(self) -> list[str]:
        """The inline buttons, row after row."""
        return [label for row in self.buttons for label in row]

    def data_of(self, label: str) -> str | None:
        """The callback data behind a label: the exact one first, else the first that contains it."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = [button for row in rows for button in row if "callback_data" in button]
        exact = [b["callback_data"] for b in buttons if b["text"] == label]
        loose = [b["callback_data"] for b in buttons if label in b["text"]]
        return next(iter(exact + loose), None)

    def __str__(self) -> str:
        who = "bot" if self.by_bot else "me "
        marks = "".join(f" [{label}]" for label in self.labels)
        file = f" <{self.file_name or self.file_id}>" if self.file_id else ""
        return f"  {who} #{self.id}{' (edited)' if self.edited else ''}: {self.text}{file}{marks}"


def read_message(view: Json) -> Message:
    """A message of the page's interface."""
    raw = view["message"]
    file = raw.get("document") or (raw["photo"][-1] if "photo" in raw else None) or raw.get("voice") or {}
    keyboard = (view.get("keyboard") or {}).get("keyboard", [])
    return Message(
        id=raw["message_id"],
        text=raw.get("text") or raw.get("caption") or raw.get("contact", {}).get("phone_number", ""),
        by_bot=view["by_bot"],
        edited="edit_date" in raw,
        seq=view["seq"],
        buttons=labels_of(raw.get("reply_markup", {}).get("inline_keyboard", [])),
        reply_keyboard=labels_of(keyboard),
        file_id=file.get("file_id", ""),
        file_name=file.get("file_name", ""),
        raw=raw,
    )


def labels_of(rows: list[list[Json]]) -> list[list[str]]:
    return [[button["text"] for button in row] for row in rows]
