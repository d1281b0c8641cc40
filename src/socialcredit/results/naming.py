"""What the numbers in the tables stand for: kinds, domains, grades, entries of a run."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from socialcredit.core.text import lower_first
from socialcredit.results.run import Run

CAUSE_TEXTS = (
    "rightly recorded",
    "somebody else did it",
    "nothing happened",
    "recorded as something else",
    "somebody of the household was recorded",
)
EVIDENCE = ("primary", "secondary", "recalled", "assumed")
BAD_SIGNS = ("bad", "hidden-bad")
GOOD_SIGNS = ("good", "hidden-good")
LONG = 40  # letters of a title that a sentence cannot carry
NAMES_OF = {"list": "lists", "consequence": "consequences", "entry": "entries"}


def scheme(run: Run, number: int) -> dict[str, Any]:
    """Names of one scheme of the run."""
    return run.names["schemes"][number]


def rule_of(name: str) -> str:
    """The name of a rule, without the day that tells one of its later versions apart."""
    return str(name).partition("@")[0]


def rules_in(names: Sequence[str]) -> int:
    """How many rules there are; the versions of one are one."""
    return len({rule_of(name) for name in names})


def are_codes(run: Run, number: int) -> bool:
    """Whether a scheme's points are codes of what is on file, so that none are spoken of."""
    return bool(scheme(run, number).get("codes"))


def way_of(run: Run, number: int) -> int:
    """-1 where a scheme's points are of risk: what the tables hold is turned back for reading."""
    return -1 if scheme(run, number).get("high_is") == "bad" else 1


def only_codes(run: Run) -> bool:
    """Whether no scheme of a run keeps a score."""
    return all(are_codes(run, number) for number in range(len(run.names["schemes"])))


def families(run: Run) -> list[tuple[str, list[int]]]:
    """Schemes by title; the bodies that a scenario divides one into stand together under its own.

    Numbers of the schemes of each, in the order of the run.
    """
    scenario = run.manifest.get("scenario")
    divided = scenario.get("divided") or [] if isinstance(scenario, dict) else []
    found: dict[str, list[int]] = {}
    for number, names in enumerate(run.names["schemes"]):
        body = any(str(names["name"]).startswith(f"{whole}-") for whole in divided)
        title = str(names["title"])
        found.setdefault(title.rpartition(": ")[0] if body else title, []).append(number)
    return list(found.items())


def scheme_names(run: Run) -> list[str]:
    """Names of all schemes, as keys of numbers have them."""
    return [str(scheme["name"]) for scheme in run.names["schemes"]]


def short_titles(run: Run) -> list[str]:
    """Schemes by title; a body of a divided one by its part of life alone."""
    titles = [str(names["title"]) for names in run.names["schemes"]]
    for title, numbers in families(run):
        if len(numbers) > 1:
            for number in numbers:
                titles[number] = titles[number].removeprefix(f"{title}: ")
    return titles


def kind_title(run: Run, kind: int) -> str:
    """A kind of deed in plain words."""
    if kind < 0:
        return ""
    titles = run.names.get("kind_titles") or run.names["kinds"]
    return str(titles[kind]).replace("-", " ")


def kinds_with_sign(run: Run, signs: tuple[str, ...]) -> np.ndarray:
    """Kinds of deed that carry one of `signs`: bool[kinds]."""
    return np.array([sign in signs for sign in run.names["kind_signs"]], dtype=bool)


def gravity(run: Run, scale: str = "harm") -> np.ndarray:
    """Declared gravity of every kind of deed on one scale (harm, fine or public): float[kinds].

    The scales are declared values of the deeds file, not measurements.
    """
    values = run.names["kind_gravity"]
    return np.array(
        [float(v.get(scale) or 0) if isinstance(v, dict) else float(v or 0) for v in values]
    )


def grade_titles(run: Run, number: int) -> list[str]:
    """The grades of a scheme in plain words, best first."""
    return [str(grade).replace("-", " ") for grade in scheme(run, number)["grades"]]


def entry_kinds(run: Run, number: int) -> np.ndarray:
    """Kind of deed behind every entry of a scheme: int64[entries], -1 where none."""
    kinds = {name: place for place, name in enumerate(run.names["kinds"])}
    deeds = scheme(run, number)["entry_deeds"]
    return np.array(
        [deed if isinstance(deed, int) else kinds.get(deed, -1) for deed in deeds], dtype=np.int64
    )


def bad_entries(run: Run, number: int, points: np.ndarray) -> np.ndarray:
    """Entries of a scheme that count against a person: bool[entries].

    An entry counts against a person if its deed is a bad one (it may move no points and go
    straight to a grade), or if its `points` (net over the run) are below zero.
    """
    kinds = entry_kinds(run, number)
    bad_kind = np.append(kinds_with_sign(run, BAD_SIGNS), False)[kinds]
    return bad_kind | (points < 0)


def penal_grades(run: Run, number: int) -> np.ndarray:
    """Which grades of a scheme carry penalties: bool[grades]."""
    names = scheme(run, number)
    penal = names.get("penal") or []
    return np.array(
        [grade in penal or place in penal for place, grade in enumerate(names["grades"])],
        dtype=bool,
    )


def honour_grades(run: Run, number: int) -> np.ndarray:
    """Which grades of a scheme are of honour: bool[grades]."""
    names = scheme(run, number)
    return np.array([grade in (names.get("honour") or []) for grade in names["grades"]], dtype=bool)


