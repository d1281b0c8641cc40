"""The first page: which town to open."""

from starlette.requests import Request
from starlette.responses import Response

from socialcredit.lab.address import scenarios
from socialcredit.lab.rendering import shown


async def choose(request: Request) -> Response:
    """A card for every scenario in which residents live."""
    return shown(request, "choose.html.j2", scenarios=list(scenarios().values()))


GETS = {"/": choose}
