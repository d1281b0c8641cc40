"""What differed between a wrong record and what truly happened, in words."""

from collections.abc import Sequence

from socialcredit.core import events as happened
from socialcredit.core.retelling import OF_MONEY
from socialcredit.core.text import lower_first
from socialcredit.results import naming, panel
from socialcredit.results.lives.crossing import WRONGLY, kinds_received
from socialcredit.results.money import sum_of
from socialcredit.results.run import Run


def truths(run: Run, events: Sequence[panel.Event]) -> list[str]:
    """For each event of one resident what was true where it is wrong, else "".

    A record or sighting of something else says both: `recorded: X; true: Y`. An entry on a list
    that rests on nothing but wrong records says of what it was and what was true.
    """
    crossed = kinds_received(events)
    live: dict[tuple[int, int, int], tuple[panel.Event, str]] = {}
    told = []
    for event in events:
        key = (event.scheme, event.record, event.entry)
        words = ""
        if event.what in (happened.SIGHTED, happened.FILED) and event.cause > 0:
            words = WRONGLY if event.kind in crossed else difference(run, events, event)
        elif event.what == happened.CROSSED and event.cause > 0:
            words = WRONGLY
        if event.what == happened.FILED:
            live[key] = event, words
        elif event.what in panel.ENDS:
            live.pop(key, None)
        elif event.what == happened.LISTED:
            words = _listed(run, [one for (at, *_), one in live.items() if at == event.scheme])
        told.append(words)
    return told


def difference(run: Run, events: Sequence[panel.Event], wrong: panel.Event) -> str:
    """What a wrong record says and what was true; of another's deed or none, only the latter."""
    if wrong.cause != happened.WRONG_CONTENT:
        return naming.CAUSE_TEXTS[wrong.cause] if wrong.cause < len(naming.CAUSE_TEXTS) else ""
    recorded = lower_first(naming.kind_title(run, wrong.kind))
    true = true_kind(run, events, wrong)
    if true is None:
        return f"recorded: {recorded}; true: something else"
    if true == wrong.kind:
        return f"recorded: {recorded}{_sizes(run, _sighting(events, wrong))}"
    return f"recorded: {recorded}; true: {lower_first(naming.kind_title(run, true))}"


def _sighting(events: Sequence[panel.Event], wrong: panel.Event) -> panel.Event:
    """The sighting behind a record; the record itself where the books begin later."""
    seen = (e for e in events if e.what == happened.SIGHTED and e.record == wrong.record)
    return next(seen, wrong)


def _sizes(run: Run, seen: panel.Event) -> str:
    """What was recorded of a size, and what was true: a wrong one is twice the right one."""
    unit = (run.names.get("kind_units") or [""] * (seen.kind + 1))[seen.kind]
    if not unit or seen.what != happened.SIGHTED:
        return ", counted twice; true: once"
    return f", {_size(seen.points, unit)}; true: {_size(seen.points // 2, unit)}"


def _size(amount: int, unit: str) -> str:
    """So much money, so many hours or months."""
    if unit in OF_MONEY:
        return sum_of(amount)
    return f"{amount:,} {unit[:-1] if amount == 1 and unit.endswith('s') else unit}"


def true_kind(run: Run, events: Sequence[panel.Event], wrong: panel.Event) -> int | None:
    """The kind of deed behind a record of wrong content; None where the books do not tell.

    A deed is sighted on its day. Where the recorded kind was done that day, its size was wrong;
    else it was the only other deed of that day, or the only one in the same domain of life.
    """
    day = _sighting(events, wrong).day
    done = {e.kind for e in events if e.what == happened.DEED and e.day == day}
    if wrong.kind in done:
        return wrong.kind
    domains = run.names["kind_domains"]
    near = {kind for kind in done if domains[kind] == domains[wrong.kind]}
    for among in (done, near):
        if len(among) == 1:
            return next(iter(among))
    return None


def _listed(run: Run, live: list[tuple[panel.Event, str]]) -> str:
    """What was true of somebody listed, where every record that stands against them is wrong."""
    bad = [
        (event, words) for event, words in live if event.points < 0 or panel.is_bad(run, event.kind)
    ]
    if not bad or not all(words for _, words in bad):
        return ""
    event, words = bad[-1]
    if event.cause == happened.WRONG_CONTENT:
        return words.replace("recorded: ", "listed as: ", 1).replace("; true: ", "; in truth: ")
    return f"listed for {lower_first(naming.kind_title(run, event.kind))}; in truth {words}"
