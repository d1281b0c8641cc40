"""What the page says on what was made public about people."""

from typing import Any

from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words, key
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.report.sections.months import month_ends
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import counted, percent

PARTS = (("deductions", vega.RED), ("additions", vega.BLUE))


def publicity_section(run: Run, block: dict[str, Any]) -> Section | None:
    """How much was published, which way, and how much of it was wrong; None where nothing was."""
    found = block["publicity"]
    if not found["published"]:
        return None
    audience = f", to be read by {found['audience']}" if found["audience"] else ""
    text = (
        f"{counted(found['published'], 'record was', 'records were')} made public{audience}. "
        f"{percent(found['share_bad'])} of them are deductions; of these "
        f"{counted(found['bad'], 'deduction')} {found['wrong_bad']:,} "
        f"{'is' if found['wrong_bad'] == 1 else 'are'} wrong, and a correction does "
        "not reach who has read it."
    )
    years: dict[str, list[int]] = {}
    for day, (published, bad) in zip(month_ends(run), found["by_month"], strict=True):
        year = years.setdefault(day[:4], [0, 0])
        year[0] += published
        year[1] += bad
    rows = [
        Bar(
            year,
            published,
            f"{published:,}, {percent(bad / published)} deductions",
            parts=((bad, vega.RED), (published - bad, vega.BLUE)),
        )
        for year, (published, bad) in years.items()
        if published
    ]
    figure = Figure(
        "Records made public, by year",
        key(PARTS) + bars(rows),
        in_words(rows),
        ["year", "made public", "deductions"],
        [[year, f"{one:,}", f"{two:,}"] for year, (one, two) in years.items()],
    )
    return Section("published", "What was made public", [text], [figure])
