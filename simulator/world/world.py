"""Everything the simulated Telegram remembers: people, chats, messages, files, updates."""

from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from simulator.errors import PageError
from simulator.world.cast import Json, Person, Room, person_view, private_chat_json, user_json
from simulator.world.feed import Feed
from simulator.world.files import Files
from simulator.world.journal import Journal
from simulator.world.limits import Faults, Limits
from simulator.world.updates import Updates

KEPT_MESSAGES = 2000  # per chat
KEPT_CALLS = 2000
KEPT_QUERIES = 10_000


@dataclass(slots=True)
class Entry:
    """A message as the Bot API shows it, with the number of its last change."""

    seq: int
    message: Json
    by_bot: bool
    keyboard: Json | None = None


@dataclass(slots=True)
class Chat:
    """A conversation with one person, or a room."""

    id: int
    info: Json
    entries: OrderedDict[int, Entry] = field(default_factory=OrderedDict)
    started: bool = False
    blocked: bool = False
    keyboard: Json | None = None
    toasts: deque[Json] = field(default_factory=lambda: deque(maxlen=50))
    gone: deque[Json] = field(default_factory=lambda: deque(maxlen=200))
    changes: deque[tuple[int, int]] = field(default_factory=lambda: deque(maxlen=KEPT_MESSAGES))  # (seq, message_id)

    @property
    def is_private(self) -> bool:
        """Whether this is the bot's chat with one person."""
        return self.id > 0

    def changed_since(self, after: int) -> list[Entry]:
        """Messages new or edited after a number, in the order of the chat."""
        if len(self.changes) == KEPT_MESSAGES and self.changes[0][0] > after:
            return [entry for entry in self.entries.values() if entry.seq > after]
        found: set[int] = set()
        for seq, message_id in reversed(self.changes):
            if seq <= after:
                break
            found.add(message_id)
        return [self.entries[message_id] for message_id in sorted(found) if message_id in self.entries]


@dataclass(slots=True)
class Query:
    """A pressed button waiting for its answer."""

    person_id: int
    chat_id: int
    at: float


