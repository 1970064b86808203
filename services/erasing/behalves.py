"""What is about somebody because another acts on their behalf, or because of where it came from."""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, and_, cast, literal
from sqlmodel import col, select

from models.forms import Draft
from models.people import Behalf, Person
from models.platform.inbox import Inbox
from models.procedure import Paper
from services.erasing.whose import Whose


def begun_on_behalf_of(one: Whose) -> ColumnElement[bool]:
    """Forms that somebody fills in on their behalf."""
    begins = literal("@") + cast(Behalf.id, String) + literal(":%")
    rights = select(Behalf.id).where(Behalf.person_id == one.person_id, col(Draft.subject).like(begins))
    return rights.exists()


def consents_on_paper(one: Whose) -> ColumnElement[bool]:
    """The consent on paper by which somebody enters for them goes with their wish."""
    about = literal("behalf:") + cast(Behalf.id, String)
    return col(Paper.about).in_(select(about).where(Behalf.person_id == one.person_id))


def helps(one: Whose) -> ColumnElement[bool]:
    """A helper's own right."""
    return and_(col(Behalf.hand_id) == one.person_id, col(Behalf.kind) == "helper")


def came_from(one: Whose) -> ColumnElement[bool]:
    """What came from where they are reached."""
    return col(Inbox.person_id).in_(select(Person.address).where(Person.id == one.person_id))
