import json, itertools
import pytest
from tests.guards.test_access_of_seasons import *
from tests.guards.test_access_of_seasons import small_union, database
from tests.union import told

PIC=[{"file_id":"a","file_unique_id":"b","width":9,"height":9}]
DOC=lambda n,m,s=100: {"file_id":"d","file_unique_id":"e"+n,"file_name":n,"mime_type":m,"file_size":s}
BAD=[{"text":x} for x in ("31.02.","2027-02-30","2027-12-24","2026-12-25","1e9","-5","一千","1000000000","0","0.001","99999999999999999999999","NaN","inf","٣","１００","=cmd()","\u0000\u0007x","🏠"*900,"字"*4096,"<b>&</b>","@away","other","…","a:b:c", "{x}", "{name}", "%s","\u202e abc")]
BAD+=[{"photo":PIC},{"sticker":{"file_id":"s","file_unique_id":"s","width":1,"height":1,"is_animated":False,"is_video":False,"type":"regular"}},{"voice":{"file_id":"v","file_unique_id":"v","duration":3}},{"document":DOC("x.exe","application/octet-stream")},{"document":DOC("x.csv","text/csv",10**9)},{"document":DOC("x.csv","text/csv",100)},{"document":DOC("x.pdf","application/pdf",100)},{"location":{"longitude":1.0,"latitude":1.0}},{"contact":{"phone_number":"13800138000","first_name":"x"}},{"video":{"file_id":"v","file_unique_id":"v","duration":3,"width":1,"height":1}},{"dice":{"emoji":"🎲","value":3}},{"text":"/skip"},{"text":"/done"},{"text":"/back"}]
ALL={**FORMS,"summer":None}

def texts(shown):
    return [told(b["message"]["text"]) if "message" in b else (told(b["text"]) if b.get("text") else "") for b in json.loads(shown)]

@pytest.mark.parametrize("form",[*FORMS,"heat"])
def test_bad(union, form):
    world,it=union
    person,button=FORMS.get(form,(ADMIN,None))
    shown,_=presses(world,person,button(it)) if button else types(world,person,"/heat")
    log=[]
    seen=set()
    # walk: at every question try all bad inputs, then a press of the first option / good answer
    good=["unchanged","x y","2026-12-20","10","100"]
    for step in range(14):
        keys=last_keys(shown)
        for bad in BAD:
            before=everything(world,but=("draft","audit"))
            s,others=updated(world,person,**bad)
            t=texts(s)
            log.append((step,str(bad)[:60],t[-1][:160] if t else None))
            after=everything(world,but=("draft","audit"))
            ch={n for n in after if after[n]!=before[n]}
            if ch or others: log.append(("CHANGED",ch,others))
            assert s!="[]",bad
            k=last_keys(s)
            if k: keys=k
        opts=[k for k in keys if k.startswith("f:") and k.rsplit(":",1)[1].split(".")[0] not in("help","leave","back")]
        if not opts: break
        shown,others=presses(world,person,opts[0])
        t=texts(shown); log.append((step,"PRESS "+opts[0],t[-1][:100] if t else None,others))
        if others: break
    open(f"/tmp/bad_{form.replace(' ','_')}.txt","a").write("\n".join(map(str,log)))

def test_grep(union):
    world,it=union
    if not world.database.is_sqlite: return
    for b in (OpenTask(it.task),OpenItem(it.task,"visit"),LogResult(it.reply,Result.HIRED)): presses(world,POINT,b)
    types(world,POINT,"约定下周再谈的悄悄话")
    presses(world,POINT,LeaveItemOut(it.task,"money"))
    presses(world,STATION,SeasonTable(it.campaign)); presses(world,STATION,SeasonPicture(it.campaign)); presses(world,STATION,RepliesPage(it.offer,0))
    presses(world,STATION,AssignTo(it.household,  world.work and 12 and it.appointment+11))
    url=world.database.engine.url.database
    import os
    data=b"".join(open(url+x,"rb").read() for x in ("","-wal") if os.path.exists(url+x))
    for w in ("林示例","13900139001","私下说的话","13800138000","约定下周","林小例","员11","草稿的正文","9901"):
        n=data.count(w.encode()), data.count(json.dumps(w)[1:-1].encode())
        print(w,n)
    import sqlite3
    c=sqlite3.connect(url)
    print(c.execute("select distinct action,subject,detail from audit").fetchall())
    for (t,) in c.execute("select name from sqlite_master where type='table'").fetchall():
        for row in c.execute(f"select * from {t}").fetchall():
            for v in row:
                if isinstance(v,str) and any(ord(ch)>0x2e80 for ch in v) and t!="policy_text": print(t,v[:120])
    c.close()
