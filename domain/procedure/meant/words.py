"""How it is told that something is decided and can still be taken back, and the keys under it."""

from __future__ import annotations

from domain.platform.messages import Keys, key
from domain.platform.text import N_, Text, say
from domain.procedure.buttons import AtOnce, TakeBack
from domain.procedure.meant.rules import Act

SAID = {
    "approve": N_("{done} It takes effect at {time}; the worker is not told before."),
    "return": N_("You have returned this. It takes effect at {time}; the worker is not told before."),
    "refuse": N_("You have refused this. It takes effect at {time}; the worker is not told before."),
    Act.ENTER: N_("You have given the number. It takes effect at {time}; the worker is not told before."),
}
OTHERS_SAID = {
    "approve": N_("A colleague has dealt with this. It takes effect at {time}, unless they take it back."),
    "return": N_("A colleague has returned this. It takes effect at {time}, unless they take it back."),
    "refuse": N_("A colleague has refused this. It takes effect at {time}, unless they take it back."),
    Act.ENTER: N_("A colleague has given the number. It takes effect at {time}, unless they take it back."),
}


def said_of(
    meant_id: int, act: str | None, verdict: str | None, *, done: str, time: str, is_own: bool
) -> tuple[Text, Keys]:
    """Return what is said of a decision that waits, to whoever made it with the keys, to the others without any; `done`
    is what the step says of an approval."""
    what = (act if act == Act.ENTER else verdict) or ""
    if not is_own:
        return Text(OTHERS_SAID[what], {"time": time}), ()
    given = {"time": time} | ({"done": Text(done)} if what == "approve" else {})
    return Text(SAID[what], given), keys_of(meant_id)


def keys_of(meant_id: int, *, together: bool = False) -> Keys:
    """Return the keys under what can be taken back: one decision, or all that were made by one press."""
    undo = key(say(N_("↩️ Undo")), TakeBack(meant_id, int(together)))
    return ((undo, key(say(N_("At once")), AtOnce(meant_id, int(together)))),)
