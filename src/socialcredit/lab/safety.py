"""What keeps other pages out of the lab, and the lab's own pages harmless; before every request.

A page of any address on the web can ask a browser to talk to 127.0.0.1. So the host is checked
(a foreign name that is made to lead here is refused), and of whatever acts or takes long, who asks.
"""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from socialcredit.lab import limits

LOOPBACK = ("127.0.0.1", "localhost", "::1")
OWN_SITE = ("same-origin", "none")  # asked by a page of ours, or by a person
FOREIGN = 4403  # code with which a foreign page's socket is closed


def policy(nonce: str | None = None) -> str:
    """What a page of the lab may load and do; `nonce` lets the editor's styles in."""
    styles = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return (
        f"default-src 'none'; script-src 'self'; style-src {styles}; connect-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def headers(nonce: str | None = None) -> dict[str, str]:
    """The headers of every answer."""
    return {
        "Content-Security-Policy": policy(nonce),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }


class Hosts:
    """The names by which the lab may be asked: those of this machine alone, or of a network."""

    def __init__(self, names: Iterable[str] = LOOPBACK, any_address: bool = False) -> None:
        self.names, self.any_address = {name.lower() for name in names}, any_address

    def __contains__(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self.names or self.any_address and _is_address(name)


def hosts_of(host: str) -> Hosts:
    """The names that belong to the address on which the lab listens."""
    if host in LOOPBACK:
        return Hosts()
    # A foreign name can be made to lead here, a number cannot: whoever types one means it.
    everywhere = host in ("0.0.0.0", "::")
    own = socket.gethostname()
    return Hosts((*LOOPBACK, host, own, f"{own}.local"), any_address=everywhere)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


class Guard:
    """Refuses what a foreign page asks, what is too large; puts the headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            if self.why_not(scope):
                await send({"type": "websocket.close", "code": FOREIGN, "reason": "foreign"})
            else:
                await self.app(scope, receive, send)
        else:
            await self._answered(scope, receive, _with_headers(scope, send))

    def why_not(self, scope: Scope) -> tuple[int, str] | None:
        """The status and the sentence with which a request is refused; None where it is not."""
        asked = Headers(scope=scope)
        host, origin = asked.getlist("host"), asked.getlist("origin")
        if len(host) != 1 or host[0] not in self.hosts:
            return 421, "This lab is not asked by that name: open it as http://127.0.0.1.\n"
        acts = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD")
        if (acts or origin) and not (len(origin) == 1 and _same(origin[0], host[0])):
            return 403, "Only the lab's own page may ask this.\n"
        by = asked.get("sec-fetch-site", "none")
        if scope["path"].startswith("/keep/") and by not in OWN_SITE:
            return 403, "Only the lab's own page may ask this.\n"
        if scope["type"] == "http" and _length(asked) > limits.MESSAGE:
            return 413, f"At most {limits.MESSAGE:,} bytes.\n"
        return None

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self.why_not(scope)
        if refused is not None:
            status, words = refused
            await PlainTextResponse(words, status)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _with_headers(scope: Scope, send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(headers(scope.get("style_nonce")))
        await send(message)

    return sent


def _same(origin: str, host: str) -> bool:
    """Whether a page's origin is the lab that is asked."""
    try:
        told = urlsplit(origin)
    except ValueError:
        return False
    return told.scheme in ("http", "https") and told.netloc.lower() == host.lower()


def _length(asked: Headers) -> int:
    """Bytes of the body as they are announced; beyond any limit where they are not."""
    told = asked.get("content-length")
    if told is None:
        return limits.MESSAGE + 1 if "transfer-encoding" in asked else 0
    return int(told) if told.isascii() and told.isdecimal() else limits.MESSAGE + 1
