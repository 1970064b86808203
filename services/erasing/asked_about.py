"""Which rows ask others about somebody who is erased: an account, another account, an office."""

from sqlalchemy import ColumnElement, String, and_, cast, literal, or_
from sqlmodel import col, select

from models.households import MemberAccount
from models.officers import Invitation
from models.people import AccountMove
from models.procedure import Prompt
from services.erasing.whose import Whose


def asks_of_account(one: Whose) -> ColumnElement[bool]:
    """Whether an account is somebody's is not asked any more once it is gone."""
    about = literal("account:") + cast(MemberAccount.id, String)
    return col(Prompt.about).in_(select(about).where(MemberAccount.person_id == one.person_id))


def asked_to_move(one: Whose) -> ColumnElement[bool]:
    """Whether somebody asked for an account that is not theirs yet, or one of theirs was asked for."""
    asked = and_(col(AccountMove.asker_id) == one.person_id, col(AccountMove.state) != "moved")
    return or_(col(AccountMove.person_id) == one.person_id, asked)


def without_office(one: Whose) -> ColumnElement[bool]:
    """A first yes is no office: as long as administrators are asked, the second is not to appoint nobody."""
    is_none = or_(col(Invitation.confirmed_by).is_(None), col(Invitation.ended_at).is_(None))
    return and_(col(Invitation.used_by) == one.person_id, is_none)
