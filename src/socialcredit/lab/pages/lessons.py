"""Lessons: their list, the page of each, and the answer, read off a run."""

from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from socialcredit import api
from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.lab.address import of_form
from socialcredit.lab.lesson_told import changed, in_words, plain
from socialcredit.lab.pages.live import PANELS
from socialcredit.lab.rendering import shown
from socialcredit.lab.sessions import Seat, Visit


@cache
def lessons() -> dict[str, dict[str, Any]]:
    """The lessons that ship, by name, in their order."""
    return {one["lesson"]: one for one in api.lessons()}


async def every(request: Request) -> Response:
    """The list of lessons."""
    return shown(request, "lessons.html.j2", lessons=list(lessons().values()))


async def page(request: Request) -> Response:
    """The page of a lesson: that of its town, with the lesson above it."""
    name = request.path_params["name"]
    if name not in lessons():
        near = nearest(name, lessons())
        hint = f" Did you mean /lessons/{near}?" if near else " /lessons lists them."
        return PlainTextResponse(f"There is no such lesson.{hint}\n", 404)
    one, names = lessons()[name], list(lessons())
    if not request.url.query:
        return RedirectResponse(f"/lessons/{name}?{of_form(one['town']).written()}")
    last = name == names[-1]
    following = None if last else lessons()[names[names.index(name) + 1]]
    return shown(
        request, "lesson.html.j2", panels=PANELS, lesson=one, many=len(names),
        following=following,
    )  # fmt: skip


def _lesson(said: dict[str, Any]) -> dict[str, Any]:
    name = said.get("name")
    if not isinstance(name, str) or name not in lessons():
        raise SocialCreditError("there is no such lesson", str(name)[:60], hint="/lessons has them")
    return lessons()[name]


async def town(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """The address of the page's town without a lesson's change, or with it where `change`."""
    lesson, asked = _lesson(said), (await visit.town()).asked
    made = (changed if said.get("change") is True else plain)(lesson, asked)
    return {"asked": made.form(), "same": made == asked}


async def answer(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    """A lesson's measure in the page's town without the change, and with it if it has it."""
    lesson, seat = _lesson(said), await visit.town()
    base = plain(lesson, seat.asked)
    has = base != seat.asked
    before = await _values(lesson, await visit.town(base) if has else seat)
    return in_words(lesson, before, await _values(lesson, seat) if has else None)


async def _values(lesson: dict[str, Any], seat: Seat) -> dict[str, float | None]:
    keys = (lesson["reads"]["measure"], *lesson["reads"]["beside"])
    what = f"lesson {lesson['lesson']}"
    found: dict[str, float | None]
    found = await seat.read(what, lambda lived: lived.so_far().some(*keys))
    return found


ASKS = {"lesson-town": town, "lesson": answer}
GETS = {"/lessons": every, "/lessons/{name}": page}
