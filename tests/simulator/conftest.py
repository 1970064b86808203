"""A running simulator, its client and PTB's own Bot for the tests of the simulator."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from simulator import Person, Room, Simulator, SimulatorClient, serving

TOKEN = "7000001:demo"
CHANNEL = -1001
GROUP = -1002


@pytest.fixture(autouse=True)
def _ptb_speaks_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """PTB warns of its older way to tell a waiting time, and warnings are errors here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """Three people, a channel and a group."""
    people = [Person(1001, "建国", "王"), Person(1002, "秀英", "李"), Person(1003, "Anna", language_code="en")]
    rooms = [Room(CHANNEL, "公示", "channel"), Room(GROUP, "工作群", "supergroup", (1001, 1002))]
    simulator = Simulator(token=TOKEN, people=people, rooms=rooms)
    yield simulator
    await simulator.close()


@pytest.fixture
async def url(simulator: Simulator) -> AsyncIterator[str]:
    """The simulator served on loopback."""
    async with serving(simulator) as url:
        yield url


@pytest.fixture
async def client(url: str) -> AsyncIterator[SimulatorClient]:
    """Players and orders over HTTP."""
    async with SimulatorClient(url) as client:
        yield client


@pytest.fixture
async def bot(url: str) -> AsyncIterator[Bot]:
    """An unmodified bot of python-telegram-bot."""
    async with Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        yield bot
