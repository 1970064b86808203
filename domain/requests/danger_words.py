"""The words of danger that the program knows by itself, and what only sounds like them.

Simplified and traditional are two phrases; how they are written stands with `DangerWords`.
"""

from __future__ import annotations

from domain.policy.danger import Danger, DangerWords

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
            "去年/前年/年前/以前/当年/當年/早年/从前/從前/那年 * 家暴离/家暴離/家庭暴力离/家庭暴力離",
            "家暴离婚了/家暴離婚了/家暴离了婚/家暴離了婚/家暴离异/家暴離異/家暴离的婚/家暴離的婚/家暴离过婚/"
            "家暴離過婚/家暴而离婚/家暴而離婚/家暴已离婚/家暴已離婚/家暴离婚的/家暴離婚的/家暴离婚多年/"
            "家暴離婚多年/家暴离婚后/家暴離婚後/家暴离婚带/家暴離婚帶/家暴离婚独/家暴離婚獨/家暴离婚一个人/"
            "家暴離婚一個人/家暴离婚自己/家暴離婚自己/离婚因为家暴/離婚因為家暴/离婚是因为家暴/離婚是因為家暴/"
            "离婚因家暴/離婚因家暴/离婚原因是家暴/離婚原因是家暴/离婚的原因是家暴/離婚的原因是家暴/"
            "离婚由于家暴/離婚由於家暴/离异因为家暴/離異因為家暴/离异因家暴/離異因家暴/没有家暴/沒有家暴/"
            "没家暴/沒家暴/不是家暴/不存在家暴/挨打了的/捱打了的/挨打的老实/捱打的老實/挨打的人/捱打的人/"
            "挨打的份/捱打的份/被动挨打/被動挨打/就要挨打/就要捱打",
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
    DangerWords(
        kind=Danger.LIFE,
        words=(
            "真想4/真的想4/想4太/想4算/好想4/只想4/就想4/我想4了/想去4/去4算了/想鼠了/好想鼠/想亖/想自鲨/"
            "想自鯊/要自鲨/要自鯊/想噶了自己/想嘎了自己/不想huo/想跳江/跳江了/要跳江/想跳海/要跳海/要跳下去/"
            "想跳下去/割脉/割脈/想烧炭/想燒炭/烧炭自/燒炭自/死了一了/不想继续活/不想繼續活/我不活了/不想活在/"
            "不想在这个世/不想在這個世/想离开这个世界/想離開這個世界/想离开人世/想離開人世/再见了这个世界/"
            "再見了這個世界/来生再见/來生再見/下辈子再见/下輩子再見/抑郁想死/抑鬱想死/抑郁症想死/抑鬱症想死/"
            "想带孩子一起走/想帶孩子一起走/带孩子一起死/帶孩子一起死/带着孩子一起死/帶著孩子一起死/活着受罪/"
            "活著受罪/活着就是受罪/活著就是受罪/活着就是煎熬/活著就是煎熬/活着太痛苦/活著太痛苦/活着好痛苦/"
            "活著好痛苦/活着真痛苦/活著真痛苦/活着没盼头/活著沒盼頭",
            "楼顶/樓頂/天台/桥上/橋上/窗台 * 跳下/想跳/要跳/不想下/不下来/不下來",
            "wanna kms/want to kms/gonna kms/going to kms/will kms/just kms/might kms/unalive/self harm/"
            "selfharm/sewerslide/wanna be dead/want to be dead/wish i was never born/wish i were never born/"
            "wish i had never been born/disappear forever/done with life/done with living/take all my pills/"
            "took all my pills/dont want to wake up/do not want to wake up",
        ),
        unless=(
            "想4月/想4号/想4號/想4个/想4個/想4天/想4点/想4點/想4万/想4萬/想4千/想4百/想4人/想4年/想4次/想4楼/"
            "想4樓/想4块/想4塊/想4元/想40/想41/想42/想43/想44/想45/想46/想47/想48/想49/去4月/去4号/去4號/去4个/"
            "去4個/去4楼/去4樓/去4次/去4点/去4點/去4天/去4人/去40/去4s/想去4s",
            "done with life insurance",
        ),
    ),
    DangerWords(
        kind=Danger.VIOLENCE,
        words=(
            "主管/领导/領導/老板/老闆/经理/經理/组长/組長/班长/班長/同事/上司/厂长/廠長/主任/工头/工頭/队长/"
            "隊長/书记/書記/师傅/師傅/保安/房东/房東/继父/繼父/后爸/後爸/叔叔/舅舅/爸爸/我爸/父亲/父親/爷爷/"
            "爺爺/邻居/鄰居/有人/男人/男的/他 * 摸我/摸了我/乱摸/亂摸/强吻/強吻/亲我/親我/抱我不放/抱住我/"
            "抱着我不/抱著我不/搂我/摟我/搂住我/摟住我/摸胸/摸屁股/摸大腿/动手动脚/動手動腳/毛手毛脚/毛手毛腳/"
            "脱我/扒我衣/扒我裤/扒我褲/袭胸/襲胸/偷拍我/骚扰我/騷擾我/陪睡/陪他睡/跟他睡/和他睡/陪他上床/"
            "跟他上床",
            "强吻/強吻/袭胸/襲胸/摸我胸/摸我屁股/摸我大腿/摸我下面/摸我下体/摸我下體/摸我身体/摸我身體/"
            "摸我私处/摸我私處/对我动手动脚/對我動手動腳/对我毛手毛脚/對我毛手毛腳/被摸了/被主管摸/被领导摸/"
            "被領導摸/被老板摸/被老闆摸/被同事摸/被他摸/被人摸/被骚扰/被騷擾/被主管骚扰/被主管騷擾/被领导骚扰/"
            "被領導騷擾/被老板骚扰/被老闆騷擾/偷拍我/被偷拍/逼我陪/强行脱/強行脱/强迫我发生/強迫我發生/"
            "要我陪睡/让我陪睡/讓我陪睡",
            "boss/supervisor/manager/foreman/leader/coworker/colleague/stepfather/uncle/neighbour/neighbor/"
            "landlord/he * touched me/touches me/touching me/touched my/touches my/tried to kiss me/kissed me/"
            "grabbed me/grabbed my/harasses me/harassed me/assaulted me/wants to sleep with me",
            "老公/丈夫/男人/老婆/妻子/爱人/愛人/对象/對象/男朋友/女朋友/男友/女友/前夫/前妻/公公/婆婆/爸爸/"
            "我爸/父亲/父親/继父/繼父/后爸/後爸/儿子/兒子/女儿/女兒/孙子/孫子/女婿/儿媳/兒媳/哥哥/弟弟/家里人/"
            "家裡人/他/她 * 打我/扇我/扇了我/抽我耳光/抽我嘴巴/皮带抽/皮帶抽/踹我/踹了我/砸我/烟头烫/煙頭燙/"
            "烫伤我/燙傷我/捅我/扎我/弄死我/砍死我/掐死我/打死我/揍我/暴打/勒我脖/推我下楼/推我下樓/殴打/毆打/"
            "虐待/用刀砍/拿剪刀",
            "工头/工頭/老板/老闆/包工头/包工頭/债主/債主/讨债的/討債的/要债的/要債的/催债的/催債的/邻居/鄰居/"
            "城管/保安/领导/領導/主管/同事/房东/房東/有人/他们/他們/对方/對方 * 打我/打了我/打伤我/打傷我/"
            "把我打/动手打/動手打/打人/揍我/围殴/圍毆/殴打/毆打/砍我/捅我/拿刀",
            "要工资被打/要工資被打/讨薪被打/討薪被打/要钱被打/要錢被打/被殴打/被毆打/殴打我/毆打我/被虐待/"
            "虐待我/虐待孩子/虐待老人/把我关起来/把我關起來/关起来打/關起來打/把我绑/把我綁/绑架/綁架/囚禁/"
            "拿刀追/拿刀砍/拿刀捅",
            "husband/wife/boyfriend/girlfriend/partner/father/mother/dad/mum/mom/son/brother/uncle/boss/"
            "foreman/he/she * slapped me/slaps me/slap me/punched me/punches me/punch me/pushed me down/"
            "abusing me/abuses me/abused me/hits our child/hits my child/hits our kids/strangled me/burned me/"
            "burnt me/stabbed me",
        ),
        unless=(
            "摸我底/摸我的底/摸底/摸清/摸排/摸我情况/摸我情況/摸我的情况/摸我的情況/摸我家/摸我头/摸我頭/"
            "亲我孩/親我孩/亲我女/親我女/亲我儿/親我兒/亲我家/親我家/亲我宝/親我寶/亲我的/親我的/亲我们/親我們/"
            "父亲我/父親我/母亲我/母親我/亲我自己/親我自己/被骚扰电话/被騷擾電話/被骚扰短信/被騷擾短信/"
            "被电话骚扰/被電話騷擾/骚扰电话/騷擾電話",
            "touched me deeply/touched my heart/touches my heart/touched me with/kissed me goodbye/"
            "grabbed my attention/punched me in/he punched my card",
            "打我电话/打我電話/打我的电话/打我的電話/打我手机/打我手機/打我的手机/打我的手機/打我卡/打我的卡/"
            "打我账/打我賬/打我工资/打我工資/打我银行/打我銀行/打我微信/打我的微信/打我号码/打我號碼/"
            "打我了电话/打我了電話/打我钱/打我錢/打我款/打我一笔/打我一筆/打人工/打人事/打人民币/打人民幣/"
            "打人社/没打我/沒打我/没有打我/沒有打我/打死我也/打死我都/砸我饭碗/砸我飯碗/砸我手/砸我脚/砸我腳/"
            "拿刀切/虐待罪/绑架罪/綁架罪/没打人/沒打人/没有打人/沒有打人/从不打人/從不打人/殴打罪/毆打罪",
        ),
    ),
    DangerWords(
        kind=Danger.ACCIDENT,
        words=(
            "孩子/宝宝/寶寶/婴儿/嬰兒/娃/儿子/兒子/女儿/女兒/孙子/孫子/孙女/孫女/老人/老伴/老公/丈夫/老婆/妻子/"
            "爱人/愛人/妈妈/媽媽/爸爸/我妈/我媽/我爸/母亲/母親/父亲/父親/爷爷/爺爺/奶奶/工友/同事/师傅/師傅/"
            "有人/他/她 * 抽搐/抽风了/抽風了/惊厥/驚厥/口吐白沫/翻白眼/噎住/噎着/噎著/呛住/嗆住/卡住喉/窒息/"
            "不喘气/不喘氣/没反应了/沒反應了/没有反应/沒有反應/没意识/沒意識/没有意识/沒有意識/失去意识/"
            "失去意識/没气了/沒氣了/没心跳/沒心跳/没有心跳/沒有心跳/心跳停/嘴唇发紫/嘴唇發紫/吐血/咯血/"
            "突然倒下/倒地不起/休克/误服/誤服/误食/誤食/误喝/誤喝/喝了洁厕/喝了潔廁/喝了消毒/吃了老鼠药/"
            "吃了老鼠藥/落水/掉井里/掉井裡/掉进井/掉進井/掉水里/掉水裡/掉河里/掉河裡/掉江里/掉江裡",
            "工友/有人/同事/孩子/宝宝/寶寶 * 坠楼/墜樓/坠落/墜落/摔下来/摔下來/摔下去/掉下来/掉下來/掉下去",
            "突然/突发/突發 * 中风/中風/心梗/脑出血/腦出血/脑梗/腦梗/说不出话/説不出話/半身不能动/半身不能動/"
            "胸痛/倒下/倒地/没反应/沒反應/抽搐",
            "刚才/剛才/刚刚/剛剛/刚被/剛被/正在 * 手断/手斷/手指断/手指斷/手指头断/手指頭斷/腿断/腿斷/胳膊断/"
            "胳膊斷/切断/切斷/切掉/砸断/砸斷/轧断/軋斷/烫伤/燙傷/烧伤/燒傷/车撞/車撞/撞了/中风/中風/心梗/吐血/"
            "坠楼/墜樓/坠落/墜落/落水/抽搐/休克/蛇咬/手指被切/手指头被切/手指頭被切",
            "胳膊/手臂/头发/頭髮/衣袖/袖子/手被/手指被 * 绞进/絞進/绞住/絞住/卷进/捲進/卷住/捲住/轧断/軋斷/"
            "压断/壓斷/轧住/軋住",
            "家里/家裡/楼下/樓下/楼上/樓上/仓库/倉庫/车间/車間/厂里/廠裡/工厂/工廠/宿舍/工地/房子/屋里/屋裡/"
            "厨房/廚房/隔壁/邻居家/鄰居家/锅炉/鍋爐/瓦斯 * 着火/著火/起火/失火/爆炸",
            "心梗发作/心梗發作/心绞痛发作/心絞痛發作/心脏骤停/心臟驟停/心跳停了/没有心跳/沒有心跳/没心跳/"
            "沒心跳/失去意识/失去意識/休克了/吐血了/吐血不止/吐了好多血/被蛇咬/被毒蛇咬/羊水破/烟气中毒/"
            "煙氣中毒/一氧化碳中毒/煤气味很/煤氣味很/很大的煤气味/很大的煤氣味/煤气味好大/煤氣味好大/"
            "煤气味太大/煤氣味太大/一股煤气味/一股煤氣味/闻到煤气/聞到煤氣/漏煤气/漏煤氣/煤气漏/煤氣漏/"
            "燃气泄漏/燃氣泄漏/天然气泄漏/天然氣泄漏/液化气泄漏/液化氣泄漏/瓦斯突出/透水了/井下透水/矿井透水/"
            "礦井透水/煤矿透水/煤礦透水/井下冒顶/井下冒頂/落水了/有人坠/有人墜/被开水烫了/被開水燙了/"
            "手指切掉了/困在电梯/困在電梯/电梯掉/電梯掉",
            "电梯/電梯 * 出不来/出不來/出不去",
            "叉车/叉車/挖掘机/挖掘機/吊车/吊車/货车/貨車/铲车/鏟車/墙倒/牆倒/机器倒/機器倒/翻车/翻車/"
            "翻了 * 压到人/壓到人/压着人/壓著人/压住人/壓住人/撞到人/砸到人/压到我/壓到我/压住我/壓住我",
            "having a seizure/has a seizure/having seizures/is convulsing/is choking/are choking/choked on/"
            "is unconscious/stopped breathing/not responding/unresponsive/cut my finger off/cut his finger off/"
            "cut off my finger/finger was cut off/finger got cut off/house on fire/factory on fire/"
            "got electrocuted/been electrocuted/was electrocuted/fell into the river/fell into the water/"
            "fell into a well/snake bite/bitten by a snake/water broke",
            "just now/right now/just * hit by a car/car crash/crashed/a stroke/cut off/fell into/a seizure",
            "hit by a car/car crash/a stroke/a seizure * just now/right now/a minute ago",
        ),
        unless=(
            "去年/前年/上个月/上個月/上月/上周/上週/年前/以前/当年/當年/那年/小时候/小時候/早年/从前/從前/曾经/"
            "曾經/前几年/前幾年/年底 * 抽搐/抽风/抽風/惊厥/驚厥/口吐白沫/翻白眼/窒息/吐血/咯血/失去意识/"
            "失去意識/没有意识/沒有意識/倒下/倒地/休克/误服/誤服/误食/誤食/误喝/誤喝/落水/坠楼/墜樓/坠落/墜落/"
            "摔下/掉下/掉井里/掉井裡/掉水里/掉水裡/掉河里/掉河裡/掉江里/掉江裡/中风/中風/心梗/脑出血/腦出血/"
            "脑梗/腦梗/胸痛/绞进/絞進/卷进/捲進/轧断/軋斷/压断/壓斷/着火/著火/起火/失火/爆炸/蛇咬/中毒/泄漏/"
            "透水/切掉/烫/燙/压到人/壓到人/撞到人",
            "经常/經常/常常/有时/有時/有时候/有時候/老是/偶尔/偶爾/时常/時常/每次/容易/每月/常年 * 抽搐/抽风/"
            "抽風/惊厥/驚厥/口吐白沫/吐血/咯血/休克/窒息/失去意识/失去意識/胸痛",
            "中风/中風/心梗/脑出血/腦出血/脑梗/腦梗/吐血/抽搐/坠落/墜落/坠楼/墜樓/摔下来/摔下來/掉下来/掉下來/"
            "休克/落水 * 住院/出院/医院/醫院/去世/走了/离世/離世/手术/手術/治疗/治療/瘫/癱/残/殘/植物人/骨折/"
            "后遗/後遺/花了/医药费/醫藥費/赔偿/賠償/工伤认定/工傷認定",
            "着火/著火/起火/失火/爆炸 * 补助/補助/救助/申请/申請/损失/損失/赔/賠/重建/保险/保險",
            "年着火/年著火/年起火/年失火/年爆炸/月着火/月著火/月起火/月失火/年家里着火/年家裡著火/年家里失火/"
            "年家裡失火/着火过/著火過/着火后/著火後/失火后/失火後/着火以后/著火以後/失火以后/失火以後/抽搐过/"
            "抽搐過/抽风过/抽風過/惊厥过/驚厥過/吐血过/吐血過/休克过/休克過/中风过/中風過/吐血是/失去意识是/"
            "失去意識是/癫痫抽搐每/癲癇抽搐每/癫痫抽搐吃药/癲癇抽搐吃藥/癫痫抽搐要/癲癇抽搐要/癫痫抽搐长期/"
            "癲癇抽搐長期/抽搐病/抽风扇/抽風扇/抽风机/抽風機/不抽搐/没抽搐/沒抽搐/没有抽搐/沒有抽搐/爆炸性/"
            "爆炸头/爆炸頭/工资掉下/工資掉下/价格掉下/價格掉下/收入掉下/成绩掉下/成績掉下/窒息性/误食品/誤食品/"
            "没有反应情况/沒有反應情況/系统没有反应/系統沒有反應/没有反应过来/沒有反應過來/没反应过来/"
            "沒反應過來/落水管",
            "last year/years ago/last month/months ago/last week * seizure/convulsing/unconscious/breathing/"
            "cut off/fire/electrocuted/fell into/snake/stroke/crash/hit by a car",
            "electrocuted/fell into the river/finger was cut off/cut off my finger/cut my finger off/"
            "house on fire/unconscious/snake bite * last year/years ago/last month/months ago/last week/in 20",
            "is choking hazard/cut off in/cut off from/cut off by",
        ),
    ),
)

