"""The simulator alone: python -m simulator --port 8081 --token T."""

import argparse
import asyncio
from pathlib import Path

from simulator.server import Simulator
from simulator.serving import SimulatorServer
from simulator.world.cast import Person


def main() -> None:
    """Serve until interrupted."""
    given = _arguments()
    people = [
        Person(1001 + n, f"Person {n + 1}", language_code="en", started=given.started) for n in range(given.people)
    ]
    simulator = Simulator(
        token=given.token, people=people, limits=given.limits, journal=given.journal, bot_username=given.username
    )
    print(f"chat page: http://{given.host}:{given.port}/", flush=True)
    asyncio.run(SimulatorServer(simulator, host=given.host, port=given.port).serve())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", required=True, help="the bot token to accept, such as 7000001:demo")
    parser.add_argument("--people", type=int, default=3, help="how many people to put on stage, with ids from 1001")
    parser.add_argument("--started", action="store_true", help="they have written to the bot before, so it may write")
    parser.add_argument("--username", default="sisong_demo_bot", help="the bot's user name")
    parser.add_argument("--journal", type=Path, help="SQLite file in which the world survives a restart")
    parser.add_argument("--limits", action="store_true", help="answer 429 as Telegram does when the bot is too fast")
    return parser.parse_args()


if __name__ == "__main__":
    main()
