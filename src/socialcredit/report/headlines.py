"""Five numbers at the head of the page, each with its play of luck and what is not known."""

from collections.abc import Iterator, Sequence
from typing import Any

from socialcredit.results.luck import Interval, of_ratio
from socialcredit.results.measures.main_bodies import most_penal
from socialcredit.results.measures.summary import summary
from socialcredit.results.run import Run, share
from socialcredit.results.words.numbers import percent, rate, signed

MANY = 5
SHARED = 1.5  # bodies a wrong record, on average, from which on its copies are a headline
FEWEST = 10  # records below which a share of them is no headline
Line = dict[str, str]


def headlines(found: dict[str, Any], others: Sequence[Run] = ()) -> list[Line]:
    """The first five numbers that the run can answer for.

    `others` are runs of the same scenario with other seeds: then the range over all seeds stands
    beside each number, and the rough interval of a single draw does not.
    """
    every = [_lines(one) for one in (found, *map(summary, others))]
    lines = []
    for key, line in list(every[0].items())[:MANY]:
        values = [seen[key] for seen in every if key in seen]
        lines.append({**line["words"], "luck": _luck(line, values)})
    return lines


def chosen_block(found: dict[str, Any]) -> dict[str, Any] | None:
    """The scheme the headlines speak of: the one under which most days of penalty were borne."""
    return most_penal(found["schemes"])


def _luck(line: dict[str, Any], values: Sequence[dict[str, Any]]) -> str:
    told = line["told"]
    if len(values) > 1:
        ends = sorted(value["value"] for value in values)
        return f"{told(ends[0])} to {told(ends[-1])} over {len(values)} seeds"
    if line["interval"] is None:
        return "one draw of luck; no range is given"
    low, high = line["interval"]
    if low == high:  # nobody, or everybody: drawing people anew cannot tell how seldom
        return "one draw of luck; no range is given"
    if told(low) == told(high):
        return "luck alone hardly moves it"
    return f"{told(low)} to {told(high)} by luck alone, roughly"


def _lines(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    block = chosen_block(found)
    lines = [*(_of_scheme(block) if block else ()), *_of_run(found)]
    order = ("wrong", "shut-out", "flags", "named", "lent", "copies", "repaired", "conduct",
             "groups", "domains", "missed", "made-up", "watched")  # fmt: skip
    known = {key: line for key, line in lines if line["value"] is not None}
    return {key: known[key] for key in order if key in known}


def _line(value: Any, told: Any, interval: Interval, text: str, unknown: str) -> dict[str, Any]:
    words = {"value": told(value) if value is not None else "", "text": text, "unknown": unknown}
    return {"value": value, "told": told, "interval": interval, "words": words}


def _of_run(found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    bad = found["bad_deeds"]
    yield "conduct", _line(
        bad["change"], signed, bad.get("interval"),
        "change in bad deeds truly done, against the same people with the same luck and no scheme",
        "how strongly a score deters: the strength is borrowed from studies of other measures.",
    )  # fmt: skip

    yield from _of_bodies(found["together"])
    yield from _of_lending(found["lending"])


def _of_bodies(across: dict[str, Any] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    if across is None or across["fan_out_most"] in (None, 1):
        return
    yield "shut-out", _line(
        across["shut_out"], percent, None,
        "of residents were refused in three or more domains of life at once, by whichever bodies",
        "which office really refuses whom, and on what.",
    )  # fmt: skip
    if across["wrong"] >= FEWEST and across["fan_out"] >= SHARED:
        yield "copies", _line(
            across["fan_out"], lambda many: f"{many:.1f}", None,
            "bodies hold each wrong record on average, each in a copy to be put right",
            "which bodies really pass on what, and whether they take corrections over.",
        )  # fmt: skip


def _of_lending(lent: dict[str, Any] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    worlds = lent["worlds"] if lent else []
    known = len(worlds) > 1 and worlds[0]["approved"] is not None and worlds[0]["on_file"]
    if known and worlds[1]["approved"] is not None:
        yield "lent", _line(
            worlds[0]["approved"] - worlds[1]["approved"], points, None,
            "applications for a loan granted, against the same people without the bureau",
            "how lenders really decide; no lender has published its rules.",
        )  # fmt: skip


def points(value: float) -> str:
    """A difference of shares, in so many of a hundred."""
    return f"{100 * value:+.1f} of 100".replace("-", "−")


def _of_scheme(block: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    m1, m4, m7 = block["M1"], block["M4"], block["M7"]
    yield from _of_devices(block)
    yield from _of_watching(block["watching"])
    yield "wrong", _line(
        m1["share"], percent, m1["interval"],
        "of all days under a penalty rest on a wrong record, or on a copy not renewed",
        "how often the real sources err: no city has published it.",
    )  # fmt: skip
    middle = f" (the middle one after {m7['median']:,} days)" if m7["repaired"] else ""
    yield "repaired", _line(
        m7["repaired"] if m7["panel"]["wrong"] >= FEWEST else None, percent, m7["interval"],
        f"of wrong bad records were put right in every copy before the end{middle}",
        "how many people are told, and how many disputes an office decides in a month.",
    )  # fmt: skip
    yield "groups", _groups(block)
    yield "domains", _line(
        m4["other_part"], percent, m4["interval"],
        "of doors that closed lie in another part of life than the records they rest on",
        "what counts as another part of life: the tree of domains is declared by this project.",
    )  # fmt: skip
    yield "missed", _line(
        block["M2"]["missed"], percent, None,
        "of the breaches that the rules name were never recorded",
        "how much is truly done unseen; rates come from surveys, or are assumed.",
    )  # fmt: skip
    yield "made-up", _line(
        None if block["codes"] else block["M11"]["made_up_share"], percent, None,
        "of points gained are for deeds done only to gain them",
        "how many would have done the same unasked.",
    )  # fmt: skip
    yield "watched", _line(
        1000 * (block["M12"]["per_person_year"] or 0), rate, None,
        "records filed in a year on 1,000 residents",
        "how many records real offices file, and how many they lose.",
    )  # fmt: skip


def _of_devices(block: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    sources = (block["face_matching"] or {"sources": []})["sources"]
    hits = sum(row["hits"] for row in sources)
    if hits >= FEWEST:
        wrong = sum(row["wrong_person"] + row["false_alarm"] for row in sources)
        yield "named", _line(
            share(wrong, hits), percent, None,
            f"of {hits:,} hits of the cameras name somebody who did not do it",
            "how often the real devices err on a street: no police has published it.",
        )  # fmt: skip


def _of_watching(found: dict[str, Any] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    if found is not None and found["M3"]["harmful"] is not None:
        yield "flags", _line(
            1 - found["M3"]["harmful"], percent, None,
            "of flags have no harmful deed of that person behind them",
            "what the real platform flagged, and for how much of it a harm was ever shown.",
        )  # fmt: skip


def _groups(block: dict[str, Any]) -> dict[str, Any]:
    """The minority's burden over the majority's; None where too few bear any."""
    rows = {row["group"]: row for row in block["M8"]["minority"]["groups"]}
    few, many = rows.get("minority"), rows.get("majority")
    value, interval = None, None
    if few and many and many["wrong_days"]:
        value = few["wrong_days"] / many["wrong_days"]
        interval = of_ratio(value, few["wronged"], many["wronged"])
    return _line(
        value if interval else None, lambda times: f"{times:.1f} ×", interval,
        "as many wrongly penalised days a head in the minority as in the majority",
        "how unequally the real devices err; one published range of error is used.",
    )  # fmt: skip
