"""Five numbers at the head of the page, each with its play of luck and what is not known."""

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Any

from socialcredit.results.assumed import Assumed
from socialcredit.results.luck import FEW_SEEDS, Interval, of_mean
from socialcredit.results.measures.main_bodies import most_penal
from socialcredit.results.measures.registry import BY_ID
from socialcredit.results.measures.summary import summary
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run
from socialcredit.results.words.measured import between
from socialcredit.results.words.numbers import (
    in_hundred,
    in_hundred_more,
    percent,
    rate,
    signed,
    times,
)

MANY = 5
SHARED = 1.5  # bodies a wrong record, on average, from which on its copies are a headline
FEWEST = 10  # records below which a share of them is no headline
# Measures by what a reader should see first.
ORDER = (
    "M1.share", "together.shut_out", "M3.harmless", "faces.wrong", "lending.granted.change",
    "together.fan_out", "M7.within_a_year", "conduct.bad.change", "M8.minority.wrong_days",
    "M4.other_part", "M2.missed", "M11.made_up", "M12.records",
)  # fmt: skip
OF_FIRMS = "F1.times"  # of firms alone, and before all others
Line = dict[str, str]
EDGES = {percent: in_hundred, signed: in_hundred_more}  # how the ends of an interval are told


def headlines(
    found: dict[str, Any], others: Sequence[Run] = (), told: Assumed | None = None
) -> list[Line]:
    """The first five numbers that the run can answer for.

    Each with two ranges that are never mixed: of `luck`, and what our assumptions could have moved
    (`assumed`) as far as a sensitivity has `told` it; empty where none has.

    `others` are runs of the same scenario with other seeds: then each number is the mean over all
    seeds, with its 90 % interval (Student's t) in place of that of a single draw.
    """
    every = [_lines(one) for one in (found, *map(summary, others))]
    lines = []
    for key, line in list(every[0].items())[:MANY]:
        values = [seen[key] for seen in every if key in seen]
        luck = _over_seeds(values) if others else {"luck": _luck(line)}
        lines.append(line["words"] | luck | {"assumed": _by_assumptions(key, found, told)})
    return lines


def _by_assumptions(name: str, found: dict[str, Any], told: Assumed | None) -> str:
    """Where nine in ten points lie that were drawn from the ranges of what is in doubt."""
    block = chosen_block(found)
    keys = (name, f"{block['scheme']}/{name}" if block else name)
    ends = next((told.ranges[key] for key in keys if key in told.ranges), None) if told else None
    return f"{between(BY_ID[name], ends)} by what is assumed (90 %)" if ends else ""


def chosen_block(found: dict[str, Any]) -> dict[str, Any] | None:
    """The scheme the headlines speak of: the one under which most days of penalty were borne."""
    return most_penal(found["schemes"])


def _over_seeds(values: Sequence[dict[str, Any]]) -> Line:
    """The mean over seeds and its interval; of few seeds with a warning, of few cases in words."""
    numbers = [float(value["value"]) for value in values]
    edge, interval = values[0]["edge"], of_mean(numbers)
    if any(isinstance(one["value"], Share) and one["value"].few for one in values):
        return {"luck": "too few cases in some of the seeds to tell"}
    if interval is None:
        return {"luck": "known of one seed alone; no range is given"}
    low, high = interval
    told = f"mean of {len(numbers)} seeds; {edge(low)} to {edge(high)} (90 %, Student's t)"
    if len(numbers) < FEW_SEEDS:
        told += f": fewer than {FEW_SEEDS} seeds, so that the range itself is very unsure"
    return {"value": edge(fmean(numbers)), "luck": told}


def _luck(line: dict[str, Any]) -> str:
    edge = line["edge"]
    if line["interval"] is None:
        return "one draw of luck; the panel tells no range of it"
    low, high = line["interval"]
    if edge(low) == edge(high):
        return "luck alone hardly moves it"
    return f"{edge(low)} to {edge(high)} by luck alone (90 %)"