@dataclass
class Profile:
    """What the bot says of itself; commands by (scope, language)."""

    name: str
    username: str
    commands: dict[str, list[Json]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    menu: dict[str, Json] = field(default_factory=dict)


class World:
    """The state behind both the Bot API and the chat page."""

    def __init__(self, bot: Json, clock: Callable[[], datetime], *, journal: Journal | None, limits: bool) -> None:
        self.bot = bot
        self.clock = clock
        self.journal = journal
        self.feed = Feed()
        self.files = Files(journal)
        self.updates = Updates(journal)
        self.limits = Limits(limits)
        self.faults = Faults()
        self.profile = Profile(bot["first_name"], bot["username"])
        self.people: dict[int, Person] = {}
        self.rooms: dict[int, Room] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: OrderedDict[str, Query] = OrderedDict()
        self.calls: deque[Json] = deque(maxlen=KEPT_CALLS)
        self.message_id = 0
        self._query_number = self.feed.epoch

    def populate(self, people: Sequence[Person], rooms: Sequence[Room]) -> None:
        """Put the first cast on stage; whoever the journal knows already keeps their language."""
        for person in people:
            known = self.people.get(person.id)
            self.people[person.id] = replace(person, language_code=known.language_code) if known else person
            self._open_private(person)
        for room in rooms:
            self.rooms[room.id] = room
            info = {"id": room.id, "title": room.title, "type": room.kind}
            self.chats.setdefault(room.id, Chat(room.id, info, started=True)).info = info

    def _open_private(self, person: Person) -> None:
        info = private_chat_json(person)
        chat = self.chats.setdefault(person.id, Chat(person.id, info))
        chat.info, chat.started = info, chat.started or person.started

    def add_person(self, person: Person) -> None:
        """A new person, or new traits of a known one."""
        self.people[person.id] = person
        self._open_private(person)
        if self.journal:
            self.journal.put("person", person.id, person_view(person))
        self.feed.tell("person", 0, person_view(person))

    def retire_journal(self) -> None:
        """Take no more notes."""
        self.journal = self.files.journal = self.updates.journal = None

    def person(self, person_id: int) -> Person:
        """The person, or 404 for the page."""
        found = self.people.get(person_id)
        if not found:
            raise PageError(404, f"nobody here has the id {person_id}")
        return found

    def user(self, person: Person) -> Json:
        """The person as the bot sees them."""
        return user_json(person)

    def timestamp(self) -> int:
        """Now by the bot's clock, in Unix seconds."""
        return int(self.clock().timestamp())

    def next_message_id(self) -> int:
        """Message ids count over all chats."""
        self.message_id += 1
        return self.message_id

    def put(self, chat: Chat, message: Json, *, by_bot: bool, keyboard: Json | None = None) -> Entry:
        """Add a new message to a chat and tell everybody."""
        entry = Entry(self.feed.next_seq(), message, by_bot, keyboard)
        chat.entries[message["message_id"]] = entry
        if len(chat.entries) > KEPT_MESSAGES:
            oldest, _ = chat.entries.popitem(last=False)
            if self.journal:
                self.journal.drop("message", f"{chat.id}:{oldest}")
        self._note(chat, entry)
        self.feed.tell("message", chat.id, entry_view(chat, entry), entry.seq)
        return entry

    def change(self, chat: Chat, entry: Entry, message: Json) -> None:
        """Replace what a message says."""
        entry.message = message
        entry.seq = self.feed.next_seq()
        self._note(chat, entry)
        self.feed.tell("message", chat.id, entry_view(chat, entry), entry.seq)

    def remove(self, chat: Chat, message_id: int) -> None:
        """Delete a message for everybody."""
        del chat.entries[message_id]
        if self.journal:
            self.journal.drop("message", f"{chat.id}:{message_id}")
        seq = self.feed.next_seq()
        chat.gone.append({"seq": seq, "message_id": message_id})
        self.feed.tell("deleted", chat.id, {"message_id": message_id}, seq)

    def _note(self, chat: Chat, entry: Entry) -> None:
        chat.changes.append((entry.seq, entry.message["message_id"]))
        if self.journal:
            noted = {"seq": entry.seq, "message": entry.message, "by_bot": entry.by_bot, "keyboard": entry.keyboard}
            self.journal.put("message", f"{chat.id}:{entry.message['message_id']}", noted)

    def set_chat(self, chat: Chat, **changes: object) -> None:
        """Change whether a chat is started or blocked, or which reply keyboard it shows."""
        if all(getattr(chat, name) == value for name, value in changes.items()):
            return
        for name, value in changes.items():
            setattr(chat, name, value)
        if self.journal:
            noted = {"started": chat.started, "blocked": chat.blocked, "keyboard": chat.keyboard}
            self.journal.put("chat", chat.id, noted)
        self.feed.tell("chat", chat.id, chat_view(chat))

    def toast(self, chat: Chat, person_id: int, body: Json) -> None:
        """Show the answer of a pressed button to who pressed it."""
        seq = self.feed.next_seq()
        shown = {**body, "seq": seq, "person_id": person_id}
        chat.toasts.append(shown)
        self.feed.tell("toast", person_id, shown, seq)

    def new_query(self, person_id: int, chat_id: int) -> str:
        """Open a callback query and return its id."""
        self._query_number += 1
        query_id = str(self._query_number)
        self.queries[query_id] = Query(person_id, chat_id, self.updates.wall())
        if len(self.queries) > KEPT_QUERIES:
            self.queries.popitem(last=False)
        if self.journal:
            self.journal.put("query", query_id, {"person": person_id, "chat": chat_id, "at": self.updates.wall()})
        return query_id

    def save_profile(self) -> None:
        """Note the bot's commands and texts, and tell the page."""
        if self.journal:
            self.journal.put("bot", "profile", asdict(self.profile))
        self.feed.tell("bot", 0, asdict(self.profile))


def entry_view(chat: Chat, entry: Entry) -> Json:
    """A message as the page and the players see it."""
    shown: Json = {"seq": entry.seq, "message": entry.message, "by_bot": entry.by_bot}
    if entry.keyboard is not None:
        shown["keyboard"] = entry.keyboard
    return shown


def chat_view(chat: Chat) -> Json:
    """The state of a chat without its messages."""
    return {"id": chat.id, "started": chat.started, "blocked": chat.blocked, "keyboard": chat.keyboard}