def bands(run: Run, number: int) -> list[int] | None:
    """Lower bound of every grade in hundredths of a point, best first, or None if not told."""
    told = scheme(run, number).get("bands")
    if not told:
        return None
    return [-(2**40) if bound is None else int(bound) for bound in told]


def domain_distances(run: Run) -> tuple[list[str], np.ndarray]:
    """Names of the domains of life and the declared distance between each two: float 0..1.

    The distance is the path between two domains in the tree of domains over the longest path;
    where the run tells no tree, a domain is at distance 0 from itself and 1 from all others.
    """
    used = set(run.names["kind_domains"])
    for names in run.names["schemes"]:
        used |= set(names.get("consequence_domains", []))
    tree = run.names.get("domains")
    if not tree:
        return sorted(used), 1.0 - np.eye(len(used))
    parents: dict[str, str | None] = {row["domain"]: row.get("parent") for row in tree}
    parents |= dict.fromkeys(sorted(used - set(parents)))
    order = list(parents)
    steps = np.array([[_steps(parents, one, two) for two in order] for one in order], dtype=float)
    return order, steps / max(steps.max(), 1.0)


def _steps(parents: dict[str, str | None], one: str, two: str) -> int:
    up, down = _line(parents, one), _line(parents, two)
    shared = len(set(up) & set(down))
    return len(up) + len(down) - 2 * shared


def _line(parents: dict[str, str | None], domain: str | None) -> list[str | None]:
    line: list[str | None] = [None]
    while domain is not None and domain not in line:
        line.append(domain)
        domain = parents.get(domain)
    return line


def parts_of_life(run: Run) -> dict[str, str]:
    """Every domain's part of life: the branch of the declared tree it stands on.

    Domains of one branch count as related (a loan and a debt are both money). A domain that is
    itself the root, or that no tree tells of, is a part of its own.
    """
    tree = run.names.get("domains") or []
    parents = {row["domain"]: row.get("parent") for row in tree}
    titles = {row["domain"]: row.get("title") or row["domain"] for row in tree}
    domains = set(parents) | set(run.names["kind_domains"])
    for names in run.names["schemes"]:
        domains |= set(names.get("consequence_domains", []))
    return {domain: _branch(domain, parents, titles) for domain in sorted(domains)}


def _branch(domain: str, parents: dict[str, Any], titles: dict[str, str]) -> str:
    line = _line(parents, domain)[1:]
    top = line[-2] if len(line) > 1 else line[-1]
    return titles.get(str(top), str(top)).replace("-", " ")


def domain_title(run: Run, domain: str) -> str:
    """A domain in plain words."""
    for row in run.names.get("domains") or []:
        if row["domain"] == domain and row.get("title"):
            return str(row["title"])
    return domain.replace("-", " ").capitalize()


def titles_of(run: Run, number: int, what: str) -> list[str]:
    """Titles of a scheme's lists, consequences or entries; their names where none are told."""
    names = scheme(run, number)
    told = names.get(f"{what}_titles") or names.get(NAMES_OF[what]) or []
    return [str(title).replace("-", " ") if " " not in str(title) else str(title) for title in told]


def effects_of(run: Run, number: int) -> list[str]:
    """What each consequence of a scheme does, by the word of its file: refuse, dearer, ..."""
    names = scheme(run, number)
    return list(names.get("consequence_effects") or ["refuse"] * len(names["consequences"]))


def checks_of(run: Run, number: int) -> list[bool]:
    """Which consequences of a scheme are checks that turn away only whom they fail."""
    names = scheme(run, number)
    return list(names.get("consequence_checks") or [False] * len(names["consequences"]))


def lists_read(run: Run, number: int) -> list[int | None]:
    """The scheme whose list each consequence of a scheme reads, None where it is its own."""
    names = scheme(run, number)
    return list(names.get("consequence_of") or [None] * len(names["consequences"]))


def place_titles(run: Run) -> list[str]:
    """The places of a run in plain words."""
    names = [str(place).replace("-", " ").title() for place in run.names["places"]]
    return list(run.names.get("place_titles") or names)


def source_title(run: Run, source: int) -> str:
    """Who saw something, in plain words."""
    told = run.names.get("source_titles") or run.names["sources"]
    return str(told[source]).replace("-", " ") if 0 <= source < len(told) else "somebody"


def sources_title(run: Run, sources: Sequence[str]) -> str:
    """Several sources in plain words."""
    return ", ".join(source_title(run, run.names["sources"].index(name)) for name in sources)


def source_in_a_sentence(run: Run, source: int) -> str:
    """Who saw something, within a sentence: the title, or the name where a title is long."""
    title = source_title(run, source)
    if len(title) > LONG:
        return str(run.names["sources"][source]).replace("-", " ")
    proper = {word for place in place_titles(run) for word in place.split()}
    return title if title.split()[0].removesuffix("'s") in proper else lower_first(title)


def panel_words(run: Run) -> str:
    """Who the panel is, in a sentence."""
    kept = len(run.table("panel_people")["resident"])
    if kept == run.people:
        return "The panel is everybody."
    residents = "1 resident" if kept == 1 else f"{kept:,} residents"
    return f"The panel is a sample of {residents} in whole households."
