"""Shards at rest in memory while they fit into a budget, and in files of the run's folder.

A generation is what all shards were after so many months; `latest.json` names one. A shard always
has a file of that month or of the next: the next one holds what the shard answered, so that after a
crash it need not live the month again. Where not all fits into memory every month is written
through, and a shard's file takes the place of its last: one generation lies on the disk, and one
shard more. Where all fits, files are written with a checkpoint (`write_all`), beside the older
generation.

Files are named by their communities, so that one cut is never taken for another.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.engine import packed_files
from socialcredit.engine.letters import LETTER, letter_arrays, letter_of
from socialcredit.engine.packed_files import SUFFIX, File, damaged
from socialcredit.engine.packing import Packed, pack, size_of, unpack
from socialcredit.engine.shard import Shard
from socialcredit.engine.whole import Letter

AtRest = dict[str, Packed]
PEOPLE = "people"
START_OVER = "delete {} and resume: the run starts over and ends with the same numbers"


class Files:
    """Where shards of one population rest; see `resting.Store`. Threads may ask at once.

    full  whether not all fitted into memory: from then on every shard is written as it is kept
    """

    def __init__(self, home: Path | None, budget: int, inputs: str, of: str = "") -> None:
        """With nobody yet: `turn` says whose shards these are.

        home  the folder of checkpoints; None: all has to fit
        budget  bytes of packed people and states that stay in memory
        inputs  hash of what the run rests on
        of  what the names of its files begin with: two populations may share a folder
        """
        self.home, self.budget, self.inputs, self.of = home, budget, inputs, of
        self.full = False
        self.cut: Sequence[Shard] = ()
        self.world, self.named = 0, -1
        self._people: dict[int, AtRest] = {}
        self._states: dict[int, tuple[int, AtRest]] = {}
        self._lie: dict[int, set[int]] = {}
        self._used, self._lock = 0, Lock()
        if home is not None:
            home.mkdir(exist_ok=True)

    def turn(self, world: int, cut: Sequence[Shard], named: int = -1) -> None:
        """From now on these are shards of this world; people stay where the cut does.

        named  the month of the generation that `latest.json` names, after a crash; else none is
        """
        if cut != self.cut:
            self._people.clear()
        self._states.clear()
        self._used = sum(size_of(one.values()) for one in self._people.values())
        self.world, self.cut, self.named = world, cut, named
        self._lie = {k: set() for k in range(len(cut))}
        begins = {f"{self._stem(k)}month-": k for k in self._lie}
        for path in self._state_files():
            stem, month = path.name.removesuffix(SUFFIX)[:-4], path.name.removesuffix(SUFFIX)[-4:]
            if stem in begins:
                self._lie[begins[stem]].add(int(month))
        if named >= 0:
            self._sweep()

    @property
    def in_memory(self) -> int:
        """Bytes that are held in memory."""
        return self._used

    def has_people(self, shard: int) -> bool:
        """Whether the people of a shard are there, and need not be settled."""
        return shard in self._people or (
            self.home is not None and self._path_of_people(shard).is_file()
        )

    def people(self, shard: int) -> AtRest:
        """As `resting.Store` says."""
        held = self._people.get(shard)
        return held or self._read(self._path_of_people(shard), shard, {}).arrays

    def keep_people(self, shard: int, packed: Iterable[tuple[str, Packed]]) -> None:
        """As `resting.Store` says."""
        made = dict(packed)
        with self._lock:
            self._used -= size_of(self._people.pop(shard, {}).values())
            if self._takes(made):
                self._people[shard] = made
                return
        self._write(self._path_of_people(shard), shard, made, {})

    def state(self, shard: int, month: int) -> AtRest:
        """As `resting.Store` says."""
        held = self._states.get(shard)
        if held is not None and held[0] == month:
            return held[1]
        arrays = self._read_state(shard, month).arrays
        return {name: one for name, one in arrays.items() if not name.startswith(LETTER)}

    def keep(
        self, shard: int, month: int, packed: Iterable[tuple[str, Packed]], letter: Letter | None
    ) -> None:
        """As `resting.Store` says.

        Raises OSError where the disk refuses: the shard's file before is left then.
        """
        made = dict(packed)
        with self._lock:
            _, old = self._states.pop(shard, (0, {}))
            self._used -= size_of(old.values())
            held = self._takes(made)
            if held:
                self._states[shard] = month, made
        if self.full or not held:
            further = dict(pack(letter_arrays(letter)))
            self._write(self._path(shard, month), shard, made | further, self._when(month))
            self._lie[shard].add(month)
            self._drop(shard, self._left(self._lie[shard], month))

    def answered(self, shard: int, month: int) -> Letter | None:
        """As `resting.Store` says."""
        if month not in self._lie[shard] or month != self.named + 1:
            return None
        return self._letter_in(shard, month)

    def another(self, budget: int) -> "Files":
        """A store in the same folder that nobody has turned to yet."""
        return Files(self.home, budget, self.inputs, self.of)

    def has_lived(self, month: int) -> bool:
        """Whether any shard has lived so many months already, before a crash."""
        return month == self.named + 1 and any(month in lie for lie in self._lie.values())

    def write_all(self, month: int) -> None:
        """Give a file to every shard that has none of this month, which all have lived."""
        for shard, (reached, made) in list(self._states.items()):
            if reached == month and month not in self._lie[shard]:
                self._write(self._path(shard, month), shard, made, self._when(month))
                self._lie[shard].add(month)

    def name(self, month: int) -> None:
        """`latest.json` names the generation of this month now: others go."""
        self.named = month
        self._sweep()

    def _letter_in(self, shard: int, month: int) -> Letter | None:
        """What the shard answered, by its file of that month."""
        arrays = self._read_state(shard, month).arrays
        return letter_of(unpack({n: one for n, one in arrays.items() if n.startswith(LETTER)}))

    def _takes(self, made: AtRest) -> bool:
        """Whether it fits into memory, which it then takes."""
        size = size_of(made.values())
        if self._used + size > self.budget:
            if self.home is None:
                raise SocialCreditError(
                    f"the people do not fit into {self.budget} bytes of memory",
                    hint="allow more memory, or name a folder where the rest may lie",
                )
            self.full = True
            return False
        self._used += size
        return True

    def _left(self, lie: set[int], month: int) -> set[int]:
        """Of the months of which a shard has files, those that are needed once this one is there.

        What `latest.json` names can be lived on from a file of its month, or of the next.
        """
        later = {one for one in lie if one >= month}  # whoever was believed lost may come late
        if self.named < 0 or month == self.named + 1:
            return later
        return lie & {self.named, self.named + 1} | later

    def _drop(self, shard: int, left: set[int]) -> None:
        for month in self._lie[shard] - left:
            self._path(shard, month).unlink(missing_ok=True)
        self._lie[shard] &= left

    def _sweep(self) -> None:
        """Remove the files that nobody can go on from, of whichever world and cut."""
        for shard, months in self._lie.items():
            self._drop(shard, months & {self.named, self.named + 1})
        self._remove_but((k, month) for k, months in self._lie.items() for month in months)

    def _remove_but(self, left: Iterable[tuple[int, int]]) -> None:
        """Remove all files but those of the people here and of these shards' months."""
        if self.home is None:
            return
        needed = {self._path(*one) for one in left}
        needed |= {self._path_of_people(k) for k in range(len(self.cut))}
        for path in [*self._state_files(), *self._people_files()]:
            if path not in needed:
                path.unlink(missing_ok=True)

    def _people_files(self) -> list[Path]:
        return [] if self.home is None else list(self.home.glob(f"{self.of}{PEOPLE}-*{SUFFIX}"))

    def _state_files(self) -> list[Path]:
        return [] if self.home is None else list(self.home.glob(f"{self.of}shard-*{SUFFIX}"))

    def _stem(self, shard: int) -> str:
        one = self.cut[shard]
        return f"{self.of}shard-{one.first:06d}-{one.last - 1:06d}-world-{self.world}-"

    def _path(self, shard: int, month: int) -> Path:
        assert self.home is not None
        return self.home / f"{self._stem(shard)}month-{month:04d}{SUFFIX}"

    def _path_of_people(self, shard: int) -> Path:
        assert self.home is not None
        one = self.cut[shard]
        return self.home / f"{self.of}{PEOPLE}-{one.first:06d}-{one.last - 1:06d}{SUFFIX}"

    def _when(self, month: int) -> dict[str, int]:
        return {"world": self.world, "months_done": month}

    def _write(self, path: Path, shard: int, made: AtRest, when: dict[str, int]) -> None:
        packed_files.write(path, made.items(), self._told(shard, when))

    def _told(self, shard: int, when: dict[str, int]) -> dict[str, Any]:
        """What the file of a shard says of itself."""
        one = self.cut[shard]
        return {"inputs": self.inputs, "first": one.first, "last": one.last, **when}

    def _read_state(self, shard: int, month: int) -> File:
        return self._read(self._path(shard, month), shard, self._when(month))

    def _read(self, path: Path, shard: int, when: dict[str, int]) -> File:
        hint = START_OVER.format(path.parent)
        file = packed_files.read(path, hint)
        if file.told != self._told(shard, when):
            raise damaged(path, "is of another run, shard or month", hint)
        return file
