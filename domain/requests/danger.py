"""Known words of danger: what the program knows by itself, what a policy adds, and what only sounds like it.

What is known by itself cannot be taken away by a policy. A phrase is written as `DangerWords` says. It is looked for
in what somebody wrote without regard to case, width, spaces and marks between characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.policy.danger import Danger, DangerWords
from domain.requests.phrases import Once, beginnings, heard, pairs_in, pattern

_AT_HOME = (
    "老公/丈夫/男人/老婆/妻子/媳妇/媳婦/爱人/愛人/对象/對象/男朋友/女朋友/男友/女友/前夫/公公/婆婆/爸爸/我爸/父亲/父親/"
    "儿子/兒子/家里人/家裡人/他/她"
)
_HITS = (
    "打我/打了我/打孩子/打伤我/打傷我/把我打/动手打/動手打/往死里打/往死裡打/掐我/掐脖子/踢我/拿刀要/拿刀砍/拿刀威/拿刀追/拿刀对/拿刀對/要杀我/要殺我/要砍我/"
    "家暴我"
)
_NOW = "刚才/剛才/刚刚/剛剛/快来人/快來人"
_ACCIDENT = (
    "出事故/出了事故/摔下来/摔下來/掉下来/掉下來/触电/觸電/着火/著火/起火/爆炸/被砸/砸伤/砸傷/砸到/压住/壓住/夹住/夾住/"
    "绞进/絞進/绞住/絞住/卷进/捲進/塌了/昏倒/晕倒/暈倒/流血/受伤/受傷/中毒/撞车/撞車/出车祸/出車禍"
)
KNOWN: tuple[DangerWords, ...] = (
    DangerWords(
        kind=Danger.LIFE,
        words=(
            "不想活/活不下去/活着没意思/活著沒意思/活着没有意思/活著沒有意思/活够了/活夠了/活腻了/活膩了/活着太累/活著太累/"
            "活着干什么/活著幹什麼/活着还有什么/活著還有什麼/没法活了/沒法活了/不如死了/死了算了/一死了之/想去死/我想死/"
            "真想死/好想死/只想死/想死的心/不想再活/不想在这世上/不想在這世上/结束生命/結束生命/结束自己/結束自己/了结自己/"
            "了結自己/轻生/輕生/寻死/尋死/我要死了算/想自杀/想自殺/要自杀/要自殺/自杀的念头/自殺的念頭/准备自杀/準備自殺/"
            "想跳楼/想跳樓/要跳楼/要跳樓/从楼上跳/從樓上跳/想跳河/要跳河/想割腕/割腕了/想上吊/喝农药/喝農藥/"
            "吃了一瓶安眠药/吃了一瓶安眠藥/想不开/想不開/遗书/遺書/没有活下去/沒有活下去/不想醒来/不想醒來",
            "want to die/wanna die/don't want to live/dont want to live/do not want to live/don't want to be alive/"
            "kill myself/killing myself/end my life/ending my life/take my own life/end it all/suicide/suicidal/"
            "no reason to live/better off dead/can't go on living/cannot go on living/tired of living/hurt myself/"
            "harm myself/not worth living/wish i was dead/wish i were dead",
        ),
        unless=(
            "不想活动/不想活動/想不开心/想不開心/笑死/累死了/热死了/熱死了/饿死了/餓死了/气死我/氣死我/想死你/想死我了/"
            "困死了/忙死了/烦死了/煩死了/我想死缓/想不开车/想不開車/想不开门/想不開門",
            "suicide prevention/die laughing/die of laughter",
        ),
    ),
    DangerWords(
        kind=Danger.VIOLENCE,
        words=(
            f"{_AT_HOME} * {_HITS}",
            "家暴/家庭暴力/被老公打/被丈夫打/被老婆打/被我老公打/被我丈夫打/被男人打/被爱人打/被愛人打/被婆家打/被家里人打/"
            "被家裡人打/不敢回家/把我关在家/把我關在家",
            "husband/wife/boyfriend/girlfriend/partner/father/mother/son/in-law/ex/he/she * "
            "hits me/hit me/beats me/beat me/beating me/hitting me/choked me/chokes me/choking me/kicks me/kicked me/"
            "threatens to kill/threatened to kill/with a knife",
            "domestic violence/domestic abuse/beaten by my husband/beaten at home/afraid to go home/scared to go home",
        ),
        unless=(
            "打我电话/打我電話/打我的电话/打我的電話/打我手机/打我手機/打我卡/打我的卡/打我账/打我帳/打我工资/打我银行/"
            "打的钱/打的錢/打工/没打我/没有打我/沒打我/沒有打我/打我微信/打我号码/打我號碼/打孩子电话/打孩子的电话/打孩子學/打孩子学",
            "beat me to/beats me how/hit me up/hits me hard that",
        ),
    ),
    DangerWords(
        kind=Danger.ACCIDENT,
        words=(
            f"{_NOW} * {_ACCIDENT}",
            "有人/工友/同事/师傅/師傅 * 晕倒/暈倒/昏倒/昏过去/昏過去/倒在地上/不省人事",
            "有人被压/有人被壓/有人被夹/有人被夾/有人被砸/有人摔下/有人掉下/有人从上面/有人從上面/有人中毒/有人溺水",
            "出人命/有人触电/有人觸電/触电了/觸電了/着火了/著火了/起火了/失火了/爆炸了/煤气泄漏/煤氣洩漏/煤气中毒/煤氣中毒/"
            "昏迷不醒/叫不醒/没有呼吸/沒有呼吸/没呼吸了/沒呼吸了/大出血/血流不止/止不住血/救命啊/救命!/快救人/快来救/快來救/"
            "被机器绞/被機器絞/被埋了/被压在/被壓在/从架子上掉/從架子上掉/从楼上掉/從樓上掉/从高处摔/從高處摔",
            "just now/right now/just/now * "
            "had an accident/been an accident/fell from/fallen from/electrocuted/on fire/caught fire/exploded/"
            "trapped under/trapped in/unconscious/not breathing/bleeding badly/bleeding heavily/collapsed",
            "call an ambulance/need an ambulance/not breathing/bleeding to death/gas leak/help me now",
        ),
        unless=(
            "去年/前年/大前年/上个月/上個月/上月/几年前/幾年前/年前/年底/以前/当年/當年/那年/小时候/小時候 * "
            "事故/晕倒/暈倒/昏倒/触电了/觸電了/着火了/著火了/起火了/失火了/爆炸了/被砸/压住/壓住/大出血/昏迷不醒/被埋了/被压在/被壓在/"
            "煤气中毒/煤氣中毒/掉/摔",
            "救命钱/救命錢/救命药/救命藥/救命恩人/救命之恩",
            "last year/years ago/last month/months ago * accident/electrocuted/on fire/caught fire/exploded/collapsed",
        ),
    ),
)


def danger_in(text: str, more: tuple[DangerWords, ...] = ()) -> Danger | None:
    """Return the danger that somebody's words tell of, the gravest if there are several; None for all others."""
    said = heard(text)
    pairs = pairs_in(said)
    known = [one for one in _COMPILED.of(more) if not one.begins.isdisjoint(pairs)]
    found = {one.kind for one in known if one.words.search(one.unless.sub("|", said) if one.unless else said)}
    return next((kind for kind in (Danger.LIFE, Danger.VIOLENCE, Danger.ACCIDENT) if kind in found), None)


@dataclass(frozen=True, slots=True)
class _Known:
    kind: Danger
    begins: frozenset[str]
    words: re.Pattern[str]
    unless: re.Pattern[str] | None


def _compiled(more: tuple[DangerWords, ...]) -> tuple[_Known, ...]:
    """Compile once for each policy: what the program knows, then what the policy adds."""
    return tuple(
        _Known(one.kind, beginnings(one.words), pattern(one.words), pattern(one.unless) if one.unless else None)
        for one in (*KNOWN, *more)
    )


_COMPILED = Once(_compiled)
