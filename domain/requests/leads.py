"""What somebody's free words lead to: the first entry of the policy that they fit."""

from __future__ import annotations

import re
import unicodedata

from domain.policy.leads import Lead
from domain.requests.phrases import Once, beginnings, heard, pairs_in, pattern

_OUT = pattern((
    "不想/不愿意/不願意 * 填/弄/报/報/答/写/寫/继续/繼續/办/辦",
    "不填了/不弄了/不报了/不報了/不答了/不写了/不寫了/不办了/不辦了/填不下去/太麻烦/太麻煩/算了/放弃/放棄/退出/先不填/先不弄",
    "改天/以后/以後/下次/明天/回头/回頭 * 再填/再弄/再报/再報/再写/再寫/再说/再說",
    "dont want to/do not want to/no longer want * go on/continue/fill/do this/answer",
    "quit/exit/give up/stop this/cancel this/too much work/too much trouble/another time/enough of this",
))  # fmt: skip

_DECIDES = re.compile(
    r"(?:我)?(?:同意|通过|通過|批准|审批通过|審批通過|核准|退回|打回|驳回|駁回|拒绝|拒絕|不同意|不批|不通过|不通過)(?:了|吧)?|"
    r"(?:i )?(?:approved?|agreed?|returned?|send back|rejected?|refused?)(?: it)?"
)
_MARKS = re.compile(r"[^\w\s]")
_SOFTENED = re.compile(r"[啊呀哦哈呢吧啦嘛了您你]+$")


def lead_in(text: str, leads: tuple[Lead, ...]) -> Lead | None:
    """Return the first lead whose words stand in a text; None when nothing fits."""
    said = heard(text)
    plain = _MARKS.sub("", said).strip()
    bare = _SOFTENED.sub("", plain) or plain
    pairs = pairs_in(said) | pairs_in(bare)
    for lead, begins, words, unless in _COMPILED.of(leads):
        if begins.isdisjoint(pairs):
            continue
        if words.fullmatch(bare) if lead.alone else words.search(unless.sub("|", said) if unless else said):
            return lead
    return None


def is_wordless(text: str) -> bool:
    """Say whether a message has neither letters nor digits: pictures of faces, marks."""
    return not any(unicodedata.category(one)[0] in "LN" for one in text)


def decides(text: str) -> bool:
    """Say whether an officer's words are a verdict and nothing else: 同意, 退回, approve."""
    return _DECIDES.fullmatch(_MARKS.sub("", heard(text)).strip()) is not None


def wants_out(text: str) -> bool:
    """Say whether somebody does not want to go on with a form."""
    return _OUT.search(heard(text)) is not None


_Compiled = tuple[Lead, frozenset[str], re.Pattern[str], re.Pattern[str] | None]


def _compiled(leads: tuple[Lead, ...]) -> tuple[_Compiled, ...]:
    alone = pattern(tuple(phrase for one in leads if one.alone for phrase in one.words))
    return tuple(
        (one, beginnings(one.words), _looked_for(one, alone), pattern(one.unless) if one.unless else None)
        for one in leads
    )


def _looked_for(lead: Lead, alone: re.Pattern[str]) -> re.Pattern[str]:
    """Compile the words of a lead; beside those that count alone only others of that kind may stand: 好的，谢谢."""
    words = pattern(lead.words)
    return re.compile(rf"(?=.*(?:{words.pattern}))(?:(?:{alone.pattern})\s*)+") if lead.alone else words


_COMPILED = Once(_compiled)
