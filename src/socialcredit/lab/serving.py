"""Serving the lab on a socket until somebody stops it."""

import socket
from collections.abc import Iterable
from types import ModuleType

import uvicorn

from socialcredit.lab import limits
from socialcredit.lab.safety import hosts_of
from socialcredit.lab.server import application

PATIENCE = 1  # seconds that pages have to say goodbye when the lab is stopped


def serve(pages: Iterable[ModuleType], listening: socket.socket, host: str) -> None:
    """Answer on a socket that listens, by the names that belong to the host."""
    server(pages, host).run(sockets=[listening])


def server(pages: Iterable[ModuleType], host: str) -> uvicorn.Server:
    """The server of the lab: quiet, and believing no header about who asks."""
    return uvicorn.Server(
        uvicorn.Config(
            application(pages, hosts_of(host)),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="websockets-sansio",
            ws_max_size=limits.MESSAGE,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=PATIENCE,
            lifespan="on",
        )
    )
