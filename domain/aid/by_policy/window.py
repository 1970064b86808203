"""Whether a programme can be asked for on a day: for all alike, or for those who may still, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.kinds.reasons import Reason
from domain.platform.text import N_, Joined, Sayable, say
from domain.policy.aid.programme import Aid
from domain.policy.aid.windows import Ground
from domain.policy.programmes import WindowState


def window_reasons(programme: Aid, today: date, ground: Ground | None) -> Iterator[Reason]:
    """Yield that it is not open today; `ground` is what is known of whoever asks, None before anything was asked."""
    state = programme.state(today, ground)
    if state is None or state.is_open:
        return
    rule = N_("Window {opens} to {closes}, today {today}.")
    officer = say(rule, opens=state.opens_on, closes=state.closes_on, today=today)
    if state.state is WindowState.OPENS_LATER:
        said = say(N_("Applications open on {opens}. Please come back then."), opens=state.opens_on)
        yield Reason("opens_later", said, officer, on=state.opens_on)
    else:
        yield Reason("closed", _closed_said(programme, today, ground, state.opens_on), officer, on=state.opens_on)


def _closed_said(programme: Aid, today: date, ground: Ground | None, opens: date) -> Sayable:
    apart = programme.window.others_after(today, ground) if programme.window and ground else None
    if apart is None:
        source = N_(
            "Applications are closed for this year. The next ones open on {opens}. In need now? Ask your union."
        )
        return say(source, opens=opens)
    source = N_(
        "For {whom}, applications are closed; only {others} can still apply. The next ones open on {opens}. In need "
        "now? Ask your union."
    )
    whom, others = apart
    return say(source, whom=whom.title, others=Joined(tuple(one.title for one in others), ", "), opens=opens)
