"""Characters that nobody sees, or that turn a text round: refused everywhere, never printed."""

from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.text import is_hidden, printed
from socialcredit.language.read.yaml import read_text
from tests.commands.conftest import SCENARIO, Call

UNSEEN = [
    "\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9b", "\xad", "\u061c", "\u200b", "\u200d",
    "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069",
    "\ufeff", "\U000e0041", "\u3164",
]  # fmt: skip


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def seen_by(text: str) -> None:
    """Nothing in a message does anything to a terminal but to be read on it."""
    assert not [each for each in text if is_hidden(each)], ascii(text)


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
def test_a_file_that_holds_one_is_refused_where_it_stands(call: Call, character: str) -> None:
    told = SCENARIO.replace("A street", f"A {character}street")
    for text in (told, told.replace(f"A {character}", "A ") + f"# a remark {character}\n"):
        Path("mine.yaml").write_text(text, encoding="utf-8")
        seen = call("check", "mine.yaml")
        line = text[: text.index(character)].count("\n") + 1
        assert (seen.code, f"mine.yaml:{line}:" in seen.err) == (1, True), seen.err
        seen_by(seen.err)


@pytest.mark.parametrize("escape", [r"\e[31m", r"\u202e", r"\x9b", r"\L", r"\P", r"\N", r"\0"])
def test_an_escape_brings_none_in(call: Call, escape: str) -> None:
    texts = [SCENARIO.replace("A street", f'"A {escape} street"'), SCENARIO + f'"{escape}": 1\n']
    for text in texts:
        Path("mine.yaml").write_text(text)
        seen = call("check", "mine.yaml")
        assert seen.code == 1 and "cannot be seen" in seen.err, seen.err
        seen_by(seen.err)


@pytest.mark.parametrize(
    "words",
    [
        ("run", "ro\x1b[31mng"), ("show", "a\u202eb"), ("check", "a\x9bb"), ("new", "a\u200bb"),
        ("diff", "rongcheng", "\x1b]0;x\x07"), ("\x1b[2J",), ("run", "rongcheng", "--\x1b[31m"),
        ("run", "rongcheng", "--set", "people=\x1b"), ("run", "rongcheng", "--people", "5\x1b"),
        ("run", "rongcheng", "--out", "a\udcffb"), ("compare", "rongcheng", "--with", "\u2066x"),
    ],
    ids=ascii,
)  # fmt: skip
def test_no_word_of_a_call_holds_one(call: Call, words: tuple[str, ...]) -> None:
    seen = call(*words)
    assert seen.code == 1 and "cannot be seen" in seen.err
    seen_by(seen.out + seen.err)
    assert not list(Path().iterdir())


def test_a_value_of_set_is_read_like_a_file(call: Call) -> None:
    seen = call("run", "rongcheng", "--set", r'schemes.rongcheng.title="\u202e"')
    assert seen.code == 1 and "cannot be seen" in seen.err
    seen_by(seen.err)


def test_a_name_of_a_file_that_holds_one_is_shown_escaped() -> None:
    with pytest.raises(SocialCreditError) as caught:
        read_text("a: [1", "\x1b[31mred\u202e\n.yaml")
    told = caught.value.render()
    assert told.startswith(r"\x1b[31mred\u202e\n.yaml:1:")
    seen_by(told)


def test_what_is_shown_is_on_one_line_and_letters_stay_letters() -> None:
    assert printed("a\nb\tc\r\udc80") == r"a\nb\tc\r\udc80"
    assert printed("荣成 é 😀 ~") == "荣成 é 😀 ~"


@pytest.mark.parametrize("text", ["title: 荣成市\n", "title: café\r\nplace: x\r\n", "a: '😀'\n"])
def test_what_can_be_seen_is_read(text: str) -> None:
    assert read_text(text, "f.yaml").value
