"""What is printed fits the terminal it is printed to, and reads well on a wide one."""

from types import SimpleNamespace

import pytest
from rich.console import Console

from socialcredit.commands import sampling
from socialcredit.commands.comparing import _table
from socialcredit.experiments.samples import Sample
from tests.commands.conftest import Call

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


def test_no_number_of_a_comparison_is_cut() -> None:
    row = {"measure": "a-scheme-of-a-long-name/M4.unrelated_dependence",
           "a": 0.000406, "b": 0.00773, "difference": -0.000406, "low": -0.000425,
           "high": -0.000388, "pairs": 2}  # fmt: skip
    console = Console(width=80, record=True)
    console.print(_table([row]))
    text = console.export_text()
    assert max(map(len, text.splitlines())) <= 80
    assert "-0.000425  -0.000388" in text and "high" in text


def test_no_number_of_samples_is_cut_where_names_are_long() -> None:
    key, scales = "national-movement/M8.minority.wrong_days", ("1:10000", "1:1000", "1:100")
    told = [Sample(scale, 1000, {}, {key: 0.00123}, []) for scale in scales]
    found = SimpleNamespace(
        whole={key: 1234.56}, samples=told, well_from=lambda key, within: told[1]
    )
    console = Console(width=80, record=True)
    console.print(sampling._table(found, 0.02, "largest"))
    text = console.export_text()
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text and text.count("0.12 %") == 3 and "1,235" in text
