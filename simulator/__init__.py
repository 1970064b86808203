"""A strict local Telegram: Bot API server, chat page, and players for tests; it knows nothing of any bot."""

from simulator.cast import Jump, Person, Room, TimeMachine
from simulator.player import Message, Player, SimulatorClient
from simulator.server import Simulator
from simulator.serving import SimulatorServer, serving

__all__ = [
    "Jump",
    "Message",
    "Person",
    "Player",
    "Room",
    "Simulator",
    "SimulatorClient",
    "SimulatorServer",
    "TimeMachine",
    "serving",
]
