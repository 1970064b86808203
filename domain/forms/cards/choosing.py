"""Reading a choice: a button, the label in any language, the number of the option, or a plain yes or no."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from domain.forms import refusals
from domain.forms.cards.said import band_in, options_in
from domain.forms.conditions import Facts
from domain.forms.kinds import ChoiceAnswer, ManyChoicesAnswer, Option
from domain.forms.replies import Control, Numbered, OptionKey, Press, Typed
from domain.forms.results import Asking, Drafted, Given, Read, Taken
from domain.platform.alike import alike
from domain.platform.text import lines

# Words are kept as one line each, so that they read like the phrase list they are.
_YES = "yes y ok yeah yep 是 是的 有 有的 对 對 对的 對的 好 好的 要 同意 确认 確認 嗯 嗯嗯 行 可以"
_NO = (
    "no n nope none 否 不 不是 不是的 没有 沒有 没有的 沒有的 没有了 沒有了 没 沒 没了 沒了 无 無 不对 不對 不要 不同意"
)
_SOFTENERS = "啊呀哦噢喔呢吧嘛哈~"
YES_WORDS = frozenset(_YES.split())
NO_WORDS = frozenset(_NO.split())
_YES_OR_ONE, _NO_OR_TWO = YES_WORDS | {"1"}, NO_WORDS | {"2", "0"}
_OUTER_MARKS = " \t\n.。!?,「」\"'"  # after NFKC, which folds the full-width ones
_SEPARATORS = re.compile(r"[,、;/\s]+")


def folded(text: str) -> str:
    """Write a text the way it is compared: full width folded, small letters, no outer marks or spaces."""
    return unicodedata.normalize("NFKC", text).casefold().strip(_OUTER_MARKS)


def plainly(text: str) -> str:
    """Write a word of yes or no the way it is compared: `folded`, without what only softens it (对啊, 没有呢)."""
    word = folded(text)
    return word.rstrip(_SOFTENERS) or word


def options_for(kind: ChoiceAnswer | ManyChoicesAnswer, asking: Asking) -> tuple[Option, ...]:
    """Return the options that can be chosen now: without the one already taken in the other question, and with those
    of another question in place of the one that they unfold."""
    if isinstance(kind, ManyChoicesAnswer):
        taken = asking.scope.get(kind.except_key_of) if kind.except_key_of else None
        return tuple(option for option in kind.options if option.key != taken)
    scope = asking.scope
    offered = tuple(one for one in kind.options if one.when is None or one.when.holds(scope))
    more = _unfolded(kind, asking)
    if not more:
        return offered
    assert kind.unfolded is not None
    at = next((at for at, one in enumerate(offered) if one.key == kind.unfolded.option), len(offered))
    return (*more, *offered[:at], *offered[at + 1 :])


def _unfolded(kind: ChoiceAnswer, asking: Asking) -> tuple[Option, ...]:
    more = kind.unfolded
    if more is None or (more.when is not None and not more.when.holds(asking.scope)):
        return ()
    fitting = (one for one in more.options if one.when is None or one.when.holds(asking.scope))
    return tuple(Option(f"{more.key}-{one.key}", one.label, said=one.said) for one in fitting)


def read_choice(kind: ChoiceAnswer, asking: Asking, reply: Given) -> Read:
    """Take one option; what another question unfolded answers that one, too."""
    shown = options_for(kind, asking)
    keys = {one.key for one in shown}
    hidden = () if isinstance(reply, Numbered) else tuple(one for one in kind.options if one.key not in keys)
    key, how = _one_or_said((*shown, *hidden), asking.facts, reply)
    more = kind.unfolded
    if more is None or not key.startswith(f"{more.key}-"):
        return Taken(key, how=how)
    return Taken(more.option, {more.key: key.removeprefix(f"{more.key}-")}, how=how)


def _one_or_said(options: Sequence[Option], facts: Facts, reply: Given) -> tuple[str, dict[str, Any] | None]:
    """Return the option that is chosen, or else the one that a sentence names, which is shown back."""
    try:
        return _one(options, facts, reply), None
    except refusals.NotAnOption:
        words = reply.text if isinstance(reply, Typed) else ""
        named = options_in(options, facts, words)
        if len(named) > 1:
            labels = (one.label for one in options if one.key in named)
            raise refusals.SeveralFit(options=lines(*labels, between=" / ")) from None
        said = named[0] if named else band_in(options, words)
        if said is None:
            raise
        return said, {}


def read_many(kind: ManyChoicesAnswer, asking: Asking, reply: Given) -> Read:
    """Tick or untick one option by button, take several at once when typed, finish with Done."""
    options = options_for(kind, asking)
    picked = ticked(asking, options)
    if reply == Control("done"):
        if not picked and not asking.question.optional:
            raise refusals.NothingChosen
        return Taken(picked)
    if isinstance(reply, Typed):
        return Taken(_several(kind, options, asking, reply.text))
    key = _one(options, asking.facts, reply)
    if key in picked:
        return Drafted([one for one in picked if one != key])
    if len(picked) >= kind.at_most:
        raise refusals.TooManyChosen(most=kind.at_most)
    return Drafted([*picked, key])


def ticked(asking: Asking, options: Sequence[Option]) -> list[str]:
    """Return the keys ticked so far, beginning with the answer that is kept."""
    chosen = asking.draft if isinstance(asking.draft, list) else asking.value or []
    keys = {option.key for option in options}
    return [key for key in chosen if key in keys]


def read_yes_no(reply: Given) -> bool:
    """Read a yes or a no, pressed or typed in any of our languages."""
    said = _yes_or_no(reply)
    if said is None:
        raise refusals.ButtonNotHere if isinstance(reply, Press) else refusals.YesOrNoWanted
    return said


def yes_or_no(reply: Given) -> bool | None:
    """Read a yes or a no where both are possible; None when it is something else."""
    return False if reply == Control("retype") else _yes_or_no(reply)


def _yes_or_no(reply: Given) -> bool | None:
    match reply:
        case Control("yes" | "no" as word):
            return word == "yes"
        case Typed(text):
            said = plainly(text)
            return True if said in _YES_OR_ONE else False if said in _NO_OR_TWO else None
    return None


def is_number(reply: Given) -> bool:
    """Say whether only digits were typed, which may stand for an option."""
    return isinstance(reply, Typed) and reply.text.strip().isdigit()


def says_nothing(reply: Given) -> bool:
    """Say whether a reply means that there is none."""
    return reply == Control("no") or (isinstance(reply, Typed) and plainly(reply.text) in NO_WORDS)


def _one(options: Sequence[Option], facts: Facts, reply: Given) -> str:
    match reply:
        case OptionKey(key) if any(option.key == key for option in options):
            return key
        case Numbered("i", number) if number < len(options):
            return options[number].key
        case Typed(text) if (typed := _typed(options, facts, text)) is not None:
            return typed
        case Typed():
            raise refusals.NotAnOption
    raise refusals.ButtonNotHere if isinstance(reply, Press) else refusals.ButtonWanted


@lru_cache(maxsize=5_000)
def _label_alike(word: str) -> str:
    return alike(folded(word))


def _typed(options: Sequence[Option], facts: Facts, text: str) -> str | None:
    """Find the option somebody typed: its label in any language first, else its number counted from 1."""
    wanted = folded(text)
    meant = alike(wanted)
    for option in options:
        if wanted and any(_label_alike(word) == meant for word in facts.readings(option.label)):
            return option.key
    if re.fullmatch(r"[0-9]{1,3}", wanted) and 1 <= int(wanted) <= len(options):
        return options[int(wanted) - 1].key
    return None


def _several(kind: ManyChoicesAnswer, options: Sequence[Option], asking: Asking, text: str) -> list[str]:
    """Read a typed list such as "1 3" or "疾病、上学"; one label with spaces in it is tried whole first."""
    whole = _typed(options, asking.facts, text)
    if whole is not None:
        return [whole]
    if asking.question.optional and folded(text) in NO_WORDS:
        return []
    parts = [part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part]
    keys = [_typed(options, asking.facts, part) for part in parts]
    known = list(dict.fromkeys(key for key in keys if key is not None))
    if not known or None in keys:
        raise refusals.NotAnOption
    if len(known) > kind.at_most:
        raise refusals.TooManyChosen(most=kind.at_most)
    return known
