"""Nothing new is asked for on a file that rests because its yearly re-check was not answered."""

from domain.kinds.kind import Need
from domain.kinds.reasons import Reason
from domain.platform.text import N_, Refusal, say
from services.aid.standing import Standing

RESTS = N_(
    "Your household's file rests since {day}, because the yearly re-check was not answered. Answer it under /file; if "
    "nothing has changed, you can apply at once."
)


class FileRests(Refusal):
    """It was left open while somebody filled in a form; the way back is told."""

    text = RESTS


def while_it_rests(standing: Standing | None, need: Need) -> tuple[Reason, ...]:
    """Return the reason against what rests on a file, while that rests; what needs no file goes on."""
    if standing is None or standing.rests_since is None or need is not Need.RESTS:
        return ()
    said = say(N_("The file rests since {day}: the yearly re-check was not answered."), day=standing.rests_since)
    return (Reason("rests", say(RESTS, day=standing.rests_since), said),)


def check_open(standing: Standing | None, need: Need, *, again: bool) -> None:
    """Raise FileRests when something new would rest on a file that rests; what is handed in `again` is not new."""
    if not again and standing is not None and standing.rests_since is not None and while_it_rests(standing, need):
        raise FileRests(day=standing.rests_since)
