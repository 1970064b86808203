"""What Telegram refused is tried again, when an administrator says so."""

from domain.platform.access import Action
from domain.platform.buttons import TryAgain
from domain.platform.text import N_, say
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import procedure


def try_again(turn: Turn, press: TryAgain) -> None:
    """Queue it once more; the alarm stays above, with its button."""
    procedure.try_again(turn.work, press.row_id)
    turn.toast(say(N_("It is sent again. If it is refused once more, you are told here.")), alert=True)


ROUTES: list[Route] = [Press(TryAgain, Action.TRY_AGAIN, try_again)]
