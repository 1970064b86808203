"""What people write in place of an answer: that they do not know, will not say, or bring it later."""

from __future__ import annotations

import re

from domain.platform.alike import alike

_NOT_KNOWN = re.compile(
    r"我?也?(?:真|实在)?(?:不知道|不清楚|不晓得|不确定|不记得|说不清楚?|说不准|不了解|记不[得住清]|没记住|忘(?:记|了))[啊了呢哦]*|"
    r"(?:i )?(?:really )?(?:do not|don't|dont) (?:know|remember|recall)|(?:i )?(?:can't|cant|cannot) remember|"
    r"(?:i )?forgot|idk|(?:i )?dunno|(?:i have )?no (?:idea|clue)|(?:i'?m |i am )?not sure|unknown|hard to say|"
    r"ask my [a-z]+|\?+"
)
_WILL_NOT = re.compile(
    r"我?就?(?:不(?:想|愿意?|方便|肯|能|可以|便)?(?:告诉|说|讲|透露|提供|写|填)[你您]?们?|秘密|保密|隐私|个人隐私|匿名|无可奉告|"
    r"(?:你们?|您)?(?:问|要)这个?(?:干嘛|干什么|做什么|干吗|干啥|有什么用)|为什么要?(?:问|填|写|告诉).*|凭什么.*|"
    r"[跟和关]?[你您]们?(?:有什么关系|没关系|什么事|管不着)|[你您]猜(?:猜看?)?)[了吧啊呢的嘛]*|"
    r"(?:i )?(?:would |'d |will )?(?:rather|prefer) not(?: to)?(?: say| tell| answer)?(?: you| it| that)?|"
    r"(?:i'?m |i am )?not (?:telling|saying)(?: you| it)?|"
    r"(?:i )?(?:won't|wont|will not|do not want to|don't want to|dont want to) (?:say|tell|answer)(?: you| it| that)?|"
    r"(?:it'?s |that'?s )?(?:a )?(?:secret|private|confidential|personal)|none of your business|no comment|anonymous|"
    r"why (?:do|should|would|are) .*|n/?a|skip(?: it| this)?"
)


def is_not_known(text: str) -> bool:
    """Say whether words mean that somebody does not know."""
    return _NOT_KNOWN.fullmatch(_listened(text)) is not None


def is_withheld(text: str) -> bool:
    """Say whether words mean that somebody does not want to say it, or asks what it is for."""
    return _WILL_NOT.fullmatch(_listened(text)) is not None


def _listened(text: str) -> str:
    return alike(text).replace("’", "'").strip(" .。!,、~…")
