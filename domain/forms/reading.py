"""Reading a reply: what a person sent becomes an answer of the question's kind, or a refusal that says why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from domain.forms import kinds, refusals
from domain.forms.cards.amounts import read_amount
from domain.forms.cards.choosing import read_choice, read_many, read_yes_no, says_nothing, yes_or_no
from domain.forms.cards.choosing_together import read_each, read_ticks
from domain.forms.cards.dating import read_date
from domain.forms.cards.filing import read_paper
from domain.forms.cards.said import says_later, says_no_money, yes_or_no_in
from domain.forms.form import GroupAnswer
from domain.forms.replies import Contact, Found, Numbered, OptionKey, Typed
from domain.forms.results import Asking, Drafted, Given, Read, Taken, Wanted, words_of
from domain.platform.identifiers import parse_bank_card
from domain.platform.looks import visible
from domain.platform.names import clean_name
from domain.platform.numbers.documents import document_key, is_clear, parse_document
from domain.platform.numbers.english import with_digits
from domain.platform.numbers.phones import country_of, find_phones, has_country
from domain.platform.numbers.sentences import number_in
from domain.platform.numbers.spoken import spoken_number
from domain.platform.text import every_name
from domain.platform.unsaid import is_not_known, is_withheld

_NUMBER = re.compile(r"([0-9]{1,12})(?:m2|㎡|平方米|平米|平|年|人|个|個|套|处|處|岁|歲|次)?")
_NO_CARD = re.compile(
    r"[没沒]|不在|在家|忘|回[头頭家]|以[后後]|等下|微信|支付[宝寶]|存折|存摺|"
    r"wechat|alipay|no card|don'?t have|later|forgot|at home",
    re.IGNORECASE,
)
_NO_PHONE = re.compile(
    r"我?(?:没有?|沒有?|不用)(?:手机|手機|电话|電話|号码|號碼)?号?[了呢]?|"
    r"(?:i )?(?:do not|don't|dont) have (?:one|a (?:cell ?|mobile )?phone)|"
    r"(?:i have )?no (?:cell ?|mobile )?phone|none|no"
)
_NOT_THERE = re.compile(
    r"^(?:我的?)?(?:身份证|身份證|证件|證件)?(?:丢|丟|掉|弄丢|遗失|遺失)了|(?:身份证|身份證|证件|證件)(?:丢|丟|掉|没|沒)|"
    r"\b(?:lost (?:it|my|the)|(?:don't|dont|do not) have|not with me|not here|at home)\b",
    re.IGNORECASE,
)
_SHORT = 120  # characters that an answer has at most which is no story
_ASKED_BACK = re.compile(r"(?:什么|什麼|怎么|怎麼|哪[里裡儿兒填]|吗|嗎|呢|啊)?[?？]$|等[下会會]|没有固定|沒有固定")
_MOST_MATCHES = 40


def read(asking: Asking, reply: Given) -> Read:
    """Read a reply to a question; raises a `Refusal` that says what is wrong with it."""
    if isinstance(reply, Typed):
        reply = Typed(tidy(reply.text))
    return _READERS[type(asking.kind)](asking.kind, asking, reply)


def tidy(text: str) -> str:
    """Trim a text and drop invisible control and direction marks; lines stay apart."""
    return visible(text).strip()


def _read_text(kind: kinds.TextAnswer, _asking: Asking, reply: Given) -> Read:
    text = words_of(reply)
    if kind.most <= _SHORT and (says_later(text) or is_not_known(text) or is_withheld(text)):
        return Taken(text, how={"open": True})
    if len(text) < kind.least:
        raise refusals.TextTooShort(least=kind.least)
    if len(text) > kind.most:
        raise refusals.TextTooLong(length=len(text), most=kind.most)
    seems_none = kind.most <= _SHORT and _ASKED_BACK.search(text) is not None
    return Taken(text, how={} if seems_none else None)


def _read_name(_kind: kinds.NameAnswer, _asking: Asking, reply: Given) -> Read:
    return Taken(clean_name(words_of(reply)))


def _read_money(kind: kinds.MoneyAnswer, _asking: Asking, reply: Given) -> Read:
    if kind.may_be_nothing and says_nothing(reply):
        return Taken(0)
    if kind.may_be_nothing and isinstance(reply, Typed) and says_no_money(reply.text):
        return Taken(0, how={})
    return read_amount(kind, words_of(reply))


def _read_number(kind: kinds.NumberAnswer, _asking: Asking, reply: Given) -> Read:
    if kind.least <= 0 and says_nothing(reply):
        return Taken(0)
    typed = "".join(unicodedata.normalize("NFKC", words_of(reply)).split()).lower()
    found = _NUMBER.fullmatch(typed)
    number = int(found[1]) if found else _spoken(typed, words_of(reply))
    if number is None or number != int(number):
        raise refusals.NumberUnclear(example=str(max(kind.least, min(kind.most, 3))))
    if not kind.least <= number <= kind.most:
        raise refusals.NumberOutOfRange(least=str(kind.least), most=str(kind.most))
    return Taken(int(number), how=None if found else {})


def _spoken(typed: str, words: str) -> int | float | None:
    number = spoken_number(typed)
    return number_in(with_digits(words)) if number is None else number


def _read_resident_id(_kind: kinds.ResidentIdAnswer, asking: Asking, reply: Given) -> Read:
    """Take the number of a document; of what kind it is is asked where several fit."""
    if isinstance(reply, OptionKey) and isinstance(asking.draft, list):
        chosen = [one for one in asking.draft if document_key(one) == reply.key]
        if chosen:
            return Taken(chosen[0])
    words = words_of(reply)
    if not asking.question.optional and _is_not_given(words):
        raise refusals.NumberNotAtHand
    found = parse_document(words, today=asking.facts.today)
    return Taken(found[0]) if is_clear(found, words) else Drafted(list(found))


def _is_not_given(words: str) -> bool:
    return says_later(words) or is_not_known(words) or is_withheld(words) or _NOT_THERE.search(words) is not None


def _read_phone(_kind: kinds.PhoneAnswer, asking: Asking, reply: Given) -> Read:
    """Take a mobile number; from where one of few digits is, is asked."""
    if isinstance(reply, Contact) and not reply.is_own:
        raise refusals.ContactOfSomebodyElse
    if isinstance(reply, OptionKey) and isinstance(asking.draft, list):
        chosen = [one for one in asking.draft if country_of(one) == reply.key]
        if chosen:
            return Taken(chosen[0])
    words = reply.phone if isinstance(reply, Contact) else words_of(reply)
    if _is_not_given(words) or _NO_PHONE.fullmatch(words.casefold().strip(" .。")):
        raise refusals.NoPhone
    found = find_phones(words)
    return Taken(found[0]) if has_country(found, words) else Drafted(list(found))


def _read_card(_kind: kinds.BankCardAnswer, asking: Asking, reply: Given) -> Read:
    """Take a card; one that fails Luhn waits in the draft until it is confirmed or sent a second time."""
    doubtful = asking.draft if isinstance(asking.draft, str) else None
    if doubtful is not None and (answer := yes_or_no(reply)) is not None:
        return Taken(doubtful) if answer else Drafted(None)
    if _NO_CARD.search(words := words_of(reply)) and not any(one.isdigit() for one in words):
        raise refusals.CardLater
    number = parse_bank_card(words)
    if number.luhn_ok or number.number == doubtful:
        return Taken(number.number)
    return Drafted(number.number)


def _read_yes(kind: kinds.YesNoAnswer, _asking: Asking, reply: Given) -> Read:
    try:
        answer = read_yes_no(reply)
    except refusals.YesOrNoWanted:
        said = yes_or_no_in(words_of(reply)) if kind.must_be_yes is None else None
        if said is None:
            raise
        return Taken(said, how={})
    if kind.must_be_yes is not None and not answer:
        raise refusals.Told(kind.must_be_yes)
    return Taken(answer)


def _read_lookup(kind: kinds.LookupAnswer, asking: Asking, reply: Given) -> Read:
    matches = asking.draft if isinstance(asking.draft, list) else []
    match reply:
        case Found(found) if not found:
            raise refusals.NothingFound
        case Found(found, instead_of) if instead_of:
            return Drafted([{**kinds.looked_up(*one), "instead_of": instead_of} for one in found[:_MOST_MATCHES]])
        case Found(found) if len(found) == 1:
            return Taken(kinds.looked_up(*found[0]))
        case Found(found):
            return Drafted([kinds.looked_up(*one) for one in found[:_MOST_MATCHES]])
        case Numbered("l", number) if number < len(matches):
            return Taken(matches[number])
    query = words_of(reply)
    for position, one in enumerate(matches, 1):
        if query in (str(position), *every_name(kinds.found_name(one))):
            return Taken(one)
    if not query.replace("%", "").replace("_", "").strip():
        raise refusals.QueryTooShort
    if len(query) > 60:
        raise refusals.TextTooLong(length=len(query), most=60)
    return Wanted(kind.kind, query)


def _read_nothing(_kind: GroupAnswer, _asking: Asking, _reply: Given) -> Read:
    raise refusals.ButtonWanted


_READERS: Mapping[type, Callable[[Any, Asking, Given], Read]] = {
    kinds.TextAnswer: _read_text,
    kinds.NameAnswer: _read_name,
    kinds.ChoiceAnswer: read_choice,
    kinds.ManyChoicesAnswer: read_many,
    kinds.MoneyAnswer: _read_money,
    kinds.NumberAnswer: _read_number,
    kinds.DateAnswer: read_date,
    kinds.ResidentIdAnswer: _read_resident_id,
    kinds.PhoneAnswer: _read_phone,
    kinds.BankCardAnswer: _read_card,
    kinds.YesNoAnswer: _read_yes,
    kinds.PaperAnswer: read_paper,
    kinds.LookupAnswer: _read_lookup,
    kinds.TicksAnswer: read_ticks,
    kinds.EachAnswer: read_each,
    GroupAnswer: _read_nothing,
}
