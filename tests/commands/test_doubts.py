"""What is allowed and surely not meant is a warning, with its line and what to do about it."""

from pathlib import Path

import pytest

from socialcredit.language.check.persons import persons_in
from socialcredit.language.check_file import Told, examined
from socialcredit.language.new_scheme import new_scheme
from socialcredit.language.resolve import paths
from tests.commands.conftest import Call

DOUBTS = {
    "a grade above the highest score": (
        "start: 1000,", "start: 900, lowest: 0, highest: 999,", "grade `A`",
    ),
    "a grade below the lowest score": ("start: 1000,", "start: 1000, lowest: 800,", "grade `C`"),
    "a cap below one record": (
        "points: -5,", "points: -5, cap: {points: 2, meter: m},", "one record is 5 points",
    ),
    "an entry before the scheme": ("points: -5, since: 2020", "points: -5, since: 2002", "before"),
    "a list before the scheme": (
        "published: false,\n     since: 2020", "published: false,\n     since: 2019", "before",
    ),
    "a consequence before the scheme": (
        "hits: [self], since: 2020", "hits: [self], since: 1920", "before the scheme begins",
    ),
    "a procedure before the scheme": (
        "  - {since: 2020-01-01, notice", "  - {since: 2019-12-31, notice", "before the scheme",
    ),
    "a year far ahead": ("points: -5, since: 2020", "points: -5, since: 2202", "20 years after"),
    "a reward for a bad deed": ("points: -5", "points: 5", "gives points"),
    "a penalty for a good deed": ("deed: jaywalking, points: -5",
                                  "deed: blood-donation, points: -5", "takes points"),
    "another name than its folder": ("scheme: town\n", "scheme: city\n", "its folder `town`"),
    "somebody's identity": ("Say in a few", "11010519491231002X: say in a few", "identity number"),
    "somebody's telephone": ("Say in a few", "138 0013 8000, say in a few", "telephone number"),
    "somebody's address": ("title: The regulation", "title: ask zhang.san@example.cn", "e-mail"),
}  # fmt: skip


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return new_scheme("town")


def doubted(folder: Path, name: str) -> Told:
    old, new, _ = DOUBTS[name]
    file = folder / "scheme.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, text
    text = text.replace(old, new)
    file.write_text(text.replace("\nlists:\n", "\nmeters: [{meter: m, resets: yearly}]\nlists:\n"))
    (folder / "cases.yaml").unlink()
    return examined(str(folder))


@pytest.mark.parametrize("name", DOUBTS)
def test_each_is_told_at_its_line_with_a_next_step(town: Path, name: str) -> None:
    told = doubted(town, name)
    assert [w for w in told.warnings if DOUBTS[name][2] in w.message], told
    for warning in told.warnings:
        assert warning.where.startswith("town/scheme.yaml:") and warning.hint


def test_a_warning_fails_nothing_unless_that_is_asked_for(town: Path, call: Call) -> None:
    doubted(town, "a cap below one record")
    seen = call("check", "town")
    assert seen.code == 0 and "everything fits" in seen.out
    assert seen.err.startswith("warning: town/scheme.yaml:") and "next: " in seen.err
    assert call("check", "town", "--strict").code == 1
    assert call("check", "town", "--json").out.count("one record is 5 points") == 1


def test_what_is_shipped_fits_and_raises_no_doubt() -> None:
    names: list[str | Path] = [*paths.scheme_names(), *paths.alternative_names()]
    names += [paths.SCENARIOS / f"{name}.yaml" for name in paths.scenario_names()]
    names += [paths.ASSUMPTIONS / name for name in paths.assumption_names()]
    for name in names:
        told = examined(name)
        assert ([*told.errors], [*told.warnings]) == ([], []), name
        assert "everything fits" in told.line


@pytest.mark.parametrize(
    "text",
    [
        "440301 19800815 1234", "11010519491231002x", "身份证号：11010519491231002X。",
        "１１０１０５１９４９１２３１００２Ｘ",  # as wide as the letters around it
        "tel. 13912345678", "+86 139 1234 5678", "0631-7561234",
        "(0532) 85912345", "+44 20 7946 0958", "a@b.cn", "Zhang_San+1@mail.example.com",
        "# in a remark: 13800138000",
    ],
)  # fmt: skip
def test_somebodys_number_or_address_is_seen(text: str) -> None:
    assert len(list(persons_in(f"note: {text}\n", "f.yaml"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://example.cn/13912345678/11010519491231002X", "creding.com/info/item/13912345678",
        "doi:10.1017/13912345678", "10.1080/10670564.2019.13912345", "ISBN 978-7-5086-1234-5",
        "2014-01-01 to 2018-12-31", "population: 1409778724", "[100, 200, 300, 400, 500]",
        "710000 residents, 138 points and 0.05 of 4500", "GB/T 33190-2016; No. 201411010512345",
        "110105194913310021",
    ],
)  # fmt: skip
def test_other_numbers_are_nobodys(text: str) -> None:
    assert [e.render() for e in persons_in(f"note: {text}\n", "f.yaml")] == []


@pytest.mark.parametrize("word", ["x", "x.", "-", "x-", "+", "1 ", "x@", "ISBN "])
def test_a_text_of_one_long_word_is_looked_through(word):
    """Else a pattern that begins anew at each of its letters would take minutes."""
    assert len(list(persons_in(word * (190_000 // len(word)), "mine.yaml"))) == 0


def test_an_address_for_letters_is_found_in_the_midst_of_words():
    told = [error.text for error in persons_in("to: a.b-c+d@e-f.org, or x@y.org.", "mine.yaml")]
    assert told == ["a.b-c+d@e-f.org", "x@y.org"]