def _lines(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    block = chosen_block(found)
    lines = [*(_of_scheme(block) if block else ()), *_of_run(found)]
    known = {line["words"]["measure"]: line for line in lines if line["value"] is not None}
    return {key: known[key] for key in (OF_FIRMS, *ORDER) if key in known}


def _line(
    name: str, value: Any, told: Any, interval: Interval, unknown: str, text: str = ""
) -> dict[str, Any]:
    """A headline: what the registry says of the measure, unless `text` says it nearer."""
    words = {
        "measure": name,
        "value": told(value) if value is not None else "",
        "text": text or BY_ID[name].says,
        "unknown": unknown,
    }
    return {"value": value, "edge": EDGES.get(told, told), "interval": interval, "words": words}


def _of_run(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    bad = found["bad_deeds"]
    yield _line(
        "conduct.bad.change", bad["change"], signed, bad.get("interval"),
        "how strongly a score deters: the strength is borrowed from studies of other measures.",
    )  # fmt: skip

    yield from _of_bodies(found["together"])
    yield from _of_lending(found["lending"])


def _of_bodies(across: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    if across is None or across["fan_out_most"] in (None, 1):
        return
    yield _line(
        "together.shut_out", across["shut_out"], percent, across["intervals"]["shut_out"],
        "which office really refuses whom, and on what.",
    )  # fmt: skip
    if across["wrong"] >= FEWEST and across["fan_out"] >= SHARED:
        yield _line(
            "together.fan_out", across["fan_out"], lambda many: f"{many:.1f}", None,
            "which bodies really pass on what, and whether they take corrections over.",
        )  # fmt: skip


def _of_lending(lent: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    worlds = lent["worlds"] if lent else []
    known = len(worlds) > 1 and worlds[0]["approved"] is not None and worlds[0]["on_file"]
    if known and worlds[1]["approved"] is not None:
        yield _line(
            "lending.granted.change", worlds[0]["approved"] - worlds[1]["approved"], points, None,
            "how lenders really decide; no lender has published its rules.",
        )  # fmt: skip


def points(value: float) -> str:
    """A difference of shares, in so many of a hundred."""
    return f"{100 * value:+.1f} of 100".replace("-", "−")


def thousandfold(interval: Interval) -> Interval:
    """An interval of a rate, of a thousand."""
    return None if interval is None else (1000 * interval[0], 1000 * interval[1])


def _of_scheme(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    m1, m4, m7 = block["M1"], block["M4"], block["M7"]
    yield from _of_grades(block.get("in_grade"))
    yield from _of_devices(block)
    yield from _of_watching(block["watching"])
    yield _line(
        "M1.share", m1["share"], percent, m1["interval"],
        "how often the real sources err: no city has published it.",
    )  # fmt: skip
    within = m7["time"]["within"][365]
    yield _line(
        "M7.within_a_year", within["share"] if m7["time"]["wrong"] >= FEWEST else None, percent,
        within["interval"],
        "how many people are told, and how many disputes an office decides in a month.",
    )  # fmt: skip
    yield _groups(block)
    yield _line(
        "M4.other_part", m4["other_part"], percent, m4["interval"],
        "what counts as another part of life: the tree of domains is declared by this project.",
    )  # fmt: skip
    yield _line(
        "M2.missed", block["M2"]["missed"], percent, block["M2"]["interval"],
        "how much is truly done unseen; rates come from surveys, or are assumed.",
    )  # fmt: skip
    yield _line(
        "M11.made_up", None if block["codes"] else block["M11"]["made_up_share"], percent, None,
        "how many would have done the same unasked.",
    )  # fmt: skip
    yield _line(
        "M12.records", 1000 * (block["M12"]["per_person_year"] or 0), rate,
        thousandfold(block["M12"]["interval"]),
        "how many records real offices file, and how many they lose.",
    )  # fmt: skip


def _of_grades(found: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    """Of firms: how far the grades tell true conduct apart."""
    if found is not None and found["times"] is not None and not found["times"].few:
        yield _line(
            OF_FIRMS, found["times"], lambda value: f"{times(value)} ×", found["interval"],
            "how many breaches of real firms nobody ever writes down.",
        )  # fmt: skip


def _of_devices(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    sources = (block["face_matching"] or {"sources": []})["sources"]
    hits = sum(row["hits"] for row in sources)
    if hits >= FEWEST:
        interval = sources[0]["wrong_interval"] if len(sources) == 1 else None
        wrong = sum(row["wrong_person"] + row["false_alarm"] for row in sources)
        yield _line(
            "faces.wrong", share(wrong, hits), percent, interval,
            "how often the real devices err on a street: no police has published it.",
            text=f"of {hits:,} hits of the cameras name somebody who did not do it",
        )  # fmt: skip


def _of_watching(found: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    if found is not None and found["M3"]["harmful"] is not None:
        yield _line(
            "M3.harmless", found["M3"]["harmful"].rest(), percent, None,
            "what the real platform flagged, and for how much of it a harm was ever shown.",
        )  # fmt: skip


def _groups(block: dict[str, Any]) -> dict[str, Any]:
    """The minority's burden over the majority's; None where too few bear any."""
    both = block["M8"]["minority"]["times"]
    found = both["wrong_days"] if both else None
    value, interval = (found["value"], found["interval"]) if found else (None, None)
    return _line(
        "M8.minority.wrong_days", value if interval else None, lambda many: f"{many:.1f} ×",
        interval,
        "how unequally the real devices err; one published range of error is used.",
    )  # fmt: skip
