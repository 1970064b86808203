"""What officers are asked for by a prompt, in a few words."""

from domain.platform.text import N_, Text, say

_WHAT = {
    "step": N_("to be dealt with"),
    "visit": N_("visit the home"),
    "vote": N_("vote on it"),
    "confirm": N_("confirm a visit"),
    "objection": N_("answer an objection"),
    "appeal": N_("answer an objection"),
    "dispute": N_("money did not come"),
    "again": N_("money came back"),
    "held": N_("say how what is given each month goes on"),
    "settle": N_("say how all of a loan can be paid back"),
    "defer": N_("say whether a repayment may wait"),
    "receipt": N_("ask whether the money came"),
    "clash": N_("say where somebody belongs who is named in two households"),
    "double": N_("say whether two files are of one household"),
    "named": N_("say whether you live in a household that named you"),
    "account": N_("say whether an account is that of somebody who lives in the household"),
}
KINDS = tuple(_WHAT)


def asked_for(kind: str) -> Text:
    """Return what a prompt of this kind asks for."""
    return Text(_WHAT.get(kind, _WHAT["step"]))


PAPERS_MISSING = say(N_("Papers are missing. Please look below."))
