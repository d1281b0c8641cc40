"""How a page opens: the story of the real system, where the simulation departs, what was run."""

from typing import Any

from socialcredit.core.text import joined
from socialcredit.report.headlines import chosen_block
from socialcredit.results import naming
from socialcredit.results.run import Run
from socialcredit.results.words.drawn import drawn_lines, own_changes
from socialcredit.results.words.numbers import counted, span, warmed_up

ABOVE = "Its story, and where the simulation departs from it, stand near the head of this page."
FEW = 3  # schemes of which the page tells grades, lists and consequences at once
PARTS = (
    ("entries", "entry", "entries"),
    ("grades", "grade", "grades"),
    ("lists", "list", "lists"),
    ("consequences", "consequence", "consequences"),
)


def opening(run: Run) -> dict[str, Any]:
    """The section that opens the page: a heading, a story, and lists of departures by heading.

    With one scheme, or one that the run asks about, the story is that of the real system; with
    several it is the scenario's own, of them together. The other schemes' stories open their parts.
    """
    families, own, about = naming.families(run), _own_departures(run), _about(run)
    if about is not None:
        chapter = _chapter(run, about)
        heading = "The real system, and where the simulation departs from it"
        return {
            "heading": heading if chapter["story"] else "Where the simulation departs",
            "story": [chapter["story"]] if chapter["story"] else [],
            "lists": _filled(("Departures", chapter["departures"]), ("This run", own)),
        }
    story = [asked] if (asked := _asked(run)) else []
    if families:
        story.append("The story of each, and where its rules depart from it, opens its part below.")
    return {
        "heading": "The real systems, and where this run departs from them",
        "story": story,
        "lists": _filled(("This run", own)),
    }


def chapters(run: Run) -> dict[str, dict[str, Any]]:
    """Story and departures of each of several schemes, by the scheme's name; none for one alone."""
    families, about = naming.families(run), _about(run)
    if len(families) < 2:
        return {}
    told = {}
    for name, numbers in families:
        opens = (
            {"story": ABOVE, "departures": []} if about in numbers else _chapter(run, numbers[0])
        )
        for number in numbers:
            told[str(naming.scheme(run, number)["name"])] = {"title": name, **opens}
    return told


def label(run: Run, number: int, among: str) -> str:
    """What stands over each section of a scheme; nothing where there is one scheme alone."""
    if among:
        return f"{naming.short_titles(run)[number]} ({among})"
    return str(naming.scheme(run, number)["title"]) if len(run.names["schemes"]) > 1 else ""


def spoken_of(run: Run, found: dict[str, Any]) -> str:
    """Which of several schemes the headlines speak of."""
    block = chosen_block(found)
    if block is None or len(found["schemes"]) < 2:
        return ""
    if len(naming.families(run)) == len(found["schemes"]):
        return (
            f"Where they speak of one scheme it is {block['title']}, under which most days of "
            "penalty were borne; every scheme has its own part below."
        )
    name = naming.short_titles(run)[found["schemes"].index(block)]
    return (
        f"Where they speak of one body it is {name}, under which most days of penalty were borne. "
        "The bodies have the same rules; this one is told whole below, the others beside it."
    )


def facts(run: Run) -> list[tuple[str, str]]:
    """Question, places, people, time, rules, watchers, twin and panel of a run, each in a line."""
    families = naming.families(run)
    rules = "; ".join(_rules(run, *family) for family in families)
    if len(families) > FEW:
        entries = [
            (name, naming.rules_in(naming.scheme(run, numbers[0])["entries"]))
            for name, numbers in families
        ]
        rules = f"{len(families)} schemes: " + "; ".join(
            f"{name} ({_count(PARTS[0], many)})" for name, many in entries
        )
    left = _left_out(run)
    without = "the scheme" if len(families) == 1 else joined(left) if left else "any of the schemes"
    twin = f"the same people with the same luck, without {without}" if run.has_twin else "none"
    kinds = counted(len(run.names["sources"]), "kind")
    panel = len(run.table("panel_people")["resident"])
    warmed = warmed_up(run.manifest.get("warm_up"))
    lasts = span(run.months, run.step_days)
    told = [
        ("Where", ", ".join(naming.place_titles(run))),
        ("Who", f"{counted(run.people, 'synthetic resident')} in whole households, from census "
                "tables"),
        ("When", f"{lasts} from {run.manifest['start']}{warmed}, day by day"),
        ("Rules", rules or "no scheme at all"),
        ("Who sees", f"{kinds} of body or device, each of which misses and errs"),
        ("Twin run", twin),
        ("Panel", f"{counted(panel, 'resident')} in whole households, whose every event is kept"
         if panel else "nobody: the run kept no books of single people"),
    ]  # fmt: skip
    if _about(run) is not None and (asked := _asked(run)):
        told.insert(0, ("Question", asked))
    return told


def _left_out(run: Run) -> list[str]:
    """Titles of the schemes that the twin is without, where others stay."""
    without = (_scenario(run).get("twin") or {}).get("without") or []
    told = [
        name
        for name, numbers in naming.families(run)
        if naming.scheme(run, numbers[0])["name"] in without
    ]
    return told if len(told) < len(naming.families(run)) else []


def _about(run: Run) -> int | None:
    """The scheme that a run asks about: its only one, or the one that its twin is without."""
    families = dict(naming.families(run))
    if len(families) == 1:
        return next(iter(families.values()))[0]
    left = _left_out(run)
    return families[left[0]][0] if len(left) == 1 else None


def _scenario(run: Run) -> dict[str, Any]:
    scenario = run.manifest.get("scenario")
    return scenario if isinstance(scenario, dict) else {}


def _asked(run: Run) -> str:
    return _plain(" ".join(_scenario(run).get("story") or []))


def _chapter(run: Run, number: int) -> dict[str, Any]:
    names = naming.scheme(run, number)
    return {
        "story": _plain(" ".join(names.get("story") or [])),
        "departures": [_plain(str(line)) for line in names.get("departures") or []],
    }


def _own_departures(run: Run) -> list[str]:
    own = [_plain(str(line)) for line in _scenario(run).get("departures") or []]
    own += drawn_lines(run)
    if changes := ", ".join(own_changes(run)):
        own.append(f"Run with {changes}. Sizes told here are those of the scenario's file.")
    return own


def _filled(*lists: tuple[str, list[str]]) -> list[tuple[str, list[str]]]:
    return [(name, lines) for name, lines in lists if lines]


def _plain(text: str) -> str:
    """Without the marks that set off code in the sources."""
    return text.replace("`", "")


def _count(part: tuple[str, str, str], few: int, most: int | None = None) -> str:
    _, one, many = part
    if most is None or few == most:
        return counted(few, one, many)
    return f"{few} to {counted(most, one, many)}"


def _rules(run: Run, name: str, numbers: list[int]) -> str:
    """How much is written down in a scheme, or in the bodies it is divided into."""
    whole = [naming.scheme(run, number) for number in numbers]
    told = []
    for part in PARTS:
        counts = sorted(naming.rules_in(scheme[part[0]]) for scheme in whole)
        if counts[-1]:
            told.append(_count(part, counts[0], counts[-1]))
    if len(whole) == 1:
        return f"{name}: {', '.join(told)}"
    return f"{name}, in {len(whole)} bodies, each with {', '.join(told)}"
