"""What is printed fits the terminal it is printed to, and reads well on a wide one."""

import pytest

from tests.cli.conftest import Call

PAGES = (
    ("schemes",), ("scenarios",), ("alternatives",), ("plan",), ("show", "court-list"),
    ("show", "monitored-region"), ("diff", "suqian", "weihai", "--people", "0"),
)  # fmt: skip


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(
    call: Call, words: tuple[str, ...], columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = call(*words).out.splitlines()
    assert lines and max(map(len, lines)) <= min(columns, 96)


def test_a_comparison_fits_and_says_nothing_where_there_is_no_range(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    seen = call("compare", "small-town", "--people", "1000", "--years", "1", "--replicates", "1",
                "--with", "fast-appeal")  # fmt: skip
    assert max(map(len, seen.out.splitlines())) <= 80
    assert "None" not in seen.out and "…" not in seen.out
