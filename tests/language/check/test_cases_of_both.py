"""A scheme on persons and firms has examples of both, each judged by the rules that are its own."""

import shutil

import pytest

from socialcredit.cases.check import judged
from socialcredit.language.check_file import examined
from socialcredit.language.resolve.paths import scheme_folder


@pytest.fixture
def honest(tmp_path):
    folder = tmp_path / "honest"
    shutil.copytree(scheme_folder("honest-shanghai"), folder)
    path = folder / "scheme.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("scheme: honest-shanghai", "scheme: honest", 1), encoding="utf-8")
    return folder


def told_of(folder, old="", new=""):
    cases = folder / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    assert old in text
    cases.write_text(text.replace(old, new, 1), encoding="utf-8")
    return cases, examined(folder / "scheme.yaml", judged)


def line_of(path, words):
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_examples_of_both_come_out(honest):
    _, found = told_of(honest)
    assert found.errors == []
    assert "all 21 examples come out as written" in found.line


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("expect: {score: 50, grade: bad, refused: [fly]}",
      "expect: {score: 51, grade: bad, refused: [fly]}", "score comes out as 50"),
     ("expect: {score: 70, grade: bad, refused: [procurement]}",
      "expect: {score: 71, grade: bad, refused: [procurement]}", "score comes out as 70"),
     ("expect: {score: 70, grade: bad, refused: [fly]}",
      "expect: {score: 70, grade: bad, refused: [fly, procurement]}", "refuse `procurement`"),
     ("{deed: blood-donation, on: 2017-03-01, source: hospitals}",
      "{deed: tax-late, on: 2017-03-01, source: tax-office}", "the scheme has no deed `tax-late`"),
     ("{deed: tax-debt, on: 2017-08-10, size: 8000, source: tax-office}",
      "{deed: blood-donation, on: 2017-08-10, source: hospitals}", "no deed `blood-donation`")],
)  # fmt: skip
def test_what_does_not_fit_is_told_by_the_side_that_it_is_of(honest, old, new, said):
    cases, found = told_of(honest, old, new)
    assert said in found.errors[0].render()
    assert f"cases.yaml:{line_of(cases, new)}" in found.errors[0].render()


def test_an_example_of_whom_a_scheme_does_not_score_is_refused(tmp_path):
    folder = tmp_path / "faces"
    shutil.copytree(scheme_folder("tax-credit"), folder)
    cases = folder / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    first = text.index("  firm: {")
    end = text.index("\n", first)
    cases.write_text(text[:first] + "  person: {age: 40}" + text[end:], encoding="utf-8")
    found = examined(folder / "scheme.yaml", judged)
    assert any("this is a person" in error.render() for error in found.errors)
