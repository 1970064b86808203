"""Builds the whole program from its settings, starts it and stops it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

import structlog
from starlette.applications import Starlette
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application

from bot.clock import Clock
from bot.logs import safe_trace
from bot.run.acts import ACTS
from bot.run.commands import set_commands
from bot.run.desk import PTB, Desk
from bot.run.intake import ALLOWED_UPDATES, LONGEST_PAUSE, poll, webhook_endpoint
from bot.run.keeping import kept_running
from bot.run.opening import open_database
from bot.run.policy_watch import PolicyWatch
from bot.run.replica import Replica
from bot.run.scheduler import Scheduler
from bot.run.serving import serving_app
from bot.run.watching.clock import ClockWatch
from bot.run.watching.health import Health
from bot.run.watching.papers import PapersWatch
from bot.settings import Settings, WrongSettings
from delivery.alarms import Alarms
from delivery.attachments.sending import Reading
from delivery.broadcaster import Broadcaster
from delivery.claims import Claims
from delivery.courier import Courier
from delivery.marking import Marking
from delivery.pace import Pace
from delivery.papers.store import PaperStore
from delivery.sender import Sender
from delivery.transport import Transport
from domain.aid.kinds import KINDS
from domain.platform.text import LOCALES
from domain.policy_file.problems import PolicyProblem
from handlers.platform.route import Routes
from handlers.routes import FIRST, ROUTES
from services import aid, care, policy_file, registers
from services.platform.house import House
from services.platform.policies import PolicyBook
from services.platform.work import Work

WEBHOOK_PATH = "/telegram"
READERS = {
    aid.EVENT_TABLE: aid.event_table_fetched,
    care.OFFICER_TABLE: care.table_fetched,
    policy_file.POLICY_PAPER: policy_file.policy_fetched,
    registers.REGISTER_PAPER: registers.register_fetched,
}  # papers that are read as soon as they are fetched
NO_BOT_API = (
    "BOT_API_URL: what stands there does not answer as a Bot API server does. Please see that the address is right and "
    "that the server is not too old."
)
EMBEDDED_TOKEN = "7000000000:embedded-simulator"  # noqa: S105 - no secret: the simulator listens on loopback only

log = structlog.get_logger()


class Program:
    """One running bot."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or Clock()
        self.token = settings.bot_token or EMBEDDED_TOKEN
        self.admin_ids, self.notice_chat_id = settings.admin_ids, settings.notice_chat_id
        self.undo_seconds = settings.undo_seconds
        if settings.embedded:
            from bot.demo import embedded

            self.admin_ids = self.admin_ids or embedded.ADMIN_IDS
            self.notice_chat_id = self.notice_chat_id or embedded.NOTICE_ROOM
        self.address = ""
        self._bot_username = ""

    def _policies(self) -> PolicyBook:
        """Return the book of policies; raises PolicyProblem, WrongSettings where none is to be had."""
        file, this_year = self.settings.policy, self.clock.now().year
        try:
            book = policy_file.opened(file, self.database.look, range(this_year - 1, this_year + 2))
        except PolicyProblem:
            if file.is_file():
                raise
            raise WrongSettings(f"POLICY: there is no file {file}.") from None
        if book.fault is not None:
            log.warning(
                "the policy file cannot be used", problems=str(book.fault.problem), goes_on=book.current.version
            )
        return book

    def house(self) -> House:
        return House(
            policies=self.policies,
            zone=self.settings.zone,
            bot_username=self._bot_username,
            default_locale=self.settings.default_locale,
            admin_ids=self.admin_ids,
            notice_chat_id=self.notice_chat_id,
            acts=ACTS,
            kinds=KINDS,
            undo_seconds=self.undo_seconds,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Program"]:
        """Start everything in order, and stop it in the opposite order."""
        async with AsyncExitStack() as stack:
            self.database = open_database(self.settings)
            stack.callback(self.database.close)
            self.policies = self._policies()
            self.health = Health(self.database, self.settings.data_dir, self.house, self.clock.now)
            self.replica = Replica(self.database.engine)
            stack.callback(self.replica.close)
            await asyncio.to_thread(self._prepare_data)
            api_url = await self._serve(stack)
            await self._connect(stack, api_url)
            await self._start_sending(stack)
            self._start_handling(stack)
            await self._start_taking_in(stack)
            yield self

    def _prepare_data(self) -> None:
        with self.database.work() as session:
            if self.settings.embedded:
                from bot.demo import embedded

                embedded.set_the_stage(session, self.clock, self.settings.zone)
            policy_file.begun(Work(session, self.house(), self.clock.now()))

    async def _take_in(self, updates: list[dict[str, Any]]) -> None:
        """Hand updates to the desk; a webhook that is called before there is one is asked to come again."""
        desk: Desk | None = getattr(self, "desk", None)
        if desk is None:
            raise RuntimeError("the desk is not open yet")
        await desk.take_in(updates)

    async def _serve(self, stack: AsyncExitStack) -> str:
        """Serve what the program answers itself; return the address of the Bot API."""
        routes = [Route("/healthz", self.health.answer)]
        host, port = self.settings.listen_address
        if self.settings.embedded:
            from bot.demo import embedded
            from bot.demo.time_machine import BotTime

            machine = BotTime(self.clock, self.house, self.database.work, self.catch_up)
            simulator = embedded.build(EMBEDDED_TOKEN, self.settings.data_dir, machine)
            simulator.app.router.routes[:0] = routes
            self.address = await stack.enter_async_context(embedded.serving(simulator, host=host, port=port))
            return self.address
        if self.settings.webhook_url:
            routes.append(
                Route(WEBHOOK_PATH, webhook_endpoint(self._take_in, self.settings.webhook_secret), methods=["POST"])
            )
        self.address = await stack.enter_async_context(serving_app(Starlette(routes=routes), host, port))
        return self.settings.bot_api_url

    async def catch_up(self) -> None:
        """Do what is due at this moment of the clock."""
        await self.policy_watch.look()
        await self.scheduler.run_all()
        await self.broadcaster.settle()

    async def _connect(self, stack: AsyncExitStack, api_url: str) -> None:
        self.transport, polling = (Transport(f"{api_url}/bot{self.token}") for _ in range(2))
        for one in (self.transport, polling):  # PTB closes them only if its own start comes to an end
            stack.push_async_callback(one.shutdown)
        self.bot = Bot(
            self.token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self.transport,
            get_updates_request=polling,
        )
        self.application: PTB = Application.builder().bot(self.bot).updater(None).job_queue(None).build()
        await patiently(self.application.initialize)
        stack.push_async_callback(self.application.shutdown)
        if not self.bot.username:
            raise WrongSettings(NO_BOT_API)
        self._bot_username = self.bot.username
        self.application.add_handler(Routes(ROUTES, FIRST))

    async def _start_sending(self, stack: AsyncExitStack) -> None:
        self.clock_watch = ClockWatch(self.clock, self.database, self.house, lambda: self.transport.heard)
        # What stands in the demonstration was written at all times that its time machine has been to.
        await asyncio.to_thread(self.clock_watch.begin, with_record=not self.settings.embedded)
        place = self.settings.data_dir / "papers"
        self.papers = PaperStore(
            place, self.database.work, self.bot, self.clock.now, self.replica.leads, self.house, READERS
        )
        self.health.papers = PapersWatch(self.papers, self.settings.data_dir, self.database, self.house, self.clock.now)
        self.sender = self._sender()
        self.database.on_outbox = self.sender.wake
        self.broadcaster = Broadcaster(
            work=self.database.work,
            look=self.database.look,
            house=self.house,
            now=self.clock.now,
            leads=lambda: self.clock_watch.is_right() and self.replica.leads(),
            wake_sender=self.sender.wake,
        )
        self.database.on_notice = self.broadcaster.wake
        await asyncio.to_thread(self.sender.recover)
        _keep(stack, "sender", self.sender.run)
        _keep(stack, "papers", self.papers.run)
        _keep(stack, "health", lambda: self.health.watch(self.bot))
        _keep(stack, "broadcaster", self.broadcaster.run)

    def _sender(self) -> Sender:
        now, pace = self.clock.now, Pace(self.settings.sends_per_second)
        reading = Reading(self.settings.zone, self.settings.default_locale, self.papers.own_copy)
        return Sender(
            self.database.work,
            Claims(pace, owner=str(self.replica.owner), now=now, alone=self.database.is_sqlite),
            Marking(now),
            Courier(self.transport, self.bot, reading, pace, now),
            Alarms(self.house, now),
            self.replica.show_life,
        )

    def _start_handling(self, stack: AsyncExitStack) -> None:
        self.desk = Desk(self.database, self.application, self.clock, self.house, self.sender)
        self.desk.start()
        stack.callback(self.desk.stop)  # before the sender ends, so that its last answers still go out

    async def _start_taking_in(self, stack: AsyncExitStack) -> None:
        self.policy_watch = PolicyWatch(self.database, self.house, self.clock.now, self.replica.leads)
        self.database.on_policy = self.policy_watch.wake
        self.scheduler = Scheduler(self.database, self.clock, self.house, self.replica, self.clock_watch.is_right)
        self.clock_watch.on_right = self.scheduler.begin_anew
        if self.settings.webhook_url:
            await patiently(self._set_webhook)
        else:
            await patiently(self.bot.delete_webhook)
            self.polling = asyncio.create_task(poll(self.transport, self._take_in))
            stack.push_async_callback(_cancelled, self.polling)
        self.desk.wake()
        self.scheduler.start()
        stack.callback(self.scheduler.stop)
        _keep(stack, "clock", self.clock_watch.run)
        _keep(stack, "policy watch", self.policy_watch.run)
        stack.push_async_callback(_cancelled, asyncio.create_task(self._set_commands()))

    async def _set_webhook(self) -> None:
        await self.bot.set_webhook(
            self.settings.webhook_url + WEBHOOK_PATH,
            secret_token=self.settings.webhook_secret,
            allowed_updates=ALLOWED_UPDATES,
        )

    async def _set_commands(self) -> None:
        """Put the command menu into Telegram; the bot works without it, so a failure only waits for the next start."""
        try:
            await set_commands(self.bot, LOCALES, self.settings.default_locale)
        except Exception as failure:
            log.warning("command menu not set", error=type(failure).__name__)


async def patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Make a first call to Telegram, again and again while it cannot be reached; a token it does not know is final."""
    pause = 1.0
    while True:
        try:
            await call()
        except InvalidToken:
            raise WrongSettings("BOT_TOKEN: Telegram does not know this token. Please copy it again.") from None
        except BadRequest as refused:
            raise WrongSettings(f"Telegram refuses what it was asked at the start: {refused.message}.") from None
        except (NetworkError, RetryAfter) as failure:
            log.warning("Telegram cannot be reached", error=type(failure).__name__, seconds=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        except Exception as failure:  # such as an answer that lacks what every Bot API server says
            log.error("not the answer of a Bot API server", error=type(failure).__name__, where=safe_trace(failure))
            raise WrongSettings(NO_BOT_API) from None
        else:
            return


def _keep(stack: AsyncExitStack, name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Start what runs until the program ends, and is started again if it ends before."""
    stack.push_async_callback(_cancelled, asyncio.create_task(kept_running(name, run), name=name))


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await task
