"""Closings, visits and harm, in words."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.results.words.numbers import counted, percent


def closing_lines(found: dict[str, Any] | None) -> list[str]:
    """How many firms closed and what went with them; nothing where nobody closes."""
    if found is None or not found["closed"]:
        return []
    told = f"{counted(found['closed'], 'firm')} closed and others opened on their premises"
    ways = [(found["ordered"], "by order"), (found["chosen"], "by choice, under a bad standing")]
    if any(many for many, _ in ways):
        told += f", {joined([f'{many:,} {how}' for many, how in ways if many])}"
    if found["records"]:
        told += f"; {counted(found['records'], 'open record')} went with them"
    if found["bad_records"]:
        told += (
            f", {counted(found['bad_records'], 'bad one')} among them: {percent(found['lost'])} "
        )
        told += "of all bad records filed"
    if found["chosen_records"]:
        told += f", and {percent(found['shed'])} by choice"
    return [told + "."]


def visit_lines(rows: list[dict[str, Any]]) -> list[str]:
    """A sentence or two for each source that goes round."""
    return [f"{row['source']}: {visit_words(row)}" for row in rows]


def visit_words(row: dict[str, Any]) -> str:
    """How many visits, for how many hours, what they found, missed and made up."""
    told = f"{counted(row['visits'], 'visit')} in {row['hours']:,.0f} hours"
    if not row["visits"]:
        return told + "."
    told += f"; at {percent(row['nothing'])} of them nothing was wrong"
    if row["missed"] is not None:
        told += f", and {percent(row['missed'])} of what stood was missed"
    if row["false"]:
        told += f"; {percent(row['false'])} wrote down what was not there"
    if row["unmet"]:
        told += f". Of {counted(row['due'], 'visit')} due by duty {row['unmet']:,} were not made, "
        told += "for want of hours"
    return told + "."


def harm_lines(rows: list[dict[str, Any]]) -> list[str]:
    """What faults harmed while they stood, with the schemes and without."""
    return [f"Harmed by what stood: {harm_words(row)}" for row in rows if row["with"]]


def harm_words(row: dict[str, Any]) -> str:
    """An amount and its unit, or people; and the same without the scheme."""

    def amount(value: float) -> str:
        return f"{value:,.0f} {row['unit']}" if row["unit"] else f"{value:,.0f}"

    told = f"{row['harm'].replace('-', ' ')}, {amount(row['with'])}"
    if row["without"] is not None:
        told += f"; {amount(row['without'])} without the scheme"
    return told + "."
