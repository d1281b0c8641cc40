"""A life as it is told: quiet stretches gathered in a line, what mattered kept event by event."""

from collections import Counter
from typing import Any

Row = dict[str, Any]
CAUSING = ("FILED", "CHARGED", "CORRECTED", "FOLLOWED", "EXPIRED", "REPAIRED")
BESIDE = 1  # days between a deed and its sighting
NAMED = 3  # kinds of quiet deeds named in a gathered line


def told(rows: list[Row]) -> list[Row]:
    """Rows of a life for a reader: grades joined to their cause, quiet stretches gathered.

    A deed is quiet unless a record that counts against the person came of it, or it is grave; a
    record is quiet if it helps the person, or only repeats an earlier one, and moves no grade. A
    gathered row has `what` QUIET, `truth` and `filed` texts, and `date` to `until`. A grave deed
    that nobody filed is marked `unseen`.
    """
    rows = with_grades(rows)
    against = {row["record"] for row in rows if row["what"] == "FILED" and row["bad"]}
    seen = {
        (row["kind"], row["day"])
        for row in rows
        if row["what"] == "SIGHTED" and row["record"] in against
    }
    lines: list[Row] = []
    stretch: list[Row] = []
    for row in rows:
        if _is_quiet(row, seen):
            stretch.append(row)
            continue
        lines += _gathered(stretch)
        stretch = []
        lines.append({**row, "unseen": row["what"] == "DEED" and not _led_on(row, seen)})
    return _same_doors(lines + _gathered(stretch))


def with_grades(rows: list[Row]) -> list[Row]:
    """Fold a change of grade into the event of the same day that caused it (`now`)."""
    folded: list[Row] = []
    for row in rows:
        last = folded[-1] if folded else None
        if row["what"] == "GRADE" and last is not None and _caused(last, row):
            last.update(now=row["grade"], score=row["score"])
        else:
            folded.append({**row, "now": row["grade"] if row["what"] == "GRADE" else None,
                           "times": 1, "until": row["date"]})  # fmt: skip
    return folded


def _caused(last: Row, row: Row) -> bool:
    same = (last["date"], last["scheme"]) == (row["date"], row["scheme"])
    return bool(same and last["what"] in CAUSING)


def _is_quiet(row: Row, seen: set[tuple[int, int]]) -> bool:
    if row["now"]:
        return False
    if row["what"] == "DEED":
        return not row["grave"] and not _led_on(row, seen)
    if row["what"] == "FILED":
        return not row["bad"]
    return row["what"] in ("SIGHTED", "CHARGED", "EXPIRED")


def _led_on(row: Row, seen: set[tuple[int, int]]) -> bool:
    """Whether a body saw this deed and a record against the person came of it."""
    days = range(row["day"], row["day"] + BESIDE + 1)
    return any((row["kind"], day) in seen for day in days)


def _gathered(stretch: list[Row]) -> list[Row]:
    """One row for a quiet stretch; a stretch of one or two rows is gathered as well."""
    deeds = [row for row in stretch if row["what"] == "DEED"]
    filed = [row for row in stretch if row["book"] == "filed"]
    if not deeds and not filed:
        return []
    shown = [*deeds, *filed]
    scores = [row["score"] for row in filed if row["score"] is not None]
    return [
        {
            **shown[0],
            "what": "QUIET",
            "book": "quiet",
            "date": min(row["date"] for row in shown),
            "until": max(row["date"] for row in shown),
            "truth": _counted([row["plain"] for row in deeds], "deeds"),
            "effort": sum(row["cause"] == 1 for row in deeds),
            "filed": _records(filed),
            **_brought(filed),
            "score": scores[-1] if scores else None,
            "true": "",
            "now": None,
            "times": 1,
            "unseen": False,
        }
    ]


def _brought(filed: list[Row]) -> Row:
    """Points of a stretch together; of records that bring a score each, that of the last."""
    results = [row["points"] for row in filed if row.get("result")]
    if results:
        return {"points": results[-1], "result": True}
    return {"points": sum(row["points"] or 0 for row in filed), "result": False}


def _counted(names: list[str], what: str) -> str:
    """`helping a neighbour 9 times, giving blood` and how many other deeds."""
    counts = Counter(names).most_common()
    words = [f"{name} {n} times" if n > 1 else name for name, n in counts[:NAMED]]
    rest = sum(n for _, n in counts[NAMED:])
    if rest:
        words.append(f"{rest} other {what if rest > 1 else what.removesuffix('s')}")
    return ", ".join(words)


def _records(filed: list[Row]) -> str:
    counts = Counter(row["text"] for row in filed).most_common()
    words = [f"{name} ({n} times)" if n > 1 else name for name, n in counts[:NAMED]]
    rest = sum(n for _, n in counts[NAMED:])
    return "; ".join([*words, *([f"{rest} more"] if rest else [])])


def _same_doors(lines: list[Row]) -> list[Row]:
    """Join neighbouring rows about the same door into one with `times`."""
    joined: list[Row] = []
    for row in lines:
        last = joined[-1] if joined else None
        if last and row["book"] == "door" and _alike(last, row):
            last.update(times=last["times"] + row["times"], until=row["until"])
        else:
            joined.append(row)
    return joined


def _alike(one: Row, two: Row) -> bool:
    return all(one[key] == two[key] for key in ("what", "text", "scheme", "true"))
