"""A process for the pictures alone: the engine that draws wakes while a run still computes.

The engine takes half a second to wake and holds Python's lock while it draws, so that a thread
would gain nothing. A second process cost what it gained.
"""

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from socialcredit.core.errors import SocialCreditError
from socialcredit.report.pictures.vega import Spec

PROGRAM = Path(__file__).with_name("render_worker.py")


class Renderer:
    """Draws Vega-Lite specs, for one thread; a context manager, so that its process ends."""

    def __init__(self) -> None:
        # In a session of its own, Ctrl-C reaches only whoever asks for pictures.
        self._hand = subprocess.Popen(
            [sys.executable, "-P", str(PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the engine's last words are a stack of its own
            encoding="utf-8",
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hand.kill()
        self._hand.communicate()

    def draw(self, spec: Spec) -> str:
        """The picture as SVG; an error where the engine gave up or was killed."""
        assert self._hand.stdin and self._hand.stdout
        try:
            self._hand.stdin.write(json.dumps(spec) + "\n")
            self._hand.stdin.flush()
            answer = self._hand.stdout.readline()
        except OSError:
            answer = ""
        picture = json.loads(answer) if answer.endswith("\n") else {"failed": "it ended early"}
        if isinstance(picture, str):
            return picture
        raise SocialCreditError(
            f"the pictures of the report could not be drawn: {picture['failed']}",
            hint="the tables are whole; try again with `socialcredit report RUN`, with more memory "
            "if there was too little",
        )
