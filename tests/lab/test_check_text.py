"""A scheme's text is told the same mistakes as a file with that text, each at its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check_scheme import scheme_looked_at
from socialcredit.language.check_text import MOST_BYTES, Mistake, Spoken, check_text, vocabulary
from socialcredit.language.findings import Findings
from socialcredit.language.resolve.paths import scheme_file, scheme_names

# Mistakes that are made with a text, each once: what stands there, and what takes its place.
WORDS = [
    (r"deed: ([a-z-]+)", r"deed: \1x"),
    (r"domain: ([a-z-]+)", r"domain: \1x"),
    (r"source: ([a-z0-9-]+)", r"source: \1x"),
    (r"evidence: primary", "evidence: primry"),
    (r"\nentries:", "\nentrys:"),
    (r"penal: \[", "penal: [zzz, "),
    (r"then: ", "than: "),
    (r"extends: ([a-z0-9-]+)", r"extends: \1x"),
]
VALUES = [
    (r"min_age: [0-9]+", "min_age: -4"),
    (r"since: ([0-9]{4})-[0-9]{2}-[0-9]{2}", r"since: \1-13-01"),
    (r"start: [0-9]+", "start: many"),
    (r"expires: [^,}\n]+", "expires: soon"),
    (r"\nprocedure:", "\nprocedures:"),
    (r"points: [^,}\n]+", "points: no"),
    (r"\ntitle: ", "\ntitle: call +86 138 1234 5678, "),
]
YAML = [
    (r"\nplace: ", "\nplace: here\nplace: "),
    (r"title: ([^\n]+)", r"title: !secret \1"),
    (r"\nscore:\n", "\nscore: [\n"),
    (r"\ngrades:\n", "\ngrades:\n\t"),
]
KINDS = {"words": WORDS, "values": VALUES, "yaml": YAML}


def spoilt(text: str, mistakes: list[tuple[str, str]]) -> tuple[str, int]:
    """The text with each mistake made once, and how many there was room for."""
    made = 0
    for right, wrong in mistakes:
        text, once = re.subn(right, wrong, text, count=1)
        made += once
    return text, made


def of_the_file(text: str, name: str, folder: Path) -> set[tuple[str, str, str, str]]:
    """What `check` says of a file with that text in a folder of the scheme's name."""
    file = folder / name / "scheme.yaml"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    found = Findings()
    scheme_looked_at(file, found)
    told = [*found.errors, *found.warnings]
    where = f"{file}:"
    return {
        (one.where.removeprefix(where), one.message, one.text, expected_of(one))
        for one in told
        if "its folder" not in one.message
    }


def expected_of(one: Mistake | SocialCreditError) -> str:
    """What would be right; a file may extend other files, and a text may not."""
    return "" if one.message.startswith("there is no scheme") else one.expected


def of_the_text(text: str, spoken: Spoken) -> set[tuple[str, str, str, str]]:
    return {
        (f"{one.line}:{one.column}", one.message, one.found, expected_of(one))
        for one in check_text(text, spoken)
    }


@pytest.mark.parametrize("name", scheme_names())
def test_a_text_is_told_what_its_file_would_be(name: str, tmp_path: Path) -> None:
    whole, spoken, all_made = scheme_file(name).read_text(encoding="utf-8"), vocabulary(name), 0
    for kind, mistakes in KINDS.items():
        text, made = spoilt(whole, mistakes)
        (tmp_path / kind).mkdir()
        file = of_the_file(text, name, tmp_path / kind)
        told = of_the_text(text, spoken)
        assert told >= {one for one in file if re.match(r"\d+:\d+$", one[0])}
        assert len(told) == len(file) > 0
        all_made += made
    assert all_made >= (12 if "extends" not in whole else 6)


@pytest.mark.parametrize("name", scheme_names())
def test_a_shipped_scheme_has_no_mistake_as_a_text(name: str) -> None:
    text = scheme_file(name).read_text(encoding="utf-8")
    assert [one for one in check_text(text, vocabulary(name)) if one.kind == "error"] == []


