"""The small world of these tests as files."""

from pathlib import Path

import pytest

from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.resolve import loading
from tests.language.fixtures import BELIEFS, MINI

SCENARIO = """\
scenario: small
title: A small scenario
places: [rongcheng]
people: 1000
schemes: [mini]
from: 2014-01-01
to: 2014-12-31
seed: 7
twin: {without: [mini]}
assumptions: {deeds: ./deeds.yaml}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the small scheme, its assumption files and a scenario that uses them."""
    (tmp_path / "mini").mkdir()
    (tmp_path / "mini" / "scheme.yaml").write_text(MINI, encoding="utf-8")
    for kind, text in BELIEFS.items():
        (tmp_path / f"{kind}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "small.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


@pytest.fixture
def beliefs(folder: Path) -> Beliefs:
    """The small assumption files, loaded."""
    return loading.load_beliefs({kind: folder / f"{kind}.yaml" for kind in BELIEFS})
