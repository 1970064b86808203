"""Reading the world back from its journal."""

from collections import defaultdict
from typing import Any

from simulator.world.cast import Json, Person
from simulator.world.journal import Journal
from simulator.world.updates import ID_GAP
from simulator.world.webhook import WebhookSettings
from simulator.world.world import Chat, Entry, Profile, Query, World


def restore(world: World, journal: Journal) -> WebhookSettings | None:
    """Fill an empty world; returns the webhook that was set, if one was."""
    noted: dict[str, dict[str, Any]] = defaultdict(dict)
    for kind, key, value in journal.read():
        noted[kind][key] = value
    if not noted:
        return None
    for value in noted["person"].values():
        world.people[value["id"]] = Person(**value)
    _restore_chats(world, noted)
    _restore_files(world, noted)
    world.updates.restore((int(key), value) for key, value in noted["update"].items())
    world.updates.next_id = int(noted["bot"].get("next_update", 1)) + ID_GAP
    world.updates.next_id = max([world.updates.next_id, *(int(key) + ID_GAP for key in noted["update"])])
    world.message_id += ID_GAP
    return _restore_bot(world, noted)


def _restore_chats(world: World, noted: dict[str, dict[str, Any]]) -> None:
    entries = sorted(noted["message"].items(), key=lambda item: int(item[0].partition(":")[2]))
    for key, value in entries:
        chat_id, _, message_id = key.partition(":")
        chat = world.chats.setdefault(int(chat_id), Chat(int(chat_id), value["message"]["chat"]))
        chat.entries[int(message_id)] = Entry(**value)
        world.message_id = max(world.message_id, int(message_id))
    for chat in world.chats.values():
        chat.changes.extend(sorted((entry.seq, number) for number, entry in chat.entries.items()))
    for key, value in noted["chat"].items():
        chat = world.chats.setdefault(int(key), Chat(int(key), {"id": int(key), "type": "private"}))
        chat.started, chat.blocked, chat.keyboard = value["started"], value["blocked"], value["keyboard"]
    for person in world.people.values():
        world.chats.setdefault(person.id, Chat(person.id, {"id": person.id, "type": "private"}))
    for key, value in noted["query"].items():
        world.queries[key] = Query(value["person"], value["chat"], value["at"])


def _restore_files(world: World, noted: dict[str, dict[str, Any]]) -> None:
    for key, value in sorted(noted["file"].items(), key=lambda item: int(item[1]["number"])):
        if key in noted["blob"]:
            world.files.restore(key, value, noted["blob"][key])


def _restore_bot(world: World, noted: dict[str, dict[str, Any]]) -> WebhookSettings | None:
    profile: Json | None = noted["bot"].get("profile")
    if profile:
        world.profile = Profile(**profile)
    world.updates.allowed = frozenset(noted["bot"].get("allowed", ()))
    webhook: Json | None = noted["bot"].get("webhook")
    return WebhookSettings(**{**webhook, "allowed": tuple(webhook["allowed"])}) if webhook else None
