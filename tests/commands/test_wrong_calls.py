"""What a person sees who mistypes: a reason, a next step, the right exit code, no traceback."""

from pathlib import Path

import pytest

from tests.commands.conftest import Call

PROBLEM, WRONG_CALL = 1, 2


def test_a_mistyped_command_names_the_nearest(call: Call) -> None:
    seen = call("shcemes")
    assert seen.code == WRONG_CALL
    assert "schemes" in seen.err


def test_an_unknown_option_is_a_wrong_call(call: Call) -> None:
    assert call("run", "rongcheng", "--poeple", "5").code == WRONG_CALL


def test_no_words_print_the_help(call: Call) -> None:
    seen = call()
    assert all(name in seen.out + seen.err for name in ("run", "schemes", "explain", "bench"))


def test_the_version_is_one_line(call: Call) -> None:
    seen = call("--version")
    assert (seen.code, seen.out.count("\n")) == (0, 1)


@pytest.mark.parametrize(
    "words",
    [
        ("show", "rongchen"),
        ("diff", "rongcheng", "weihay"),
        ("run", "rongchen", "--people", "1000"),
    ],
)
def test_a_mistyped_name_is_met_with_the_nearest(call: Call, words: tuple[str, ...]) -> None:
    seen = call(*words)
    assert seen.code == PROBLEM
    assert "rongcheng" in seen.err or "weihai" in seen.err
    assert "Traceback" not in seen.err


@pytest.mark.parametrize(
    "words",
    [
        ("--people", "0"),
        ("--people", "-5"),
        ("--years", "0"),
        ("--set", "peeple=2000"),
        ("--set", "people"),
        ("--set", "people=many"),
        ("--set", "to=2001-01-01"),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    call: Call, words: tuple[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "town"
    seen = call("run", "rongcheng", *words, "--out", str(folder))
    assert seen.code == PROBLEM
    assert seen.err.strip()
    assert "Traceback" not in seen.err
    assert not (folder / "tables").exists()


@pytest.mark.parametrize(
    "words, told",
    [
        (("run", "rongcheng", "--people", "5000x"), "'5000x' is not a whole number"),
        (("run", "rongcheng", "--seed", "1e3"), "'1e3' is not a whole number"),
        (("run", "rongcheng", "--threads", "0"), "'0' is too small"),
        (("diff", "rongcheng", "weihai", "--years", "900"), "'900' is too large"),
        (("explain", "runs/x", "--resident", "one"), "'one' is not a whole number"),
    ],
)
def test_what_is_no_number_is_repeated_in_the_answer(
    call: Call, words: tuple[str, ...], told: str
) -> None:
    seen = call(*words)
    assert seen.code == WRONG_CALL
    assert told in " ".join(seen.err.replace("│", " ").split())


@pytest.mark.parametrize(
    "words, where",
    [
        (("--people", "0"), "--people 0"),
        (("--people", "3000000000"), "--people 3000000000"),
        (("--years", "0"), "--years 0"),
        (("--seed", "-1"), "--seed -1"),
        (("--set", "peeple=2000"), "--set peeple=2000"),
        (("--set", "people"), "--set people"),
        (("--set", "schemes.rongchen.score.start=3"), "--set schemes.rongchen.score.start=3"),
        (("--set", "responses.gossip=false"), "--set responses.gossip=false"),
        (("--set", "people=many"), "--set people=many"),
    ],
)
def test_a_wrong_value_is_answered_with_the_option_as_it_was_given_and_a_next_step(
    call: Call, words: tuple[str, str], where: str, tmp_path: Path
) -> None:
    seen = call("run", "rongcheng", *words, "--out", str(tmp_path / "town"))
    assert seen.code == PROBLEM
    assert where in seen.err and "next: " in seen.err


def test_a_mistyped_path_of_set_names_the_nearest(call: Call, tmp_path: Path) -> None:
    seen = call("run", "rongcheng", "--set", "peeple=2000", "--out", str(tmp_path / "town"))
    assert "people" in seen.err


def test_a_folder_without_a_run_is_named(call: Call, tmp_path: Path) -> None:
    for words in (("report",), ("explain", "--resident", "1"), ("resume",)):
        seen = call(words[0], str(tmp_path), *words[1:])
        assert seen.code == PROBLEM
        assert str(tmp_path) in seen.err


def test_a_broken_file_is_shown_with_line_and_column(call: Call, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("scheme: broken\ntitle: [never closed\n")
    seen = call("check", str(broken))
    assert seen.code == PROBLEM
    assert "broken.yaml:" in seen.err


@pytest.mark.parametrize("command", ["run", "compare", "diff", "explain", "sweep", "validate"])
def test_a_help_text_leaves_the_breaks_to_the_terminal(
    call: Call, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    prose = call(command, "--help").out.split("Arguments")[0].splitlines()
    for line, after in zip(prose, prose[1:], strict=False):
        words = after.split()
        fits = len(line.rstrip()) + 1 + len(words[0]) <= 78 if words and line.strip() else False
        assert not fits, line
