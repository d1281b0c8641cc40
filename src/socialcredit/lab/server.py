"""The application: which address leads where, behind the guard."""

import asyncio
import mimetypes
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from types import ModuleType
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from socialcredit.core.errors import SocialCreditError
from socialcredit.lab import limits
from socialcredit.lab.conversation import Conversation, Handler
from socialcredit.lab.rendering import STATIC
from socialcredit.lab.safety import Guard, Hosts
from socialcredit.lab.sessions import House

BUSY = 1013  # code with which a socket is closed: try again later


def application(pages: Iterable[ModuleType], hosts: Hosts, house: House | None = None) -> Guard:
    """The lab with these pages, each of which has some of `ASKS`, `GETS` and `POSTS`; guarded."""
    # What a machine calls a script otherwise, a browser would refuse.
    mimetypes.add_type("text/javascript", ".js")
    home = house or House()
    asks: dict[str, Handler] = {}
    routes: list[Any] = []
    for page in pages:
        asks |= getattr(page, "ASKS", {})
        for method in ("GET", "POST"):
            for path, answer in getattr(page, f"{method}S", {}).items():
                routes.append(Route(path, answer, methods=[method]))

    async def connected(socket: WebSocket) -> None:
        if len(home.visits) >= limits.SOCKETS:
            await socket.close(BUSY, "too many pages")
            return
        await socket.accept()
        await Conversation(socket, home, asks).held()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        warming = asyncio.create_task(home.warm_up())
        yield
        warming.cancel()
        home.close()

    made = Starlette(
        routes=[
            *routes,
            WebSocketRoute("/ws", connected),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers={SocialCreditError: _refused, HTTPException: _no_such},
        lifespan=lifespan,
    )
    made.state.house = home
    return Guard(made, hosts)


async def _refused(request: Request, error: Exception) -> Response:
    """What a person asked for and cannot have, in words."""
    words = error.render() if isinstance(error, SocialCreditError) else str(error)
    return PlainTextResponse(f"{words}\n", 400)


async def _no_such(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    words = {404: "There is no such page in the lab.", 405: "That is not asked this way."}
    return PlainTextResponse(f"{words.get(status, 'This cannot be answered.')}\n", status)
