"""What no page of the lab may do, whatever a test is about; each test fails where one does."""

import re
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

OURS = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|(blob:https?://127\.0\.0\.1[:/])|about:|file:")


class Guard:
    """Watches contexts of a browser: requests, and whatever the console calls an error.

    A violation of the page's policy is one, an error of a script, a file that is not there.
    """

    def __init__(self) -> None:
        self.broken: list[str] = []
        self.expected: list[str] = []

    def expect(self, words: str) -> None:
        """An error that the test itself brings about: a pattern of what the console says."""
        self.expected.append(words)

    def watch(self, context: BrowserContext) -> None:
        """Hear of everything that happens on any page of the context."""
        context.on("request", lambda request: self._asked("request", request.url))
        context.on("weberror", lambda error: self._wrong(f"error: {error.error}"))
        context.on("console", self._said)
        context.on("page", self._page)

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._asked("socket", socket.url))

    def _asked(self, what: str, url: str) -> None:
        if not OURS.match(url):
            self._wrong(f"{what} to {url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._wrong(f"console: {message.text}")

    def _wrong(self, words: str) -> None:
        if not any(re.search(pattern, words) for pattern in self.expected):
            self.broken.append(words)


def amiss(found: dict[str, Any]) -> list[str]:
    """What axe found wrong with a page, a line for each element."""
    return [
        f"{rule['id']} ({rule['help']}): {node['html'][:120]} {node['target']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
