"""An expectation that does not come true is reported where it was written."""

import shutil

import pytest

from socialcredit.cases.check import examples_line
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.resolve.paths import scheme_folder


def test_examples_of_a_shipped_scheme_come_out():
    assert "11 example people" in examples_line("weihai")
    assert examples_line("somewhere/deeds.yaml") == ""


def test_a_wrong_expectation_is_named_with_file_line_and_column(tmp_path):
    folder = shutil.copytree(scheme_folder("weihai"), tmp_path / "weihai")
    cases = folder / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    cases.write_text(text.replace("score: 1020", "score: 1021"), encoding="utf-8")
    line = 1 + text[: text.index("score: 1020")].count("\n")
    with pytest.raises(SocialCreditError) as caught:
        examples_line(folder)
    assert f"cases.yaml:{line}:" in caught.value.where
    assert "score comes out as 1020" in caught.value.message
    assert caught.value.expected.startswith("1021")
