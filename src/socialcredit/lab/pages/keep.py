"""What a town leaves to keep: its report, its tables, its measures, the town as one file.

Everything is asked for by the address of the town, `GET /keep/report?scenario=...`; with an edited
text by POST, `{"asked": {...}}` in JSON. All of it is a download: a report brings a style of its
own, which the policy of the lab's pages would not let in.
"""

import asyncio
import csv
import io
import json
import zipfile
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from socialcredit.core.errors import SocialCreditError
from socialcredit.lab import saving
from socialcredit.lab.address import Asked, of_form, read
from socialcredit.lab.sessions import Seat, Visit

Answer = Callable[[Request], Awaitable[Response]]
GONE = Response(status_code=499)  # nobody is there to read it


async def report(seat: Seat) -> bytes:
    """The report of the run, one HTML file."""
    return await seat.written(lambda town: town.to_end().report_text().encode())


async def tables(seat: Seat) -> bytes:
    """The tables of the run as CSV files, in a ZIP; and how to make it again."""
    return await seat.written(lambda town: zipped(town.to_end(), seat.asked))


async def measures(seat: Seat) -> bytes:
    """Every measure by its id, with the content hash of the run and the command for it."""
    return await seat.written(lambda town: measured(town.to_end(), seat.asked))


async def whole(seat: Seat) -> bytes:
    """The town as one file that plays without anything installed."""
    await seat.upto(len(seat.recording.facts["months"]))
    made = await seat.visit.house.desk.take(seat.visit, saving.page, seat.shared)
    return made.encode()


def measured(run: Any, asked: Asked) -> bytes:
    """What `measures` answers."""
    told = {
        "address": asked.written(),
        "command": asked.command(),
        "content_hash": run.content_hash,
        "measures": run.measures,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def zipped(run: Any, asked: Asked) -> bytes:
    """What `tables` answers: a file a table, and one that says where they are from."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as folder:
        folder.writestr("README.txt", f"{asked.command()}\n\nContent hash {run.content_hash}\n")
        if asked.text is not None:
            folder.writestr("scenario.yaml", asked.own_scenario())
            folder.writestr(f"{asked.edited}/scheme.yaml", asked.text)
        for name in run.tables:
            rows = run.table(name).columns
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(rows)
            writer.writerows(zip(*(column.tolist() for column in rows.values()), strict=True))
            folder.writestr(f"{name}.csv", text.getvalue())
    return whole.getvalue()


def kept(work: Callable[[Seat], Awaitable[bytes]], kind: str, ending: str) -> Answer:
    """The answer to a request for what `work` makes of the town that the request asks for."""

    async def answer(request: Request) -> Response:
        asked = await asked_in(request)
        house = request.app.state.house
        visit = house.enter(_silent)
        try:
            making = asyncio.create_task(_made(visit, asked, work))
            body = await _unless_gone(request, making)
        finally:
            visit.leave()
        if body is None:
            return GONE
        name = f"{asked.scenario}{ending}"
        return Response(
            body,
            media_type=kind,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return answer


async def asked_in(request: Request) -> Asked:
    """The address that a request holds: its query, or the JSON of its body."""
    if request.method == "GET":
        return read(request.url.query)
    try:
        said = json.loads(await request.body())
        form = said["asked"]
    except (ValueError, KeyError, TypeError, RecursionError):
        form = None
    if not isinstance(form, dict):
        raise SocialCreditError("this asks for no town", expected='{"asked": {...}} in JSON')
    return of_form(form)


async def _made(visit: Visit, asked: Asked, work: Callable[[Seat], Awaitable[bytes]]) -> bytes:
    async with visit.house.keeping:
        return await work(await visit.town(asked))


async def _unless_gone(request: Request, making: asyncio.Task[bytes]) -> bytes | None:
    """What is made, unless whoever asked leaves before."""
    leaving = asyncio.create_task(_left(request))
    await asyncio.wait({making, leaving}, return_when=asyncio.FIRST_COMPLETED)
    leaving.cancel()
    if making.done():
        return making.result()
    making.cancel()
    return None


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _silent(what: dict[str, Any]) -> None:
    """Nobody hears what is told to a download."""


KEEPS = {
    "/keep/report": kept(report, "text/html", "-report.html"),
    "/keep/tables": kept(tables, "application/zip", "-tables.zip"),
    "/keep/measures.json": kept(measures, "application/json", "-measures.json"),
    "/keep/town": kept(whole, "text/html", "-town.html"),
}
GETS = KEEPS
POSTS = KEEPS
