"""The HTTP face the bot talks to: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import json
import re
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from simulator.botapi.methods import METHODS
from simulator.errors import ApiError, bad_request
from simulator.reading.params import Params, read_params
from simulator.world.cast import Json
from simulator.world.limits import Fault, refusal
from simulator.world.webhook import WebhookDelivery, WebhookSettings
from simulator.world.world import World

LONGEST_HANG = 120.0  # seconds a call struck by "timeout" is kept waiting
_DEFAULT_KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})


class Dropped(Response):
    """An answer cut off in the middle: the call was carried out, the caller cannot know."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise more than is sent, so that the server closes the connection."""
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"100")]})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


class BotApi:
    """Answers the bot's calls."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token
        self.webhook: WebhookDelivery | None = None

    async def call(self, request: Request) -> Response:
        """One Bot API call."""
        if request.path_params["token"] != self._token:
            return self._wrong_token(request.path_params["token"])
        method = request.path_params["method"].lower()
        try:
            params = await read_params(request)
        except ApiError as error:
            return _refused(error)
        except ClientDisconnect:
            return Response(status_code=400)
        fault = self._world.faults.take(method, _chat_id(params)) if self._world.faults.waiting else None
        if fault and fault.kind == "timeout":
            await _hang(request)
            return Dropped()
        answer = await self._answer(method, params, fault)
        return Dropped() if fault and fault.kind == "deliver_then_drop" else answer

    def _wrong_token(self, token: str) -> Response:
        number, _, secret = token.partition(":")
        if number.isdigit() and secret:
            return _refused(ApiError(401, "Unauthorized"))
        return _refused(ApiError(404, "Not Found"))

    async def _answer(self, method: str, params: Params, fault: Fault | None) -> Response:
        note: Json = {"method": method, "params": params.values}
        if method != "getupdates":
            self._world.calls.append(note)
        try:
            if fault and (error := refusal(fault)):
                raise error
            result = await self._carry_out(method, params)
        except ApiError as error:
            note["error"] = error.description
            return _refused(error)
        note["result"] = result
        return Response(json.dumps({"ok": True, "result": result}), media_type="application/json")

    async def _carry_out(self, method: str, params: Params) -> Any:
        known = METHODS.get(method)
        if known:
            return known(self._world, params)
        if method == "getupdates":
            return await self._get_updates(params)
        if method == "setwebhook":
            return await self._set_webhook(params)
        if method == "deletewebhook":
            return await self._delete_webhook(params)
        if method == "getwebhookinfo":
            return self._webhook_info()
        raise ApiError(404, "Not Found: method not found")

    async def _get_updates(self, params: Params) -> list[Json]:
        self._allow(params)
        offset, limit = params.integer("offset"), params.integer("limit", 100)
        return await self._world.updates.poll(offset, limit, params.integer("timeout"))

    def _allow(self, params: Params) -> None:
        kinds = params.data("allowed_updates")
        if kinds is None:
            return
        if not isinstance(kinds, list):
            raise bad_request("can't parse allowed updates JSON object")
        # What is left of an unknown or full list means "everything made here".
        allowed = frozenset(map(str, kinds)) & _DEFAULT_KINDS
        self._world.updates.allowed = frozenset() if not kinds or allowed == _DEFAULT_KINDS else allowed
        if self._world.journal:
            self._world.journal.put("bot", "allowed", sorted(self._world.updates.allowed))

    async def _set_webhook(self, params: Params) -> bool:
        url = params.text("url")
        if not url:
            return await self._delete_webhook(params)
        if not url.startswith(("http://", "https://")):
            raise bad_request("bad webhook: invalid URL")
        secret = params.text("secret_token")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        self._allow(params)
        await self._forget_webhook(params)
        most = min(max(params.integer("max_connections", 40), 1), 100)
        self.use_webhook(WebhookSettings(url, secret, most, tuple(sorted(self._world.updates.allowed))))
        return True

    def use_webhook(self, settings: WebhookSettings) -> None:
        """Deliver to this webhook from now on; needs a running event loop."""
        updates = self._world.updates
        updates.end_poll(ApiError(409, "Conflict: terminated by setWebhook request"))
        self.webhook = WebhookDelivery(updates, settings)
        self.webhook.start()
        updates.on_webhook = self.webhook.notify
        if self._world.journal:
            noted = {"url": settings.url, "secret": settings.secret, "max_connections": settings.max_connections}
            self._world.journal.put("bot", "webhook", {**noted, "allowed": list(settings.allowed)})

    async def _delete_webhook(self, params: Params) -> bool:
        await self._forget_webhook(params)
        if self._world.journal:
            self._world.journal.drop("bot", "webhook")
        return True

    async def _forget_webhook(self, params: Params) -> None:
        await self.stop()
        if params.flag("drop_pending_updates"):
            self._world.updates.drop_all()

    async def stop(self) -> None:
        """End webhook delivery."""
        self._world.updates.on_webhook = None
        if self.webhook:
            webhook, self.webhook = self.webhook, None
            await webhook.stop()

    def _webhook_info(self) -> Json:
        waiting = len(self._world.updates.pending)
        info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}
        if self._world.updates.allowed:
            info["allowed_updates"] = sorted(self._world.updates.allowed)
        if self.webhook:
            settings = self.webhook.settings
            info |= {"url": settings.url, "max_connections": settings.max_connections}
            if settings.last_error:
                info |= {"last_error_date": settings.last_error_date, "last_error_message": settings.last_error}
        return info

    async def download(self, request: Request) -> Response:
        """A file by the path getFile gave."""
        if request.path_params["token"] != self._token:
            return self._wrong_token(request.path_params["token"])
        stored = self._world.files.at(request.path_params["path"])
        if not stored:
            return _refused(ApiError(404, "Not Found"))
        return Response(stored.content, media_type="application/octet-stream")


def _chat_id(params: Params) -> int | None:
    return params.integer("chat_id") or None


async def _hang(request: Request) -> None:
    """Say nothing until the caller gives up."""
    try:
        async with asyncio.timeout(LONGEST_HANG):
            while (await request.receive())["type"] != "http.disconnect":
                continue
    except TimeoutError:
        return


def _refused(error: ApiError) -> Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    if error.migrate_to is not None:
        body["parameters"] = {"migrate_to_chat_id": error.migrate_to}
    return Response(json.dumps(body), error.code, media_type="application/json")
