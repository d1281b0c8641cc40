"""`lab`: a page on this machine, on which a town is watched living under a score."""

import socket
import threading
import webbrowser
from contextlib import suppress
from importlib.util import find_spec
from typing import Annotated

import typer

from socialcredit.commands.choices import numeral
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import fetch

LOOPBACK = ("127.0.0.1", "localhost", "::1")
USUAL_PORT = 8750
EXTRA = ("starlette", "uvicorn", "websockets")


def lab(
    port: Annotated[
        int | None,
        numeral(
            "The port; 0 takes one that is free.", 0, 65_535, "--port", show_default=str(USUAL_PORT)
        ),
    ] = None,
    host: Annotated[
        str, typer.Option(help="The address to listen on: that of this machine alone.")
    ] = LOOPBACK[0],
    reachable: Annotated[
        bool,
        typer.Option("--yes-others-can-reach-it", help="Needed with a --host of the network."),
    ] = False,
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser.")] = False,
) -> None:
    """Open a page on which a town is watched living under a score, month by month.

    Nothing is fetched and nothing is sent: the page talks to this machine alone. Stop it with
    Ctrl-C.
    """
    refuse_without_the_extra()
    refuse_the_open(host, reachable)
    listening = listen(host, USUAL_PORT if port is None else port)
    where = address_of(host, listening.getsockname()[1])
    typer.echo(f"The lab is open at {where} (stop it with Ctrl-C)")
    if not no_open:
        threading.Timer(0.5, open_browser, [where]).start()
    pages = fetch("socialcredit.lab.pages", "PAGES")
    fetch("socialcredit.lab.serving", "serve")(pages, listening, host)


def refuse_without_the_extra() -> None:
    """Say what to install where something of it is not there."""
    missing = [name for name in EXTRA if find_spec(name) is None]
    if missing:
        raise SocialCreditError(
            f"the lab needs {missing[0]}, which is not installed here",
            hint="make lab, or: pip install 'socialcredit[lab]'",
        )


def refuse_the_open(host: str, reachable: bool) -> None:
    """Whoever lets others in says so."""
    if host not in LOOPBACK and not reachable:
        raise SocialCreditError(
            "on this address others of your network can reach the lab, without any password",
            f"--host {host}",
            expected="--yes-others-can-reach-it beside it, if that is meant",
            hint="leave --host out to have the lab on this machine alone",
        )


def listen(host: str, port: int) -> socket.socket:
    """The socket on which the lab listens; a port that is taken is told by its number."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=256)
    except OSError as why:
        raise SocialCreditError(
            f"the lab cannot listen on {host}, port {port}: {why.strerror or why}",
            hint="another lab may be open there; choose a free port: --port 0",
        ) from None


def address_of(host: str, port: int) -> str:
    """What is typed into a browser on this machine."""
    name = {"0.0.0.0": LOOPBACK[0], "::": "::1"}.get(host, host)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def open_browser(where: str) -> None:
    """Open it in the browser; where there is none, the address has been printed."""
    with suppress(webbrowser.Error):
        webbrowser.open(where)
