"""What somebody's free words lead to: the first entry of the policy that they fit."""

from __future__ import annotations

import re
from functools import lru_cache

from domain.policy.leads import Lead
from domain.requests.phrases import heard, pattern

_OUT = pattern((
    "不想/不愿意/不願意 * 填/弄/报/報/答/写/寫/继续/繼續/办/辦",
    "不填了/不弄了/不报了/不報了/不答了/不写了/不寫了/不办了/不辦了/填不下去/太麻烦/太麻煩/算了/放弃/放棄/退出/先不填/先不弄",
    "改天/以后/以後/下次/明天/回头/回頭 * 再填/再弄/再报/再報/再写/再寫/再说/再說",
    "dont want to/do not want to/no longer want * go on/continue/fill/do this/answer",
    "quit/exit/give up/stop this/cancel this/too much work/too much trouble/another time/enough of this",
))  # fmt: skip


def lead_in(text: str, leads: tuple[Lead, ...]) -> Lead | None:
    """Return the first lead whose words stand in a text; None when nothing fits."""
    said = heard(text)
    for lead, words, unless in _compiled(leads):
        if words.search(unless.sub("|", said) if unless else said):
            return lead
    return None


def wants_out(text: str) -> bool:
    """Say whether somebody does not want to go on with a form."""
    return _OUT.search(heard(text)) is not None


@lru_cache(maxsize=4)
def _compiled(leads: tuple[Lead, ...]) -> tuple[tuple[Lead, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple((one, pattern(one.words), pattern(one.unless) if one.unless else None) for one in leads)
