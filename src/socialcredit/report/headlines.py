"""Five numbers at the head of the page, each with its play of luck and what is not known."""

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Any

from socialcredit.results.luck import FEW_SEEDS, Interval, of_mean
from socialcredit.results.measures.main_bodies import most_penal
from socialcredit.results.measures.summary import summary
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import in_hundred, in_hundred_more, percent, rate, signed

MANY = 5
SHARED = 1.5  # bodies a wrong record, on average, from which on its copies are a headline
FEWEST = 10  # records below which a share of them is no headline
Line = dict[str, str]
EDGES = {percent: in_hundred, signed: in_hundred_more}  # how the ends of an interval are told


def headlines(found: dict[str, Any], others: Sequence[Run] = ()) -> list[Line]:
    """The first five numbers that the run can answer for.

    `others` are runs of the same scenario with other seeds: then each number is the mean over all
    seeds, with its 90 % interval (Student's t) in place of that of a single draw.
    """
    every = [_lines(one) for one in (found, *map(summary, others))]
    lines = []
    for key, line in list(every[0].items())[:MANY]:
        values = [seen[key] for seen in every if key in seen]
        lines.append(line["words"] | (_over_seeds(values) if others else {"luck": _luck(line)}))
    return lines


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
        return "one draw of luck; too few bear it to give a range"
    low, high = line["interval"]
    if edge(low) == edge(high):
        return "luck alone hardly moves it"
    return f"{edge(low)} to {edge(high)} by luck alone (90 %)"


def _lines(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    block = chosen_block(found)
    lines = [*(_of_scheme(block) if block else ()), *_of_run(found)]
    order = ("wrong", "shut-out", "flags", "named", "lent", "copies", "repaired", "conduct",
             "groups", "domains", "missed", "made-up", "watched")  # fmt: skip
    known = {key: line for key, line in lines if line["value"] is not None}
    return {key: known[key] for key in order if key in known}


def _line(value: Any, told: Any, interval: Interval, text: str, unknown: str) -> dict[str, Any]:
    words = {"value": told(value) if value is not None else "", "text": text, "unknown": unknown}
    return {"value": value, "edge": EDGES.get(told, told), "interval": interval, "words": words}


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
        across["shut_out"], percent, across["intervals"]["shut_out"],
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


def thousandfold(interval: Interval) -> Interval:
    """An interval of a rate, of a thousand."""
    return None if interval is None else (1000 * interval[0], 1000 * interval[1])


def _of_scheme(block: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    m1, m4, m7 = block["M1"], block["M4"], block["M7"]
    yield from _of_devices(block)
    yield from _of_watching(block["watching"])
    yield "wrong", _line(
        m1["share"], percent, m1["interval"],
        "of all days under a penalty had nothing true behind them, only a wrong record",
        "how often the real sources err: no city has published it.",
    )  # fmt: skip
    within = m7["time"]["within"][365]
    yield "repaired", _line(
        within["share"] if m7["time"]["wrong"] >= FEWEST else None, percent, within["interval"],
        "of wrong bad records are put right in every copy within a year",
        "how many people are told, and how many disputes an office decides in a month.",
    )  # fmt: skip
    yield "groups", _groups(block)
    yield "domains", _line(
        m4["other_part"], percent, m4["interval"],
        "of doors that closed lie in another part of life than the records they rest on",
        "what counts as another part of life: the tree of domains is declared by this project.",
    )  # fmt: skip
    yield "missed", _line(
        block["M2"]["missed"], percent, block["M2"]["interval"],
        "of the breaches that the rules name were never recorded",
        "how much is truly done unseen; rates come from surveys, or are assumed.",
    )  # fmt: skip
    yield "made-up", _line(
        None if block["codes"] else block["M11"]["made_up_share"], percent, None,
        "of points gained are for deeds done only to gain them",
        "how many would have done the same unasked.",
    )  # fmt: skip
    yield "watched", _line(
        1000 * (block["M12"]["per_person_year"] or 0), rate, thousandfold(block["M12"]["interval"]),
        "records filed in a year on 1,000 residents",
        "how many records real offices file, and how many they lose.",
    )  # fmt: skip


def _of_devices(block: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    sources = (block["face_matching"] or {"sources": []})["sources"]
    hits = sum(row["hits"] for row in sources)
    if hits >= FEWEST:
        interval = sources[0]["wrong_interval"] if len(sources) == 1 else None
        wrong = sum(row["wrong_person"] + row["false_alarm"] for row in sources)
        yield "named", _line(
            share(wrong, hits), percent, interval,
            f"of {hits:,} hits of the cameras name somebody who did not do it",
            "how often the real devices err on a street: no police has published it.",
        )  # fmt: skip


def _of_watching(found: dict[str, Any] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    if found is not None and found["M3"]["harmful"] is not None:
        yield "flags", _line(
            found["M3"]["harmful"].rest(), percent, None,
            "of flags have no harmful deed of that person behind them",
            "what the real platform flagged, and for how much of it a harm was ever shown.",
        )  # fmt: skip


def _groups(block: dict[str, Any]) -> dict[str, Any]:
    """The minority's burden over the majority's; None where too few bear any."""
    times = block["M8"]["minority"]["times"]
    found = times["wrong_days"] if times else None
    value, interval = (found["value"], found["interval"]) if found else (None, None)
    return _line(
        value if interval else None, lambda times: f"{times:.1f} ×", interval,
        "as many wrongly penalised days a head in the minority as in the majority",
        "how unequally the real devices err; one published range of error is used.",
    )  # fmt: skip
