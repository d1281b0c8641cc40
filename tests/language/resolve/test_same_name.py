"""A file of one's own extends the shipped one of its own name, whichever kind it is of."""

from pathlib import Path

import pytest

from socialcredit.language.check_file import check_file
from socialcredit.language.model.beliefs import FILES
from socialcredit.language.resolve.loading import load_beliefs, load_scenario

SCENARIO = """\
scenario: mine
title: Mine
places: [rongcheng]
people: 10
schemes: [rongcheng]
from: 2016-01-01
to: 2016-02-01
assumptions: {KIND: FILE}
"""


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ["KIND.yaml", "'shipped:KIND.yaml'"])
def test_it_is_no_circle(tmp_path, monkeypatch, kind, name):
    file = tmp_path / f"{kind}.yaml"
    file.write_text(f"extends: {name.replace('KIND', kind)}\n", encoding="utf-8")
    for here in (tmp_path, tmp_path.parent):
        monkeypatch.chdir(here)
        for path in (file, Path(f"./{file.relative_to(here)}")):
            assert "everything fits" in check_file(path)
            assert load_beliefs({kind: path}) == load_beliefs()
    for written in (f"{kind}.yaml", f"./{kind}.yaml", str(file)):
        scenario = tmp_path / "mine.yaml"
        text = SCENARIO.replace("KIND", kind).replace("FILE", written)
        scenario.write_text(text, encoding="utf-8")
        assert load_beliefs(load_scenario(scenario).assumptions) == load_beliefs()
