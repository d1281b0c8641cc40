"""The first page: which system to see at work."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from socialcredit import api
from socialcredit.lab import limits
from socialcredit.lab.address import scenarios
from socialcredit.lab.rendering import shown
from socialcredit.lab.saving import SHIPPED

FIRST = "small-town"  # of which the page says: begin here


async def choose(request: Request) -> Response:
    """A card for every scheme of persons, with the scenario that runs it; other scenarios below."""
    cards, firms, scenes = shelf()
    compiling = request.app.state.house.compiling and SHIPPED.is_file()
    return shown(request, "choose.html.j2", cards=cards, firms=firms, scenes=scenes,
                 first=link(scenarios()[FIRST]), compiling=compiling)  # fmt: skip


@cache
def shelf() -> tuple[list[dict[str, Any]], list[str], list[dict[str, Any]]]:
    """Cards, titles of schemes that are not shown, other scenarios; they do not change."""
    every = api.cards()
    shown_ = [one | {"link": link(one["scenario"], one["name"])} for one in every
              if one["kind"] == "persons" and one["scenario"]]  # fmt: skip
    names = {one["name"] for one in shown_}
    taken = {one["scenario"]["name"] for one in shown_}
    rest = [one | {"link": link(one)} for one in scenarios().values()
            if one["name"] not in taken and not one["firms"]]  # fmt: skip
    return shown_, [one["title"] for one in every if one["name"] not in names], rest


def link(scene: dict[str, Any], scheme: str | None = None) -> str:
    """The address of a scenario, at the size the lab shows it in, with its own seed."""
    people = min(scene["people"], limits.USUAL_PEOPLE)
    asked = {"scenario": scene["name"], "people": people, "seed": scene["seed"]}
    if scheme is not None and len(scene["schemes"]) > 1:
        asked["scheme"] = scheme
    return f"/live?{urlencode(asked)}"


GETS = {"/": choose}
