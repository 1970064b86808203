"""What is said of a file that is no paper, to whoever sent it."""

from delivery.papers.judging import FAULTS, FAULTS_FOR_MANY
from domain.broadcasts.buttons import OpenBroadcast
from domain.cases.buttons import AddPaper, OtherPaper
from domain.platform.messages import Message, key
from domain.platform.text import N_, Text, say
from models.procedure import AidCase, Paper

REFUSED = N_(
    "A file that you sent for case {number} cannot be used: {fault}. It does not count as handed in. Please take a "
    "photo of the paper, or send a PDF: /cases, then “Add a paper”."
)
REFUSED_OTHER = N_(
    "A file that you sent for case {number} in place of another cannot be used: {fault}. The one before stays and "
    "counts as it did. Please take a photo of the paper, or send a PDF."
)
AGAIN = N_("Send this paper again")
REFUSED_ELSEWHERE = N_(
    "A file that you sent cannot be used: {fault}. Please take a photo of the paper, or send a PDF, where you sent it."
)
REFUSED_OF_VISIT = N_(
    "A photo of your visit for case {number} cannot be used: {fault}. The record of the visit stands without it."
)

REFUSED_OF_NOTICE = N_(
    "The file of your notice cannot be used: {fault}. The notice does not go out with it, and nothing else is lost: "
    "open the notice, press “Change”, and send another file or leave it out."
)
SEE_NOTICE = N_("See the notice")
OF_NOTICE = "broadcast:"  # how `about` begins of what goes out to many, and not only to officers


def refusal(row: Paper, case: AidCase | None, fault: str, still_there: int | None = None) -> Message:
    """Say what is wrong with a file, and how another one is sent; `still_there` is the paper whose place it was to
    take."""
    if is_for_many(row):
        return _refusal_for_many(row, fault)
    if case is None:
        return Message(say(REFUSED_ELSEWHERE, fault=Text(FAULTS[fault])))
    if row.about:
        return Message(say(REFUSED_OF_VISIT, fault=Text(FAULTS[fault]), number=case.number))
    if still_there is not None:
        again = key(say(AGAIN), OtherPaper(still_there))
        return Message(say(REFUSED_OTHER, fault=Text(FAULTS[fault]), number=case.number), ((again,),))
    again = key(say(AGAIN), AddPaper(case.id, row.kind))
    return Message(say(REFUSED, fault=Text(FAULTS[fault]), number=case.number), ((again,),))


def is_for_many(row: Paper) -> bool:
    """Say whether a file goes out with a notice, and not only to officers."""
    return row.about.startswith(OF_NOTICE)


def _refusal_for_many(row: Paper, fault: str) -> Message:
    why = Text((FAULTS | FAULTS_FOR_MANY)[fault])
    see = key(say(SEE_NOTICE), OpenBroadcast(int(row.about.removeprefix(OF_NOTICE))))
    return Message(say(REFUSED_OF_NOTICE, fault=why), ((see,),))
