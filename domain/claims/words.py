"""How it is asked whether an officer lives where they were named, and whether an account is that of a member."""

from __future__ import annotations

from dataclasses import dataclass

from domain.claims.buttons import AnswerAccount, AnswerNamed, SayOtherwise
from domain.claims.settled import Said
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Arg, Text, paragraphs, say


def named(named_id: int, *, name: Arg, unit: str, relation: Arg) -> Message:
    """Ask an officer, with as little as they need to know whether it is so; `name` is masked."""
    asked = say(
        N_(
            "{name} of {unit} has named you as somebody who lives in their household ({relation}). Is that so? If it "
            "is, colleagues decide there; if it is not, everything stays with you as it was."
        ),
        name=name, unit=unit, relation=relation,
    )  # fmt: skip
    yes = key(say(N_("Yes, it is so")), AnswerNamed(named_id, Said.YES))
    return Message(asked, ((yes, key(say(N_("No")), AnswerNamed(named_id, Said.NO))),))


@dataclass(frozen=True, slots=True)
class Account:
    """An account with the number of a member of household `number`; `phone` is masked, the rest as on file."""

    account_id: int
    number: str
    member: Arg
    relation: Arg
    phone: Arg
    unit: str


def to_head(one: Account) -> Message:
    """Ask the head of the household."""
    more = N_(
        "If it is, they see the file of your household here as you do: its class, your case officer, what you can "
        "apply for. If you are not sure, call them first. Your case officer is asked, too; the first answer counts."
    )
    yes = say(N_("Yes, that is {member}"), member=one.member)
    return Message(paragraphs(_asked(one), say(more)), _keys(one, yes))


def to_officer(one: Account) -> Message:
    """Ask an officer of the household."""
    more = N_(
        "By its file they live in household {number}. Until somebody says yes, nothing of it is shown to them. The "
        "head of the household is asked, too; the first answer counts. If you are not sure, please call the household."
    )
    return Message(paragraphs(_asked(one), say(more, number=one.number)), _keys(one, say(N_("Yes, it is so"))))


def answered(one: Account, said: Said) -> Message:
    """Tell an officer how it was answered, with the way back."""
    yes = N_("Household {number}: it was said that the account is that of {member}. They see the file now.")
    no = N_("Household {number}: it was said that the account is not that of {member}. They see nothing of the file.")
    text = say(yes if said is Said.YES else no, number=one.number, member=one.member)
    return Message(text, ((key(say(N_("That was a slip: ask anew")), SayOtherwise(one.account_id)),),))


def denied(one: Account) -> Text:
    """Name an account in a list."""
    return say(N_("Ask anew: {number}, {member}"), number=one.number, member=one.member)


def _asked(one: Account) -> Text:
    source = N_(
        "Somebody has registered here with the resident id of {member} ({relation}). Phone: {phone}, unit: {unit}. Is "
        "that {member}?"
    )
    return say(source, member=one.member, relation=one.relation, phone=one.phone, unit=one.unit)


def _keys(one: Account, yes: Text) -> Keys:
    no = key(say(N_("No")), AnswerAccount(one.account_id, Said.NO))
    return ((key(yes, AnswerAccount(one.account_id, Said.YES)),), (no,))
