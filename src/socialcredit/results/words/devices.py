"""Hits of devices and lawful deeds left undone, year by year, in words."""

from typing import Any

FEWEST = 3  # calendar years below which a row a year says little


def growing_lines(block: dict[str, Any]) -> list[str]:
    """Hits and lawful deeds left undone, year by year; silent on runs of few years."""
    lines = []
    rows, undone = block["hits_by_year"], block["undone_by_year"]
    if len({row["year"] for row in rows}) >= FEWEST:
        sums: dict[str, list[int]] = {}
        for row in rows:
            year = sums.setdefault(row["year"], [0, 0])
            year[0] += row["hits"]
            year[1] += row["wrong"]
        told = ", ".join(f"{year} {hits:,} ({wrong:,})" for year, (hits, wrong) in sums.items())
        lines.append(f"Hits by year, and wrong ones of them: {told}.")
        if undone:
            told = ", ".join(
                f"{row['year']} {row['without'] - row['with']:,} of {row['without']:,}"
                for row in undone
            )
            lines.append(f"Lawful deeds left undone, by year: {told}.")
    return lines
