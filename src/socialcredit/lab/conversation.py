"""The socket of a page: asks come in, answers go out, in whatever order they are ready."""

import asyncio
import json
import struct
import sys
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.lab import limits
from socialcredit.lab.said import is_number
from socialcredit.lab.sessions import House, Visit

Handler = Callable[[Visit, dict[str, Any]], Awaitable[dict[str, Any] | bytes]]
GONE = (WebSocketDisconnect, RuntimeError, ConnectionError)  # whoever would be told has left


class Conversation:
    """One page that is connected, and its asks under way."""

    def __init__(self, socket: WebSocket, house: House, asks: Mapping[str, Handler]) -> None:
        self.socket, self.asks = socket, asks
        self.visit = house.enter(self.tell)
        self.under_way: set[asyncio.Task[None]] = set()
        self.gone = False

    async def held(self) -> None:
        """Answer until the page is gone; then nothing of it goes on."""
        try:
            while True:
                await self._heard(await self.socket.receive())
        except GONE:
            pass
        finally:
            self.gone = True
            for task in self.under_way:
                task.cancel()
            self.visit.leave()

    async def tell(self, what: dict[str, Any]) -> None:
        """Say what nobody asked for."""
        await self._send(json.dumps(what, ensure_ascii=False))

    async def _heard(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1005))
        said = read(message.get("text"))
        number = said.get("id")
        if len(self.under_way) >= limits.ASKS and said.get("ask") != "leave":
            await asyncio.sleep(limits.PAUSE)
            much = SocialCreditError(
                "this page asks too much at once",
                hint=f"wait for answers: {limits.ASKS} may be under way",
            )
            await self._send(json.dumps({"id": number, "error": as_told(much)}))
            return
        task = asyncio.create_task(self._answer(number, said))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)

    async def _answer(self, number: Any, said: dict[str, Any]) -> None:
        try:
            found = await self._found(number, said)
        except SocialCreditError as error:
            found = json.dumps({"id": number, "error": as_told(error)}, ensure_ascii=False)
        except asyncio.CancelledError:
            if self.gone:
                raise
            left = {"what": "this page has left that town", "hint": "open it again"}
            found = json.dumps({"id": number, "error": left})
        except Exception as error:
            traceback.print_exception(error, file=sys.stderr)
            fault = {"what": "a fault of this program, not of yours", "hint": "report it"}
            found = json.dumps({"id": number, "error": fault})
        try:
            await self._send(found)
        except GONE:
            pass

    async def _found(self, number: Any, said: dict[str, Any]) -> str | bytes:
        """The answer to an ask, as it is sent."""
        if not is_number(number, 2**32 - 1):
            raise SocialCreditError("an ask has a number", hint='send {"id": 1, "ask": "open"}')
        name = str(said.get("ask"))
        if name not in self.asks:
            raise SocialCreditError(
                f"nobody can be asked for `{name[:60]}`",
                expected="one of " + ", ".join(sorted(self.asks)),
                meant=nearest(name, self.asks),
            )
        answer = await self.asks[name](self.visit, said)
        if isinstance(answer, bytes):
            return struct.pack("<I", number) + answer
        return json.dumps({"id": number, "is": answer}, ensure_ascii=False)

    async def _send(self, what: str | bytes) -> None:
        if isinstance(what, bytes):
            await self.socket.send_bytes(what)
        else:
            await self.socket.send_text(what)


def read(text: str | None) -> dict[str, Any]:
    """What a page says; what is no JSON object asks for nothing that there is."""
    try:
        said = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def as_told(error: SocialCreditError) -> dict[str, Any]:
    """An error as a page shows it: what is wrong, what to do, and where in an edited text."""
    fields = error.as_fields()
    found, meant = fields["found"], fields["meant"]
    steps = [f"expected: {fields['expected']}"] if fields["expected"] else []
    steps += [f"did you mean `{meant}`?"] if meant else []
    steps += [fields["next"]] if fields["next"] else []
    told: dict[str, Any] = {
        "what": fields["message"] + (f" (found: {found})" if found else ""),
        "hint": "; ".join(steps),
    }
    place = error.where.rsplit(":", 2)[1:]
    if len(place) == 2 and all(part.isdecimal() for part in place):
        told |= {"line": int(place[0]), "column": int(place[1])}
    return told
