"""Lessons: their list, the page of each, and the number that answers, read off a run."""

from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from socialcredit import api
from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.lab.address import of_form
from socialcredit.lab.pages.live import panels
from socialcredit.lab.rendering import shown
from socialcredit.lab.sessions import Visit


@cache
def lessons() -> dict[str, dict[str, Any]]:
    """The lessons that ship, by name, in their order."""
    return {one["lesson"]: one for one in api.lessons()}


def address(lesson: dict[str, Any]) -> str:
    """The query that opens a lesson's town."""
    return of_form(lesson["town"]).written()


async def every(request: Request) -> Response:
    """The list of lessons."""
    return shown(request, "lessons.html.j2", lessons=list(lessons().values()))


async def lesson(request: Request) -> Response:
    """The page of a lesson: that of its town, with the lesson above it."""
    name = request.path_params["name"]
    if name not in lessons():
        near = nearest(name, lessons())
        hint = f" Did you mean /lessons/{near}?" if near else " /lessons lists them."
        return PlainTextResponse(f"There is no such lesson.{hint}\n", 404)
    one = lessons()[name]
    if not request.url.query:
        return RedirectResponse(f"/lessons/{name}?{address(one)}")
    names = list(lessons())
    after = names.index(name) + 1
    return shown(
        request, "lesson.html.j2", panels=panels(), lesson=one, many=len(names),
        next=lessons()[names[after]] if after < len(names) else None,
    )  # fmt: skip


async def reading(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """What a lesson's measures are in the page's town, lived to its end."""
    name = said.get("name")
    if not isinstance(name, str) or name not in lessons():
        raise SocialCreditError("there is no such lesson", str(name)[:60], hint="/lessons has them")
    reads = lessons()[name]["reads"]
    keys = (reads["measure"], *reads["beside"])
    seat = await visit.town()
    return {"values": await seat.written(lambda town: town.so_far().some(*keys))}


ASKS = {"lesson": reading}
GETS = {"/lessons": every, "/lessons/{name}": lesson}
