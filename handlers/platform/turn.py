"""One turn of the conversation: an update being handled, who it comes from, and the ways to answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from telegram import CallbackQuery, Message, Update

from domain.behalf.acting import Acting
from domain.platform import access
from domain.platform.access import Action, Actor, Subject
from domain.platform.messages import Attachment, Keys
from domain.platform.messages import Message as Outgoing
from domain.platform.text import Sayable, paragraphs
from handlers.platform.replies import message_to_forget
from services.behalf import acting, on_behalf
from services.people import PersonView, actor_of, agreeing, seen
from services.platform import outbox
from services.platform.house import House, Session
from services.platform.work import Work

LONGEST_ALERT = 140  # characters of a source; Telegram cuts an alert at 200
OF_EDIT = "edited:"


@dataclass
class Turn:
    """Handlers get a turn, call services with its session and clock, and answer through it."""

    session: Session
    update: Update
    person_id: int
    now: datetime
    house: House
    payload: Mapping[str, Any]  # the update as Telegram sent it
    failure: BaseException | None = None
    acting: Acting | None = field(default=None, init=False)  # on whose behalf, if on somebody's
    done: set[str] = field(default_factory=set, init=False)

    @property
    def is_answered(self) -> bool:
        """Whether the press was answered."""
        return "answered" in self.done

    def on_behalf(self, behalf_id: int) -> Turn:
        """Return the same turn, in which this person acts on somebody's behalf; raises NotForYou, BehalfOver."""
        turn = copy(self)
        turn.stand_anew()
        turn.acting = acting(self.work, behalf_id)
        return turn

    @property
    def person(self) -> PersonView:
        """The person as they stand at this moment of the turn; what they agree to is said by whoever they act for."""
        person = seen(self.session, self.person_id)
        return person if self.acting is None else agreeing(person, self.acting.agreed_at)

    @property
    def work(self) -> Work:
        """What services need of this turn; who acts is looked up only if a service asks."""
        if self.acting is not None:
            return on_behalf(Work(self.session, self.house, self.now, self.person_id), self.acting)
        return Work(self.session, self.house, self.now, self.person_id, lambda: self.actor)

    @cached_property
    def actor(self) -> Actor:
        """The person as access rules see them; loaded only when a rule asks for it."""
        if self.acting is not None:
            return self.acting.actor
        return actor_of(self.session, self.person_id, admin_ids=self.house.admin_ids)

    def stand_anew(self) -> None:
        """Forget what is known of the person's standing: a consent or the registration has just changed it."""
        vars(self).pop("actor", None)

    @property
    def _plain_actor(self) -> Actor:
        if self.acting is not None:
            return self.acting.actor
        return actor_of(self.session, self.person_id, admin_ids=self.house.admin_ids, with_offices=False)

    @property
    def today(self) -> date:
        """The date where the union is."""
        return self.now.astimezone(self.house.zone).date()

    @property
    def press(self) -> CallbackQuery | None:
        return self.update.callback_query

    @property
    def message(self) -> Message | None:
        """The person's own message (not the one under which a button was pressed)."""
        return self.update.message

    @property
    def words(self) -> str:
        """What the person typed, empty when it was something else."""
        return (self.update.message.text or "") if self.update.message else ""

    def require(self, action: Action, subject: Subject | None = None) -> None:
        """Raise a `Refusal` unless this person may do this; offices are loaded only for a rule that names some."""
        if self.acting is not None and action not in self.acting.may:
            raise access.NotForYou
        actor = self.actor if access.needs_offices(action) else self._plain_actor
        access.require(actor, action, subject)

    def say(
        self,
        text: Sayable,
        keys: Keys = (),
        *,
        ask_contact: Sayable | None = None,
        clear_keyboard: bool = False,
        attachment: Attachment | None = None,
    ) -> None:
        """Send the person a new message."""
        message = Outgoing(self._headed(text), self._marked(keys), ask_contact, clear_keyboard, attachment)
        outbox.put(self.work, self.person_id, message, priority=outbox.INTERACTIVE)

    def _headed(self, text: Sayable) -> Sayable:
        """Every message says on whose behalf somebody acts."""
        return text if self.acting is None else paragraphs(self.acting.head, text)

    def _marked(self, keys: Keys) -> Keys:
        """Every key under such a message does what it does on their behalf."""
        return keys if self.acting is None else self.acting.marked(keys)

    def say_once(self, text: Sayable, keys: Keys = (), *, key: str) -> None:
        """Send the person a message that goes out once, however often it is said."""
        message = Outgoing(self._headed(text), self._marked(keys))
        outbox.put(self.work, self.person_id, message, priority=outbox.INTERACTIVE, key=key)

    def say_of_edit(self, text: Sayable, keys: Keys = ()) -> None:
        """Answer an edited message: in the answer to the edit before, if nothing has been said since."""
        last = outbox.last_key(self.work)
        if last is not None and last.startswith(OF_EDIT):
            message = Outgoing(self._headed(text), self._marked(keys))
            outbox.edit(self.work, self.person_id, message, target_key=last, priority=outbox.INTERACTIVE)
        else:
            self.say_once(text, keys, key=f"{OF_EDIT}{self.person_id}:{self.update.update_id}")

    def show(self, text: Sayable, keys: Keys = ()) -> None:
        """Change the message whose button was pressed; without a press, or where that is a picture or a file, whose
        place a text cannot take, send a new one."""
        pressed = self.press.message if self.press is not None else None
        if pressed is None or getattr(pressed, "photo", None) or getattr(pressed, "document", None):
            self.say(text, keys)
            return
        message_id = pressed.message_id
        message = Outgoing(self._headed(text), self._marked(keys))
        outbox.edit(self.work, self.person_id, message, message_id=message_id, priority=outbox.INTERACTIVE)

    def toast(self, text: Sayable | None = None, *, alert: bool = False) -> None:
        """Answer the press with a short text, or with none; each press is answered once."""
        if self.press is not None and not self.is_answered:
            self.done.add("answered")
            outbox.answer_press(self.work, self.person_id, self.press.id, text, alert=alert)

    def forget_message(self) -> None:
        """Remove the person's message from the chat, since it held a number that should not stay there."""
        message = self.message or self.update.edited_message
        if message is not None:
            self._forget(message.message_id)

    def forget_numbers(self) -> None:
        """At the end of every turn: what holds the number of somebody's id or card does not stay, whatever it was."""
        if (number := message_to_forget(self.payload)) is not None:
            self._forget(number)

    def _forget(self, message_id: int) -> None:
        if "forgotten" not in self.done:
            self.done.add("forgotten")
            outbox.delete(self.work, self.person_id, message_id)

    def set_commands(self, commands: Sequence[tuple[str, Sayable]]) -> None:
        """Give the person Telegram's command menu in their language."""
        outbox.set_commands(self.work, self.person_id, commands)
