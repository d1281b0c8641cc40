"""The doubts of a run: what its files say of how far off their values may be, each by a name.

A doubt moves by one number, its quantile: nought is one end of the range, one the other. Settings
that are in doubt `with` one word move together, in whatever file of the run they stand. An open
reading is a doubt as well: its options follow one another, the first being what is written.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from socialcredit.language.check.ranges import doubted
from socialcredit.language.model.beliefs import FILES, Beliefs, Mechanism
from socialcredit.language.model.provenance import ASSUMED, Block, Doubted, Range
from socialcredit.language.model.readings import THIS, OpenReading
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.numbers import in_steps_of, numbers_of
from socialcredit.language.resolve.living import lived_by
from socialcredit.language.resolve.sides import PREFIX, of_firms
from socialcredit.language.resolve.steps import Found, steps_of


class Move(NamedTuple):
    """What a doubt does to one setting: the ends of a number, or factors on whatever is there.

    written  what the file says: a number, or a table of numbers
    """

    path: str
    written: Any
    low: float
    high: float
    times: bool
    shape: str = "uniform"
    least: float | None = None
    most: float | None = None

    @property
    def whole(self) -> bool:
        """Whether the setting takes whole numbers alone."""
        numbers = numbers_of(self.written)
        return bool(numbers) and all(type(number) is int for number in numbers)

    @property
    def at_written(self) -> float:
        """The quantile at which the written value lies."""
        value = 1.0 if self.times else float(numbers_of(self.written)[0])
        if self.low == self.high:
            return 0.5
        if self.shape == "log":
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def value(self, u: float) -> float:
        """The number, or the factor, at a quantile of the range."""
        if self.shape == "log":
            return self.low * (self.high / self.low) ** u
        return self.low + u * (self.high - self.low)

    def change(self, u: float) -> str | None:
        """The change that moves the setting there; None where it stays as it is written."""
        number = f"{self.value(u):.12g}"
        if not self.times:
            before, after = self.written, in_steps_of(self.written, float(number))
            same = after == before or f"{after}" == f"{before}"
            return None if same else f"{self.path}={_told(after)}"
        if float(number) == 1:
            return None
        cuts = (f" {word} {cut:.12g}" for word, cut in self._cuts())
        return f"{self.path} *= {number}{''.join(cuts)}"

    def _cuts(self) -> Iterator[tuple[str, float]]:
        for word, cut in (("least", self.least), ("most", self.most)):
            if cut is not None:
                yield word, cut


class Way(NamedTuple):
    """One option of an open reading, and the changes that make it so."""

    option: str
    title: str
    changes: tuple[str, ...]


class Doubt(NamedTuple):
    """What a run is not sure of: settings that move together, or ways to read what is written.

    name  the word `with`, the name of the reading, or else the path of the setting
    source  the documents of the range, in words;  evidence  how well it is known
    """

    name: str
    title: str
    moves: tuple[Move, ...]
    source: str
    evidence: str
    ways: tuple[Way, ...] = ()

    @property
    def at_written(self) -> float:
        """The quantile at which the written value lies; the mean of those of several settings."""
        if self.ways:
            return 0.5 / len(self.ways)
        return math.fsum(move.at_written for move in self.moves) / len(self.moves)

    def changes(self, u: float) -> list[str]:
        """The changes at a quantile, from nought to one, of each setting's range."""
        if not 0 <= u <= 1:
            raise ValueError(f"a quantile lies between nought and one, and {u} does not")
        if self.ways:
            return list(self.ways[min(int(u * len(self.ways)), len(self.ways) - 1)].changes)
        return [change for move in self.moves if (change := move.change(u)) is not None]

    def low(self) -> list[str]:
        """The changes at the lower ends; of a reading its first option, which changes nothing."""
        return self.changes(0.0)

    def high(self) -> list[str]:
        """The changes at the upper ends, or those of a reading's last option."""
        return self.changes(1.0)


def doubts_of(
    scenario: Scenario, schemes: Mapping[str, Scheme], beliefs: Beliefs
) -> tuple[Doubt, ...]:
    """The doubts of what a run really uses, in the order of its files.

    schemes  by name, as they are written, before alternatives and changes
    Left out are mechanisms that are switched off, and places, deeds and sources of elsewhere.
    """
    files: dict[tuple[str, ...], Block] = {(): scenario}
    files |= {("assumptions", kind): file for kind, file in beliefs._asdict().items()}
    files |= {("schemes", name): scheme for name, scheme in schemes.items()}
    parts: dict[str, list[Doubt]] = {}
    for root, file in files.items():
        for part in (*_readings(root, file), *_settings(root, file, scenario, beliefs)):
            parts.setdefault(part.name, []).append(part)
    return tuple(_together(name, found) for name, found in parts.items())


