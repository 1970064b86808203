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
    "家暴我/"
    "拿菜刀/拿着刀/拿著刀/把我锁/把我鎖/强奸/強姦/强暴我/強暴我/要杀了我/要殺了我/杀我全家/殺我全家/杀了我全家/殺了我全家/打骂/打罵/往死里踢/往死裏踢"
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
            "喝了农药/喝了農藥/喝下农药/喝下農藥/喝了敌敌畏/喝了敵敵畏/喝百草枯/喝了百草枯/吃了安眠药/喫了安眠藥/吞了安眠药/吞了安眠藥/"
            "吃了老鼠药/喫了老鼠藥/准备跳楼/準備跳樓/去跳楼/去跳樓/就跳楼/就跳樓/准备跳河/準備跳河/去跳河/就跳河/割腕/割了手腕/要上吊/"
            "去上吊/寻短见/尋短見/想自尽/想自盡/要自尽/要自盡/自杀了/自殺了/自杀未遂/自殺未遂/闹自杀/鬧自殺/杀了我自己/殺了我自己/"
            "杀了自己/殺了自己/杀死自己/殺死自己/死给你/死給你/死给他/死給他/死在你们面前/死在你們面前/我死了你们/我死了你們/活不到明天/"
            "生不如死/不如一死/死了就解脱/死了就解脫/想一了百了/一了百了算了/没有我会更好/沒有我會更好/没有我更好/沒有我更好/没我会更好/"
            "沒我會更好/一起去死/孩子一起死/一起走上绝路/一起走上絕路/绝路了/絕路了/没有必要活/沒有必要活/没必要活/沒必要活/理由活下去/"
            "活下去的理由/了此残生/了此殘生/结束一切/結束一切/不想做人/唔想做人/唔想活/唔想生存/想死了/buxianghuo/buxianghuole/"
            "bu xiang huo",
            "hang myself/cut my wrists/cut my wrist/slit my wrists/kill himself/kill herself/kill themselves/"
            "killing himself/killing herself/going to jump/gonna jump/i will jump/jump off the roof/"
            "jump off the building/jump off the bridge/swallowed pills/swallowed all the pills/took an overdose/"
            "overdosed/going to end it/gonna end it/no point living/no point in living/nothing to live for/"
            "cant live like this/do not want to be here any more/dont want to be here anymore/"
            "everyone would be better off without me/goodbye forever",
        ),
        unless=(
            "不想活动/不想活動/想不开心/想不開心/笑死/累死了/热死了/熱死了/饿死了/餓死了/气死我/氣死我/想死你/想死我了/"
            "困死了/忙死了/烦死了/煩死了/我想死缓/想不开车/想不開車/想不开门/想不開門",
            "上吊桥/上吊橋/上吊牌/上吊车/上吊車/上吊机/上吊機/跳楼价/跳樓價/跳楼甩卖/跳樓甩賣/一起死机/一起死機/想死了你/累得想死",
            "suicide prevention/die laughing/die of laughter",
        ),
    ),
    DangerWords(
        kind=Danger.VIOLENCE,
        words=(
            f"{_AT_HOME} * {_HITS}",
            "家暴/家庭暴力/被老公打/被丈夫打/被老婆打/被我老公打/被我丈夫打/被男人打/被爱人打/被愛人打/被婆家打/被家里人打/"
            "被家裡人打/不敢回家/把我关在家/把我關在家",
            "被打了/被人打/挨打/捱打/天天打我/又打我/老打我/总打我/總打我/还打我/還打我/经常打我/經常打我/打我了/被他打/被她打/"
            "被我爸打/被爸爸打/被公公打/被婆婆打/被儿子打/被兒子打/把我锁在/把我鎖在/不让我出门/不讓我出門/赶出家门/趕出家門/被性侵/"
            "性侵我/被强奸/被強姦/被强暴/被強暴/强奸我/強姦我/强奸了我/強姦了我/被猥亵/被猥褻/猥亵我/猥褻我/性骚扰/性騷擾/非礼我/"
            "非禮我/跟踪我/跟蹤我/尾随我/尾隨我",
            "老公/丈夫/我男人/男朋友/前夫 * 打人/酒就打",
            "husband/wife/boyfriend/girlfriend/partner/father/mother/dad/mum/mom/son/brother/uncle/in-law/ex/he/she * "
            "hits me/hit me/beats me/beat me/beating me/hitting me/choked me/chokes me/choking me/kicks me/kicked me/"
            "threatens to kill/threatened to kill/with a knife/"
            "will kill me/going to kill me/wants to kill me/beats the kids/beats my kids/hits the kids/hits my kids/"
            "raped me/"
            "locks me in/locked me in",
            "domestic violence/domestic abuse/beaten by my husband/beaten at home/afraid to go home/scared to go home/"
            "was raped/been raped/raped me/sexually assaulted/sexual harassment/molested me/groped me/"
            "touches me at work",
        ),
        unless=(
            "打我电话/打我電話/打我的电话/打我的電話/打我手机/打我手機/打我卡/打我的卡/打我账/打我帳/打我工资/打我银行/"
            "打的钱/打的錢/打工/没打我/没有打我/沒打我/沒有打我/打我微信/打我号码/打我號碼/打孩子电话/打孩子的电话/打孩子學/打孩子学",
            "打我的微信/被他打电话/被他打電話/被她打电话/被她打電話/被他打动/被他打動/拿菜刀切/拿着刀切/拿著刀切/被人打电话/被人打電話/"
            "被打了折/被打了个/被打了個/被打了回/被打动/被打動/强奸案/強姦案/打我了电话/打我了電話/打骂领导/打罵領導",
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
            "晕倒了/暈倒了/昏倒了/昏过去了/昏過去了/心脏病发作/心臟病發作/喘不上气/喘不上氣/孩子不见了/孩子不見了/孩子走丢/孩子走丟/"
            "孩子丢了/孩子丟了/老人走丢/老人走丟/被困在/有人被困/人被困住/井下被困/塌方了/发生塌方/發生塌方/煤矿塌/煤礦塌/冒顶了/冒頂了/"
            "脚手架塌/腳手架塌/工棚塌/吊车倒/吊車倒/塔吊倒/被埋在/工友被埋/有人被埋/掉进河/掉進河/掉河里/掉河裏/掉进水/掉進水/掉进井/"
            "掉進井/溺水了/救救我/救救孩子/快来人/快來人/打120/叫救护车/叫救護車/叫120/氯气泄漏/氯氣泄漏/氨气泄漏/氨氣泄漏/"
            "毒气泄漏/毒氣泄漏/锅炉爆/鍋爐爆/昏迷了/中暑昏迷/热射病了/熱射病了/撞到人了/车撞了人/車撞了人/流了好多血/流了很多血/一直流血/"
            "抽搐不停/手指被切断/手指被切斷/手被切断/手被切斷/机器压到手/機器壓到手/手被机器/手被機器",
            "现在/現在/正在 * 出车祸/出車禍/出了车祸/出了車禍/着火/著火/起火/触电/觸電/被困/漏气/漏氣",
            "fell off the/fell from the/is on fire/is bleeding/are bleeding/having a heart attack/"
            "has a heart attack/having a stroke/cant breathe/cannot breathe/can not breathe/is drowning/"
            "is trapped/are trapped/trapped under/has collapsed/just collapsed/wont wake up/does not wake up/"
            "there is a fire/big fire/send help/my child is missing/my son is missing/my daughter is missing",
            "call an ambulance/need an ambulance/not breathing/bleeding to death/gas leak/help me now",
        ),
        unless=(
            "去年/前年/大前年/上个月/上個月/上月/几年前/幾年前/年前/年底/以前/当年/當年/那年/小时候/小時候 * "
            "事故/晕倒/暈倒/昏倒/触电了/觸電了/着火了/著火了/起火了/失火了/爆炸了/被砸/压住/壓住/大出血/昏迷不醒/被埋了/被压在/被壓在/"
            "煤气中毒/煤氣中毒/掉/摔/昏倒了/昏过去了/昏過去了/心脏病发作/心臟病發作/昏迷了/"
            "塌方/冒顶/冒頂/流了好多血/流了很多血/切断/切斷/机器/機器/出车祸/出車禍/撞了人/走丢/走丟",
            "被困扰/被困擾/被困难/被困難/被埋没/被埋沒/打120元/打120块/打120塊/晕倒了一次/暈倒了一次/晕倒了几次/暈倒了幾次/"
            "晕倒了两次/暈倒了兩次/晕倒过/暈倒過/救救我的钱/救救我的錢/被埋在心/手被机器厂/手被機器廠",
            "救命钱/救命錢/救命药/救命藥/救命恩人/救命之恩",
            "last year/years ago/last month/months ago * accident/electrocuted/on fire/caught fire/exploded/collapsed/"
            "fell off/fell from/heart attack/trapped",
            "fell off/fell from/electrocuted/collapsed/accident * last year/years ago/last month/months ago/in 20",
            "on fire insurance/prices fell from/sales fell from/fell from grace",
        ),
    ),
)

_ALONE = {  # what says too little in a sentence, and everything if it is all that somebody writes
    Danger.LIFE: "想死/自杀/自殺/上吊/跳楼/跳樓/去死/自尽/自盡/想死啊",
    Danger.VIOLENCE: "打我/被打/家暴/强奸/強姦/性侵",
    Danger.ACCIDENT: "救命/救我/救人/触电/觸電/溺水/爆炸/煤气中毒/煤氣中毒/着火/著火/火灾/"
    "heart attack/drowning/explosion/electrocuted/fire fire/help help",
}
ALONE = {word: kind for kind, words in _ALONE.items() for word in words.split("/")}


def danger_in(text: str, more: tuple[DangerWords, ...] = ()) -> Danger | None:
    """Return the danger that somebody's words tell of, the gravest if there are several; None for all others."""
    said = heard(text)
    if (alone := ALONE.get(said.strip("!?~ "))) is not None:
        return alone
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
