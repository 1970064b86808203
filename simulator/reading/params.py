"""Reading the parameters of a Bot API call, whichever way the client sent them."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from simulator.errors import bad_request
from simulator.world.cast import Json

LARGEST_FIELD = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came in a multipart request."""

    name: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Params:
    """The values of a call by name; complex ones may be objects (JSON body) or JSON text (form body)."""

    values: Json
    files: dict[str, SentFile] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; Telegram reads nonsense as absent."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """A boolean in any of the spellings Telegram takes."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes", "t"}

    def data(self, name: str) -> Any:
        """An object or list, or None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error


async def read_params(request: Request) -> Params:
    """Query string, urlencoded form, JSON or multipart: all become the same."""
    values: Json = dict(request.query_params) if request.scope["query_string"] else {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        return await _read_multipart(request, values)
    body = await request.body()
    if body:
        values.update(_read_json(body) if "json" in kind else parse_qsl(body.decode(), keep_blank_values=True))
    return Params(values)


async def read_values(request: Request) -> Json:
    """The values alone, of a request that brings no files."""
    return (await read_params(request)).values


def _read_json(body: bytes) -> Json:
    try:
        read = json.loads(body)
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(read, dict):
        raise bad_request("object expected as JSON body")
    return read


async def _read_multipart(request: Request, values: Json) -> Params:
    files: dict[str, SentFile] = {}
    async with request.form(max_files=100, max_part_size=LARGEST_FIELD) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                # Several files may share a field name (the page's picker does that).
                slot = name if name not in files else f"{name}#{len(files)}"
                files[slot] = SentFile(value.filename or "file", value.content_type or "", await value.read())
            else:
                values[name] = value
    return Params(values, files)
