"""A running bot for tests: the program unmodified, its embedded simulator, and the people played over HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.demo import embedded
from bot.run.app import Program
from bot.settings import Settings
from models.procedure import AidCase
from simulator import Player, SimulatorClient

POLICY = Path(__file__).parent.parent / "policies" / "demo.toml"


@dataclass
class Town:
    """The demonstration as tests see it."""

    program: Program
    client: SimulatorClient

    def player(self, person_id: int) -> Player:
        return self.client.player(person_id)

    @property
    def lin(self) -> Player:
        """A worker in hardship, not registered yet."""
        return self.player(embedded.LIN)

    @property
    def aygul(self) -> Player:
        """Another worker, not registered yet."""
        return self.player(embedded.AYGUL)

    @property
    def point(self) -> Player:
        """The case officer of the point."""
        return self.player(embedded.POINT)

    @property
    def station(self) -> Player:
        """The reviewer of the station."""
        return self.player(embedded.STATION)

    @property
    def approver(self) -> Player:
        return self.player(embedded.APPROVER)

    @property
    def recorder(self) -> Player:
        return self.player(embedded.RECORDER)

    @property
    def cashier(self) -> Player:
        return self.player(embedded.CASHIER)

    @property
    def admin(self) -> Player:
        """The administrator, who is also the auditor."""
        return self.player(embedded.ADMIN)

    async def jump(self, key: str) -> Mapping[str, str]:
        """Use the time machine: next_day, next_working_day, end_of_notice, next_season."""
        return await self.client.jump(key)

    async def days_pass(self, days: int) -> None:
        """Let days go by at once, as after a standstill, with all that is due then."""
        self.program.clock.shift += timedelta(days=days)
        await self.program.catch_up()

    def case(self, case_id: int) -> AidCase:
        """A case as it stands now."""
        with self.program.database.work() as session:
            return session.get_one(AidCase, case_id)


@asynccontextmanager
async def running_town(folder: Path, **settings: object) -> AsyncIterator[Town]:
    """Run the program in `folder` on a free port; the sender's pace is off and decisions count at once."""
    given = {"data_dir": folder, "listen": "127.0.0.1:0", "sends_per_second": 0, "undo_seconds": 0, "policy": POLICY}
    given |= settings
    program = Program(Settings(_env_file=None, **given))  # type: ignore[call-arg,arg-type]
    async with program.running(), SimulatorClient(program.address) as client:
        yield Town(program, client)
