"""A strict local Telegram: Bot API server, chat page, and players for tests; it knows nothing of any bot."""

from simulator.players.client import SimulatorClient
from simulator.players.message import Message
from simulator.players.player import Player
from simulator.server import Simulator
from simulator.serving import SimulatorServer, serving
from simulator.world.cast import Jump, Person, Room, TimeMachine

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
