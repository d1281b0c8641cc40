"""`lab`: a page on this machine, on which a town is watched living under a score."""

import os
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from socialcredit.commands.choices import People, Seed, Sets, With, Years, numeral
from socialcredit.commands.progress import shown
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import fetch
from socialcredit.core.run_files import write_whole

LOOPBACK = ("127.0.0.1", "localhost", "::1")
USUAL_PORT, USUAL_TOWN = 8750, "small-town"
EXTRA = ("starlette", "uvicorn", "websockets")


Port = Annotated[
    int | None,
    numeral("The port; 0 takes one that is free.", 0, 65_535, "--port",
            show_default=str(USUAL_PORT)),
]  # fmt: skip
Host = Annotated[str, typer.Option(help="The address to listen on: that of this machine alone.")]
Reachable = Annotated[
    bool, typer.Option("--yes-others-can-reach-it", help="Needed with a --host of the network.")
]
Save = Annotated[
    Path | None,
    typer.Option(help="Write a town as one HTML file that plays by itself; open nothing."),
]
Scenario = Annotated[
    str | None,
    typer.Option(help="The town to open, or to save.", show_default=f"to save: {USUAL_TOWN}"),
]
Scheme = Annotated[
    str | None, typer.Option(help="Whose grades are shown.", show_default="the first")
]
NoBrowser = Annotated[bool, typer.Option("--no-open", help="Open no browser.")]


def lab(
    port: Port = None,
    host: Host = LOOPBACK[0],
    reachable: Reachable = False,
    save: Save = None,
    scenario: Scenario = None,
    people: People = None,
    seed: Seed = None,
    years: Years = None,
    scheme: Scheme = None,
    set_: Sets = None,
    with_: With = None,
    no_open: NoBrowser = False,
) -> None:
    """Open a page on which a town is watched living under a score, month by month.

    Nothing is fetched and nothing is sent: the page talks to this machine alone. Stop it with
    Ctrl-C. With --save a town is lived and written as one file, which plays from a USB stick on any
    machine with a browser.
    """
    refuse_without_the_extra()
    form = {
        "people": people, "seed": seed, "years": years, "scheme": scheme, "set": set_ or [],
        "with": with_ or [],
    }  # fmt: skip
    if (
        scenario is None
        and save is None
        and any(value not in (None, []) for value in form.values())
    ):
        raise SocialCreditError("this says how to live a town, and not which",
                                hint="add --scenario NAME")  # fmt: skip
    if save is not None:
        save_town(save, form | {"scenario": scenario or USUAL_TOWN})
        return
    refuse_the_open(host, reachable)
    path = "" if scenario is None else path_of(form | {"scenario": scenario})
    listening = listen(host, USUAL_PORT if port is None else port)
    where = address_of(host, listening.getsockname()[1]) + path
    typer.echo(f"The lab is open at {where} (stop it with Ctrl-C)")
    if not no_open:
        threading.Timer(0.5, open_browser, [where]).start()
    pages = fetch("socialcredit.lab.pages", "PAGES")
    with suppress(KeyboardInterrupt):  # the way in which a lab is closed
        fetch("socialcredit.lab.serving", "serve")(pages, listening, host)
    typer.echo("The lab is closed.")


def save_town(file: Path, form: dict[str, Any]) -> None:
    """Live a town and write its file; a town that does not fit is refused before anything."""
    asked = fetch("socialcredit.lab.address", "of_form")(form)
    saving = "socialcredit.lab.saving"
    with shown() as progress:

        def tell(done: int, months: int) -> None:
            progress({"stage": "Living month by month", "done": done, "total": months})

        town = fetch(saving, "recorded")(asked, tell)
    page = fetch(saving, "page")(town)
    write_whole(file, page)
    typer.echo(f"Town: {file} ({len(page.encode()) / 1000:,.0f} kB; open it in a browser)")


def path_of(form: dict[str, Any]) -> str:
    """Where the page of that town lies; a town that does not fit is refused here."""
    asked = fetch("socialcredit.lab.address", "of_form")(form)
    return f"live?{asked.written()}"


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
    windows = sys.platform in ("win32", "darwin")
    if not windows and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        return  # what would open is a browser in this terminal, which the lab is in
    with suppress(webbrowser.Error):
        webbrowser.open(where)