_ALONE = {  # what says too little in a sentence, and everything if it is all that somebody writes
    Danger.LIFE: "想死/自杀/自殺/上吊/跳楼/跳樓/去死/自尽/自盡/想死啊/"
    "kms/想4/我想4/想si/我想si/想鼠/我想鼠/xiang si/wo xiang si/xiangsi/woxiangsi/bxhl/割脉/割脈/不活了/想割脉/"
    "想割脈/自鲨/自鯊/想紫砂/跳江/跳河/跳海/我在楼顶/我在樓頂/我在天台/站在楼顶/站在樓頂/站在天台/下辈子再见/"
    "下輩子再見/来生再见/來生再見/self harm",
    Danger.VIOLENCE: "打我/被打/家暴/强奸/強姦/性侵/"
    "被摸/家暴我/被强暴/被強暴/摸我/被骚扰/被騷擾/被虐待/老板打人/老闆打人/有人拿刀",
    Danger.ACCIDENT: "救命/救我/救人/触电/觸電/溺水/爆炸/煤气中毒/煤氣中毒/着火/著火/火灾/"
    "heart attack/drowning/explosion/electrocuted/fire fire/help help/"
    "被车撞了/被車撞了/孩子被车撞了/孩子被車撞了/手断了/手斷了/手指断了/手指斷了/着火了/著火了/孩子抽搐/中风了/"
    "中風了/心梗了/没有意识了/沒有意識了/house on fire/snake bite/help my child",
}
ALONE = {word: kind for kind, words in _ALONE.items() for word in words.split("/")}
_OVER = (  # how somebody came to be alone
    "家暴离婚/家暴離婚/因家暴离婚/因家暴離婚/因为家暴离婚/因為家暴離婚/遭家暴离婚/遭家暴離婚/家庭暴力离婚/"
    "家庭暴力離婚/被家暴离婚/被家暴離婚/单亲家暴离婚/單親家暴離婚"
)
OVER = frozenset(_OVER.split("/"))
AGAIN = "今天/昨天/刚/剛/现在/現在/正在/又/还/還/天天/每天/再/now/just/today/yesterday/again/still"
