"""How registers say what a policy lists: a relation, a class, a cause; compared in simplified signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from domain.platform.alike import same_name
from domain.platform.text import Sayable, Text, every_name
from domain.policy import Policy

_HEAD = "户主 本人 职工本人 困难职工 困难职工本人 申请人 自己 head self applicant householder worker"
HEAD = frozenset(_HEAD.split())
RELATIONS: Mapping[str, str] = {
    "spouse": "妻 夫 妻子 丈夫 夫妻 爱人 老公 老婆 媳妇 夫妻关系 配偶关系 wife husband spouse",
    "son": "子 儿 长子 次子 三子 独子 独生子 养子 继子 儿子关系 大儿子 二儿子 小儿子 son",
    "daughter": "女 长女 次女 三女 独女 独生女 养女 继女 闺女 大女儿 二女儿 小女儿 daughter",
    "father": "父 爸爸 父子 养父 继父 father dad",
    "mother": "母 妈妈 母子 养母 继母 mother mum mom",
    "parent_in_law": "岳父 岳母 公公 婆婆 公婆 公爹 motherinlaw fatherinlaw",
    "grandparent": "祖父 祖母 爷爷 奶奶 外公 外婆 姥姥 姥爷 外祖父 外祖母 grandmother grandfather",
    "grandchild": "孙 孙子 孙女 外孙 外孙子 外孙女 孙儿 grandson granddaughter",
    "sibling": "兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹 brother sister",
    "other": "其他 其它 儿媳 女婿 侄子 侄女 外甥 亲属 other relative",
}
CLASSES: Mapping[str, str] = {
    "deep": "深度困难 深度困难职工 深困 深度 特困 特困职工 deep",
    "relative": "相对困难 相对困难职工 相困 相对 relative",
    "accident": "意外致困 意外致困职工 意外困难 意外 突发困难 accident",
}
CAUSES: Mapping[int, str] = {  # by the number in the national list
    1: "因残 因残致困 残疾 无劳力 丧失劳动能力 disability",
    2: "无业 未就业",
    3: "下岗 失业 因失业致困 下岗失业 待岗 laidoff unemployment",
    6: "因病 因病致困 大病 重病 本人大病 家属大病 患病 疾病 重大疾病 illness",
    7: "因灾 因灾致困 自然灾害 水灾 火灾 disaster",
    8: "意外 意外事故 车祸 意外灾害 accident",
    9: "因学 因学致困 子女上学 供养子女上学 子女就学 上学 schooling",
    10: "其他 其它 收入低 低收入 收入低无法维持基本生活 other",
}
_PARTS = re.compile(r"[、,;/+和及与以\s]+")


class Words:
    """The entries of some lists of a policy by every word for them."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._known: dict[str, Mapping[str, str]] = {}
        said = {one.key: CAUSES.get(one.code, "") for one in policy.causes}
        self.causes = _by_word(((one.key, one.text) for one in policy.causes), said)
        self.causes |= {str(one.code): one.key for one in policy.causes}
        self.classes = _by_word(((one.value, one.heading) for one in policy.classes), CLASSES)

    def entry(self, name: str, words: str) -> str | None:
        """Return the key of an entry of a list (`relation`, `health` and so on), None for no entry."""
        if name not in self._known:
            more = RELATIONS if name == "relation" else {}
            self._known[name] = _by_word(((one.key, one.text) for one in self._policy.options(name)), more)
        return self._known[name].get(same_name(words))

    def class_of(self, words: str) -> str | None:
        """Return the key of a class of the first list, None for none of them."""
        return self.classes.get(same_name(words))

    def causes_in(self, words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the causes that words name, the first one as the main one, and what is none."""
        whole = self.causes.get(same_name(words))
        if whole is not None:
            return (whole,), ()
        parts = [one for one in _PARTS.split(words) if one]
        found = [self.causes.get(same_name(one)) for one in parts]
        unknown = tuple(part for part, key in zip(parts, found, strict=True) if key is None)
        return tuple(dict.fromkeys(key for key in found if key)), unknown


def is_head(words: str) -> bool:
    """Say whether a relation is that of the head of the household."""
    return same_name(words) in HEAD


def _by_word(entries: Iterable[tuple[str, Sayable]], more: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, text in entries:
        for word in (key, *_named(text), *more.get(key, "").split()):
            found.setdefault(same_name(word), key)
    return found


def _named(text: Sayable) -> Sequence[str]:
    if isinstance(text, Text):
        return (text.source,)
    names = getattr(text, "by_locale", None)
    return tuple(names.values()) if names else every_name(str(text))
