"""People's names: cleaned when typed, masked when posted."""

from __future__ import annotations

import re
import unicodedata

from domain.platform.alike import alike
from domain.platform.identifiers import normalise
from domain.platform.looks import mixes_alphabets, plain
from domain.platform.text import N_, Refusal
from domain.platform.unsaid import is_not_known, is_withheld

LONGEST = 40
_TAIL = 4
_USUAL = 5  # signs of a Chinese name with a space in it, unless it is of several parts
MIDDLE_DOT = "·"
_DOTS = re.compile(r"[·•・‧∙⋅᛫●▪■◦○]")
_IN_TIBETAN = "\u0f0b"  # the tsheg ends a syllable and stands within every name
_NO_DOTS = frozenset(",!?:;")  # they part sentences, not names
_LATIN_JOINERS = "'’-"
_GREETING = re.compile(
    r"^(?:(?:你好|您好|老师好|老師好|大家好)[\s,!.。~]*|(?:hello|hi|good (?:morning|afternoon|evening))[,!.~]+\s*)",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(
    r"^(?:我的?(?:全名|大名|名字|姓名)[是叫为為]?做?|(?P<surname>我姓\w{1,2})[\s,]*名?叫做?|我[叫是]做?|本人(?:姓名)?|[他她](?:的名字)?[叫是]做?|"
    r"我?的?(?:孩子|儿子|兒子|女儿|女兒|老公|老婆|爱人|愛人|丈夫|妻子|[爸妈媽]{1,2}|父[亲親]|母[亲親])(?:的?名字)?[叫是]做?|"
    r"叫(?=\w{2,4}$)|我?(?:老婆|老公|媳[妇婦]|[妈媽爸]{2})(?=\w{2,4}$)|名叫|叫做|姓名|名字|全名|"
    r"my (?:full )?name(?: is|'s)|(?:full |the )?name(?: is\b|\s*[:=-])|i am |i'm |(?-i:im )(?=[a-z]+ [a-z])|"
    r"(?-i:it's |its )|this is |(?:please )?call me |(?:mr|mrs|ms)\.? (?=\w)|"
    r"(?:(?:he|she)(?: is|'s)|(?:my )?(?:wife|husband|son|daughter|kid|child|mother|father|mom|mum|dad)"
    r"(?:'s name is| is|'s)?)(?: called| named)? (?=\w)|(?:his|her) name(?: is|'s) )[\s:是为為]*",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?<=[a-z])\s*\([a-z .'-]+\)$", re.IGNORECASE)  # (call me Jack)
_SAID_BEHIND = re.compile(r"[\s,.。!]*(?:谢谢|謝謝|多谢|多謝|thanks|thank you)[\s.。!~]*$", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:我)?(?:不记得|不記得|记不得|記不得|记不清|記不清|忘记?|忘記|不知道?|不清楚|不想说|不想說|没有|沒有|没|沒|无|無|暂无|暫無|"
    r"随便|隨便|等等|稍后|稍後|以后再说|以後再說|以后再补|以後再補|以后|以後|回头|回頭|"
    r"i (?:do not|don't) (?:know|remember)|unknown|none|no|later|test|测试|測試)(?:了|呢|吧)?",
    re.IGNORECASE,
)
_SOMETHING_ELSE = re.compile(  # answers to other questions, assent, greetings, commands; compared in simplified signs
    r"(?:我|目前|现在|暂时|单位)?(?:没有?|无|没带)(?:工作)?(?:单位|工作|工会|名字|电话|手机|证件|身份证|带|人)?(?:了|的)?|"
    r"(?:已经?|我)?(?:下岗|退休|失业|待业|无业|在职|打工|务农)(?:了|的|职工|工人)?|个体户?|自由职业者?|灵活就业(?:人员)?|农民工|工人|职工|"
    r"是的?|好的?|可以的?|对的?|嗯+|哦+|行|在吗|在不在|帮助|取消|返回|上一步|菜单|跳过|下一步|继续|停止|开始|等一下|等等|稍等|同上|"
    r"什么(?:意思)?|怎么(?:填|写|弄)?|为什么|谁|男|女|汉族?|我|本人|自己|"
    r"(?:i |i've |we )?(?:have |there is |am |has )?(?:no|without(?: a| any)?|not)(?: work| working)? "
    r"(?:unit|job|work|union|card|phone|id|name|employer|company|factory|one|yet|now|working)(?: yet| now)?|"
    r"(?:i am |i'm )?(?:unemployed|retired|jobless|laid off|self[ -]employed|(?:a )?freelancer?|(?:a )?worker)|"
    r"no one|nobody|none of (?:them|these)|yes|yeah|yep|ok|okay|sure|fine|hello|hi|hey|help|cancel|back|"
    r"stop|start|menu|next|continue|wait|same(?: as above)?|what|why|how|who(?: are you)?|male|female|me|myself|self",
    re.IGNORECASE,
)
_NOT_NAMED = re.compile(
    r"(?:还|還)?(?:没|沒|没有|沒有|未)(?:起|取)(?:好)?(?:名字?|名儿)|(?:小|大)?(?:宝宝|寶寶|宝贝|寶貝|婴儿|嬰兒|新生儿|新生兒)|"
    r"(?:not born|no name|not named|has no name|unnamed)(?: yet)?|(?:the )?(?:new ?born|baby)",
    re.IGNORECASE,
)
_NO_SURNAME = ("我", "你", "您")  # so begins a sentence
_HAN = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_COMPOUND = (
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 独孤 獨孤 南宫 南宮 夏侯 尉迟 尉遲 皇甫 长孙 長孫 宇文 慕容 "
    "令狐 公孙 公孫 轩辕 軒轅 端木 百里 呼延 澹台 澹臺 淳于 太史 申屠 公羊 赫连 赫連 钟离 鍾離 闻人 聞人 濮阳 濮陽 "
    "宗政 仲孙 仲孫 万俟 萬俟 拓跋 第五 西门 西門 东郭 東郭 南门 南門 左丘 梁丘 鲜于 鮮于 闾丘 閭丘 亓官 司空 司寇 "
    "巫马 巫馬 公冶 乐正 樂正 壤驷 壤駟 漆雕 公西 公良 谷梁 穀梁 宰父 东门 東門 羊舌 微生"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())


class NameLengthWrong(Refusal):
    """A name has 1 to 40 characters."""

    text = N_("Please send the full name as it stands on the resident id: at most 40 characters.")


class NameHasOtherSigns(Refusal):
    """Digits, symbols and emoji are no part of a name."""

    text = N_("A name has only letters. Please send it as on the resident id, for example 林示例 or 阿依古丽·样本.")


class NoName(NameHasOtherSigns):
    """What somebody says who does not know the name, or does not want to say it."""

    text = N_(
        "That is no name. Please send it as it stands on the identity card or in the household book; if you have to "
        "look it up first, “Pause” keeps everything."
    )


class NameWithheld(NoName):
    """Somebody does not want to say it."""

    text = N_(
        "I understand. But help goes only to people by their real name, and only the officers of your case read it. "
        "“Pause” keeps everything until you want to go on; the hotline 12351 also speaks with you without a name."
    )


class NotNamedYet(NoName):
    """A child that is just born."""

    text = N_(
        "If the child has no name yet, please write the family name and 宝宝 or Baby, for example 林宝宝, as hospitals "
        "do. The name can be changed later."
    )


class NameMixesAlphabets(Refusal):
    """Two names that look the same must be the same."""

    text = N_(
        "Some letters of this name are of another alphabet and only look the same. Please type the whole name anew, "
        "with one keyboard."
    )


def clean_name(text: str) -> str:
    """Return a name in one tidy form: NFKC, without what is said around it (我叫…), one kind of middle dot for
    whatever sign stands between two parts of a Chinese one. The point of A.Sample stays, and so does the space of Maria
    Sample and 阿卜杜拉 买买提.

    Raises NameLengthWrong, NameHasOtherSigns or NameMixesAlphabets.
    """
    said = _said_alone(plain(text)[: 2 * LONGEST])
    dotted = re.sub(rf"\s*{MIDDLE_DOT}\s*", MIDDLE_DOT, _DOTS.sub(MIDDLE_DOT, said))
    name = _with_dots(_without_spaces_in_chinese(dotted))
    if not 1 <= len(name) <= LONGEST:
        raise NameLengthWrong
    if _NOT_NAMED.fullmatch(name):
        raise NotNamedYet
    if is_withheld(name):
        raise NameWithheld
    if _NO_NAME.fullmatch(name) or _SOMETHING_ELSE.fullmatch(alike(name)) or is_not_known(name):
        raise NoName
    if not _is_well_formed(name) or (len(name) > 1 and name.startswith(_NO_SURNAME)):
        raise NameHasOtherSigns
    if mixes_alphabets(name):
        raise NameMixesAlphabets
    return name


def _said_alone(text: str) -> str:
    """Return a name without what people say around it: 你好，我叫…，谢谢."""
    faces = "".join(one for one in text if unicodedata.category(one) in ("So", "Sk"))
    shown = text.rstrip(f"{faces} ")
    said = _SAID_BEHIND.sub("", _GREETING.sub("", shown) or shown)
    return _BESIDE.sub("", _SAID_BEFORE.sub(_with_surname, said)).rstrip("。.!་།")


def _with_surname(found: re.Match[str]) -> str:
    """Keep the surname of 我姓林，叫示例, but where the name that follows has it, too."""
    surname = (found["surname"] or "")[2:]
    return "" if found.string[found.end() :].startswith(surname) else surname


def folded_name(name: str) -> str:
    """Return what two writings of a name have in common: simplified, without dots, points, spaces and joiners."""
    return "".join(one for one in alike(name) if one.isalnum())


class Searched:
    """What an officer looks for somebody by: part of a name, or the last four signs of the number of a document."""

    def __init__(self, words: str) -> None:
        self._tail = normalise(words)
        self._name = folded_name(words)

    def fits(self, name: str, number: str) -> bool:
        """Say whether somebody of this name and number is meant."""
        if len(self._tail) == _TAIL and self._tail[:-1].isdigit():
            return number.endswith(self._tail)
        return bool(self._name) and self._name in folded_name(name)


def mask_name(name: str) -> str:
    """Hide a cleaned name for a public notice: 林某某, 欧阳某, 阿某某·某某 (the middle dot stays), J***.

    A single given character gives one 某, more give two, so that the length of a name tells nothing more; of a name of
    one character nothing is left.
    """
    if len(name) == 1:
        return _hidden(name) if _is_han(name) else "*"
    if not _is_han(name[:1]):
        return f"{name[:1]}***"
    first, *rest = re.split(rf"([{MIDDLE_DOT} ])", name)
    if rest:
        return (
            first[0] + _hidden(first[1:]) + "".join(one if one in (MIDDLE_DOT, " ") else _hidden(one) for one in rest)
        )
    surname = name[:2] if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else name[0]
    return surname + _hidden(name[len(surname) :])


def _hidden(part: str) -> str:
    return "某" * min(len(part), 2)


def _is_han(character: str) -> bool:
    """By Unicode's planes and blocks, also those that the interpreter does not know yet."""
    return bool(character) and any(first <= ord(character) <= last for first, last in _HAN)


def _with_dots(name: str) -> str:
    """Take a single sign between two letters, of which one at least is Chinese, for the middle dot."""
    return "".join(
        MIDDLE_DOT if 0 < place < len(name) - 1 and _joins(*name[place - 1 : place + 2]) else character
        for place, character in enumerate(name)
    )


def _joins(before: str, sign: str, after: str) -> bool:
    is_sign = unicodedata.category(sign) in ("Pc", "Pd", "Po", "Sk") and sign not in _NO_DOTS
    return is_sign and (_is_han(before) or _is_han(after)) and all(map(_is_letter, (before, after)))


def _is_letter(character: str) -> bool:
    return _is_han(character) or unicodedata.category(character)[0] in "LM"


def _without_spaces_in_chinese(name: str) -> str:
    """Drop what only parts a surname (林 示例); between the long parts of a name such as 阿卜杜拉 买买提 it stays."""
    parts = name.split(" ")
    if not any(_is_han(c) for c in name) or (len(parts) > 1 and all(map(_is_long_part, parts)) and len(name) > _USUAL):
        return name
    return "".join(parts)


def _is_long_part(part: str) -> bool:
    return len(part) > 1 and all(map(_is_han, part)) and part not in COMPOUND_SURNAMES


def _is_well_formed(name: str) -> bool:
    """Letters and their marks, with single joiners only between letters."""
    parts = re.split(rf"(?<=[A-Za-z])\. ?|[ {MIDDLE_DOT}{_IN_TIBETAN}{_LATIN_JOINERS}]", name)
    return all(part and all(map(_is_letter, part)) for part in parts)