def doubts_of_both(residents: tuple[Doubt, ...], firms: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    """The doubts of a run of residents and firms, those of firms under paths of their own.

    What both are in doubt about with one word moves together.
    """
    parts: dict[str, list[Doubt]] = {one.name: [one] for one in residents}
    for one in firms:
        moves = tuple(move._replace(path=of_firms(move.path)) for move in one.moves)
        ways = tuple(way._replace(changes=tuple(map(of_firms, way.changes))) for way in one.ways)
        name = f"{PREFIX}{one.name}" if one.name.split(".")[0] in FILES else one.name
        had = parts.setdefault(name, [])
        known = {move.path for part in had for move in part.moves}
        left = tuple(move for move in moves if move.path not in known)
        if left or not had:
            had.append(one._replace(name=name, moves=left, ways=ways))
    return tuple(_together(name, found) for name, found in parts.items())


def _readings(root: tuple[str, ...], file: Any) -> Iterator[Doubt]:
    for one in file.readings:
        yield Doubt(
            one.reading, one.title, (), _source(file, one.source), one.evidence, _ways(root, one)
        )


def _ways(root: tuple[str, ...], one: OpenReading) -> tuple[Way, ...]:
    return tuple(
        Way(
            way.option,
            way.title or way.option,
            tuple(led(root, change) for change in way.changes),
        )
        for way in one.options
    )


def led(root: tuple[str, ...], change: str) -> str:
    """A change of a reading, with the way to its own file where it says `this`."""
    first, dot, rest = change.strip().partition(".")
    return ".".join([*root, rest]) if dot and first.strip() == THIS else change


def _settings(
    root: tuple[str, ...], file: Block, scenario: Scenario, beliefs: Beliefs
) -> Iterator[Doubt]:
    """Every setting of a file that is in doubt, each by itself."""
    lived = lived_by(scenario, beliefs)
    for loc, block in doubted(file):
        if not block.doubt or not _used(file, loc, scenario, lived):
            continue
        found = steps_of(file, loc)
        told = block.model_dump(mode="json", by_alias=True)
        for one in block.doubt:
            for name in one.of:
                value = _value_at(told, name.split("."))
                if numbers_of(value):
                    yield _setting(root, file, block, found, one, name, value)


def _setting(
    root: tuple[str, ...], file: Block, block: Doubted, found: Found, one: Range, name: str,
    value: Any,
) -> Doubt:  # fmt: skip
    low, high = one.times or (one.low, one.high)
    move = Move(
        ".".join([*root, *found.path, name]), value, float(low or 0), float(high or 0),
        one.times is not None, one.shape, one.least, one.most,
    )  # fmt: skip
    origin = one.origin or str(getattr(block, "origin", None) or getattr(block, "source", ASSUMED))
    if one.origin is None and one.evidence == ASSUMED:
        origin = ASSUMED  # a range of ours round a value of somebody's
    evidence = one.evidence or str(getattr(block, "evidence", None) or ASSUMED)
    own = ".".join([*root[-1:], *found.name, name])
    title = one.together or f"{found.title}: {name.replace('_', ' ').replace('.', ', ')}"
    return Doubt(one.together or own, title, (move,), _source(file, origin), evidence)


def _together(name: str, parts: list[Doubt]) -> Doubt:
    """Settings with one word as one doubt, with the sources of all and the least evidence."""
    first = parts[0]
    if len(parts) == 1:
        return first
    named = dict.fromkeys(part.source for part in parts)
    sources = [source for source in named if source != ASSUMED] or [ASSUMED]
    evidence = max((part.evidence for part in parts), key=_standing)
    moves = tuple(move for part in parts for move in part.moves)
    return first._replace(moves=moves, source="; ".join(sources), evidence=evidence)


def _standing(evidence: str) -> int:
    return ("primary", "secondary", "recalled", ASSUMED).index(evidence)


def _used(file: Block, loc: tuple[str | int, ...], scenario: Scenario, lived: Any) -> bool:
    """Whether a block of a file has any part in the run."""
    item: Any = file
    for step in loc[:2]:
        item = getattr(item, step, item) if isinstance(step, str) else item[step]
    if isinstance(item, Mechanism):
        return scenario.responses.get(item.mechanism, item.on)
    return bool(lived(item))


def _value_at(told: Any, path: Iterable[str]) -> Any:
    for step in path:
        told = told.get(step) if isinstance(told, dict) else None
    return told


def _source(file: Any, key: str) -> str:
    """A document in words, by its key in the file."""
    documents = getattr(file, "documents", None) or getattr(file, "sources", {})
    known = documents.get(key) if isinstance(documents, dict) else None
    return known.title if known is not None else key


def _told(value: Any) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)
