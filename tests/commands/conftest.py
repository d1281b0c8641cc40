"""`call` runs the command line in this process and hands back what a shell would see."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from socialcredit.cli import main
from tests.commands.own_town import Outcome, lived

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


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a town of one's own after its run, in which all tests of a file are made."""
    with lived(tmp_path_factory.mktemp("own")) as folder:
        yield folder
