"""An expectation that does not come true is reported where it was written."""

import shutil

from socialcredit.cases.check import judged
from socialcredit.language.check_file import examined
from socialcredit.language.resolve.paths import scheme_folder


def test_examples_of_a_shipped_scheme_come_out():
    told = examined("weihai", judged)
    assert told.errors == []
    assert told.line.endswith("\nall 11 example people come out as written")


def test_a_wrong_expectation_is_named_with_file_line_and_column(tmp_path):
    folder = shutil.copytree(scheme_folder("weihai"), tmp_path / "weihai")
    cases = folder / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    cases.write_text(text.replace("score: 1020", "score: 1021"), encoding="utf-8")
    line = 1 + text[: text.index("score: 1020")].count("\n")
    (error,) = examined(str(folder), judged).errors
    assert f"cases.yaml:{line}:" in error.where
    assert "score comes out as 1020" in error.message
    assert error.expected.startswith("1021")