@pytest.fixture(scope="module")
def spoken() -> Spoken:
    return vocabulary("rongcheng", "small-town")


@pytest.fixture(scope="module")
def rongcheng() -> str:
    return scheme_file("rongcheng").read_text(encoding="utf-8")


def put_right(text: str, mistake: Mistake) -> str:
    """The text as an editor makes it where somebody takes what is suggested."""
    change, lines = mistake.suggestion, text.split("\n")
    assert change is not None
    line, at = lines[change["line"] - 1], change["column"] - 1
    assert line[at:].startswith(change["from"])
    lines[change["line"] - 1] = line[:at] + change["to"] + line[at + len(change["from"]) :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("entries:\n", "entrys:\n"),
        ("evidence: secondary", "evidence: secondry"),
        ("deed: drunk-driving", "deed: drunk-drivin"),
    ],
)
def test_a_word_is_put_right_by_what_is_suggested(
    right: str, wrong: str, rongcheng: str, spoken: Spoken
) -> None:
    assert right in rongcheng
    text = rongcheng.replace(right, wrong, 1)
    (mistake, *_) = [one for one in check_text(text, spoken) if one.suggestion]
    assert put_right(text, mistake) == rongcheng


def test_nothing_is_suggested_where_no_word_is_near(rongcheng: str, spoken: Spoken) -> None:
    (told,) = check_text(rongcheng.replace("penal: [C, D]", "penal: [C, E]", 1), spoken)
    assert (told.found, told.suggestion) == ("E", None)
    assert told.expected == "one of A, AA, AAA, B, C, D"


def test_a_text_is_never_a_path(tmp_path: Path, spoken: Spoken, rongcheng: str) -> None:
    own = tmp_path / "scheme.yaml"
    own.write_text(rongcheng, encoding="utf-8")
    for name in (str(own), str(tmp_path), "./scheme.yaml"):
        told = check_text(f"extends: {name}\nscheme: mine\n", spoken)
        assert [one.message for one in told] == [f"there is no scheme `{name}`"]
        assert (told[0].line, told[0].column) == (1, 10)
        assert check_text(name, spoken)[0].kind == "error"


def test_what_is_inherited_is_told_where_it_is_extended(spoken: Spoken) -> None:
    text = "scheme: mine\ntitle: Mine\nextends: rongcheng\ngrades:\n  - since: 2014-01-01\n    bands: {X: lowest}\n    source: recalled\n    evidence: recalled\n"  # noqa: E501
    told = check_text(text, spoken)
    inherited = [one for one in told if one.message.startswith("in `rongcheng`, line ")]
    assert inherited
    assert {one.line for one in inherited} == {3}
    assert all(one.suggestion is None for one in inherited)


@pytest.mark.parametrize("text", ["", "\ud800", "[" * 2000, "a: *b", "x" * (MOST_BYTES + 1), "- 1"])
def test_what_is_no_scheme_is_told_and_raises_nothing(text: str, spoken: Spoken) -> None:
    told = check_text(text, spoken)
    assert told
    assert told[0].kind == "error"
    assert told[0].line >= 1


def test_what_is_known_of_a_rule_holds_for_no_other(rongcheng: str, spoken: Spoken) -> None:
    """Ends of ranges are looked at once a rule: written otherwise it is another rule."""
    wrong = rongcheng.replace(
        "low: 0.1, high: 0.8, with: notice", "low: 0.1, high: 1.8, with: notice"
    )
    for text, message in ((rongcheng, ""), (wrong, "beyond"), (rongcheng, ""), (wrong, "beyond")):
        errors = [one for one in check_text(text, spoken) if one.kind == "error"]
        assert [message in one.message for one in errors] == ([True] if message else [])
    assert errors[0].line == rongcheng[: rongcheng.index("high: 0.8, with: notice")].count("\n") + 1
