"""What a worker has sent for a case: looked at again, taken back once they are sure, and sent anew in its place."""

from __future__ import annotations

from domain.cases.buttons import Act, AddPaper, CasePress, OtherPaper, SentPaper, TakePaperBack
from domain.cases.papers import PaperDecidedOn
from domain.platform.access import Action
from domain.platform.messages import Key, Keys, key
from domain.platform.text import N_, Sayable, lines, paragraphs, say
from handlers.forms import begin
from handlers.menu.menu import menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import cases
from services.cases import OwnPaper

MOST_SHOWN = 40  # keys under one message


def sent_papers(turn: Turn, case_id: int) -> None:
    """List what the worker has sent, a key for each file."""
    sent = cases.own_papers(turn.work, case_id)
    head = say(N_("Which one would you like to look at, take back, or change for another?"))
    if not sent:
        head = say(N_("You have sent no paper for this case yet."))
    keys = tuple((key(_called(one), SentPaper(one.id)),) for one in sent[-MOST_SHOWN:])
    turn.show(head, (*keys, (_back(case_id),)))


def _called(one: OwnPaper) -> Sayable:
    return one.text if one.count == 1 else lines(one.text, str(one.place), between=" ")


def _back(case_id: int) -> Key:
    return key(say(N_("‹ Back")), CasePress(case_id, Act.PAPERS))


def sent_paper(turn: Turn, press: SentPaper) -> None:
    """Show one file again, and what can be done with it."""
    one = cases.own_paper(turn.work, press.paper_id)
    told = paragraphs(
        lines(say(N_("<b>{paper}</b>"), paper=_called(one)), say(N_("Sent: {when}"), when=one.sent_at)),
        say(N_("It shows somebody's number, so it is not shown here again.")) if one.file is None else None,
        one.stays.said if one.stays else None,
    )
    if one.file is not None:
        turn.say(_called(one), attachment=one.file)
    turn.say(told, _keys(one))  # by itself: the words of a file cannot be changed by a press


def _keys(one: OwnPaper) -> Keys:
    other = key(say(N_("Send another in its place")), OtherPaper(one.id))
    back = key(say(N_("Take it back")), TakePaperBack(one.id, 0))
    can = (*(() if one.no_other else ((other,),)), *(() if one.stays else ((back,),)), *_beside(one))
    return (*can, (key(say(N_("‹ Back")), CasePress(one.case_id, Act.SENT)),))


def _beside(one: OwnPaper) -> Keys:
    """Of a paper that a decision rested on, let another one be sent beside it."""
    if not isinstance(one.stays, PaperDecidedOn):
        return ()
    return ((key(say(N_("📎 {paper}"), paper=one.text), AddPaper(one.case_id, one.kind)),),)


def take_back(turn: Turn, press: TakePaperBack) -> None:
    """Ask once, and then take a paper back."""
    if press.sure:
        _taken_back(turn, cases.take_paper_back(turn.work, press.paper_id))
        return
    one = cases.own_paper(turn.work, press.paper_id)
    if one.stays is not None:
        raise one.stays
    asked = N_(
        "Take back “{paper}”? It is deleted here and no longer counts; who has your case is told. An officer who has "
        "opened it already may still have it in their chat."
    )
    yes = key(say(N_("Yes, take it back")), TakePaperBack(one.id, 1))
    no = key(say(N_("No, it stays")), CasePress(one.case_id, Act.PAPERS))
    turn.say(say(asked, paper=_called(one)), ((yes,), (no,)))


def _taken_back(turn: Turn, one: OwnPaper) -> None:
    again = key(say(N_("📎 {paper}"), paper=one.text), AddPaper(one.case_id, one.kind))
    see = key(say(N_("See the case")), CasePress(one.case_id, Act.OPEN))
    told = say(N_("“{paper}” is taken back. Send it again here, or later under /cases."), paper=_called(one))
    turn.show(told, ((again,), (see, menu_key())))


def send_other(turn: Turn, press: OtherPaper) -> None:
    """Ask for the file that takes the place of one."""
    one = cases.own_paper(turn.work, press.paper_id)
    if one.no_other is not None:
        raise one.no_other
    begin(turn, "paper", subject=f"{one.case_id}.{one.kind}.{one.id}", restart=True, below=True)


ROUTES: list[Route] = [
    Press(SentPaper, Action.CHANGE_OWN_CASE, sent_paper),
    Press(TakePaperBack, Action.CHANGE_OWN_CASE, take_back),
    Press(OtherPaper, Action.CHANGE_OWN_CASE, send_other),
]
