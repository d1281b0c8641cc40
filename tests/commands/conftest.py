"""`call` runs the command line in this process and hands back what a shell would see."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from socialcredit.cli import main

# A scenario of one's own, to make mistakes in.
SCENARIO = """\
scenario: mine
title: A street
places: [rongcheng]
people: 300
schemes: [rongcheng]
from: 2016-01-01
to: 2016-02-29
seed: 3
"""


class Outcome(NamedTuple):
    """Exit code, stdout and stderr of one call."""

    code: int
    out: str
    err: str


Call = Callable[..., Outcome]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call `socialcredit` with these words."""

    def run(*words: str) -> Outcome:
        with pytest.raises(SystemExit) as left:
            main(list(words))
        seen = capsys.readouterr()
        return Outcome(int(left.value.code or 0), seen.out, seen.err)

    return run
