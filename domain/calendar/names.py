"""Names of solar terms and festivals, as a policy file may write them: by key or in Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.platform.text import Local

LAST_DAY = 0


@dataclass(frozen=True, slots=True)
class Term:
    """One of the 24 solar terms; `hans` is the name the almanac knows."""

    key: str
    text: Local

    @property
    def hans(self) -> str:
        """The simplified Chinese name."""
        return self.text.by_locale["zh_Hans"]


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival on a day of the lunar calendar, or of the common one; day LAST_DAY is the last of its month."""

    key: str
    text: Local
    month: int
    day: int
    lunar: bool = True
    also: tuple[str, ...] = ()


def _local(hans: str, hant: str, english: str) -> Local:
    return Local({"zh_Hans": hans, "zh_Hant": hant, "en": english})


TERMS = tuple(
    Term(key, _local(hans, hant, english))
    for key, hans, hant, english in (
        ("lichun", "立春", "立春", "Start of Spring"),
        ("yushui", "雨水", "雨水", "Rain Water"),
        ("jingzhe", "惊蛰", "驚蟄", "Awakening of Insects"),
        ("chunfen", "春分", "春分", "Spring Equinox"),
        ("qingming", "清明", "清明", "Qingming"),
        ("guyu", "谷雨", "穀雨", "Grain Rain"),
        ("lixia", "立夏", "立夏", "Start of Summer"),
        ("xiaoman", "小满", "小滿", "Grain Full"),
        ("mangzhong", "芒种", "芒種", "Grain in Ear"),
        ("xiazhi", "夏至", "夏至", "Summer Solstice"),
        ("xiaoshu", "小暑", "小暑", "Lesser Heat"),
        ("dashu", "大暑", "大暑", "Greater Heat"),
        ("liqiu", "立秋", "立秋", "Start of Autumn"),
        ("chushu", "处暑", "處暑", "End of Heat"),
        ("bailu", "白露", "白露", "White Dew"),
        ("qiufen", "秋分", "秋分", "Autumn Equinox"),
        ("hanlu", "寒露", "寒露", "Cold Dew"),
        ("shuangjiang", "霜降", "霜降", "First Frost"),
        ("lidong", "立冬", "立冬", "Start of Winter"),
        ("xiaoxue", "小雪", "小雪", "Lesser Snow"),
        ("daxue", "大雪", "大雪", "Greater Snow"),
        ("dongzhi", "冬至", "冬至", "Winter Solstice"),
        ("xiaohan", "小寒", "小寒", "Lesser Cold"),
        ("dahan", "大寒", "大寒", "Greater Cold"),
    )
)
FESTIVALS = (
    Festival("spring_festival", _local("春节", "春節", "Spring Festival"), 1, 1),
    Festival("lantern", _local("元宵", "元宵", "Lantern Festival"), 1, 15, also=("元宵节", "元宵節")),
    Festival("dragon_boat", _local("端午", "端午", "Dragon Boat Festival"), 5, 5, also=("端午节", "端午節")),
    Festival("qixi", _local("七夕", "七夕", "Qixi Festival"), 7, 7),
    Festival("mid_autumn", _local("中秋", "中秋", "Mid-Autumn Festival"), 8, 15, also=("中秋节", "中秋節")),
    Festival("double_ninth", _local("重阳", "重陽", "Double Ninth Festival"), 9, 9, also=("重阳节", "重陽節")),
    Festival("laba", _local("腊八", "臘八", "Laba Festival"), 12, 8, also=("腊八节", "臘八節")),
    Festival("new_year_eve", _local("除夕", "除夕", "Chinese New Year's Eve"), 12, LAST_DAY),
    Festival("new_year", _local("元旦", "元旦", "New Year's Day"), 1, 1, lunar=False),
    Festival("labour_day", _local("五一", "五一", "Labour Day"), 5, 1, lunar=False, also=("劳动节", "勞動節")),
    Festival("national_day", _local("国庆", "國慶", "National Day"), 10, 1, lunar=False, also=("国庆节", "國慶節")),
)


def find_term(name: str) -> Term | None:
    """Return the solar term of a key or Chinese name."""
    return _TERMS.get(name)


def find_festival(name: str) -> Festival | Term | None:
    """Return the festival of a key or Chinese name; 清明 is a festival that is also a solar term."""
    return _FESTIVALS.get(name) or (_TERMS[name] if name in _QINGMING else None)


def _by_name(entries: Iterable[tuple[str, Local, tuple[str, ...]]]) -> dict[str, str]:
    return {
        name: key
        for key, text, also in entries
        for name in (key, text.by_locale["zh_Hans"], text.by_locale["zh_Hant"], *also)
    }


_QINGMING = {"清明", "清明节", "清明節", "qingming"}
_TERM_KEYS = _by_name((term.key, term.text, ()) for term in TERMS) | dict.fromkeys(_QINGMING, "qingming")
_FESTIVAL_KEYS = _by_name((festival.key, festival.text, festival.also) for festival in FESTIVALS)
_TERMS = {name: term for name, key in _TERM_KEYS.items() for term in TERMS if term.key == key}
_FESTIVALS = {name: entry for name, key in _FESTIVAL_KEYS.items() for entry in FESTIVALS if entry.key == key}
