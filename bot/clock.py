"""The one clock: real time, plus however far the simulator's time machine has moved it."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Gives aware moments in UTC; `shift` is zero outside the simulator."""

    def __init__(self, shift: timedelta = timedelta(0)) -> None:
        self.shift = shift

    def now(self) -> datetime:
        return self.wall() + self.shift

    def wall(self) -> datetime:
        """Return what the clock of the machine says, wherever the time machine is."""
        return datetime.now(UTC)
