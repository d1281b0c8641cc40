"""Shards in files that several processes read and write: nothing rests on what one of them knows.

Every shard has a file of the month that `latest.json` names, or of the next. Whoever lives it
writes the next before the last goes; that two do so at once, where one was believed lost, does no
harm: what they write is the same.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from socialcredit.engine.letters import letter_arrays
from socialcredit.engine.packing import Packed, pack
from socialcredit.engine.shard import Shard
from socialcredit.engine.store import Files
from socialcredit.engine.whole import Letter


class Shared(Files):
    """Where shards of one population rest that are lived by others; see `resting.Store`."""

    def __init__(self, home: Path, inputs: str, before: str = "") -> None:
        """With nobody yet: `turn` says whose shards these are; see `Files`."""
        super().__init__(home, 0, inputs, before)
        self.full = True

    def turn(self, world: int, cut: Sequence[Shard], named: int = -1) -> None:
        """As `Files` says."""
        self.world, self.cut, self.named = world, cut, named
        if named >= 0:
            self._sweep()

    def keep_people(self, shard: int, packed: Iterable[tuple[str, Packed]]) -> None:
        """As `resting.Store` says."""
        self._write(self._path_of_people(shard), shard, dict(packed), {})

    def keep(
        self, shard: int, month: int, packed: Iterable[tuple[str, Packed]], letter: Letter | None
    ) -> None:
        """As `resting.Store` says."""
        made = dict(packed) | dict(pack(letter_arrays(letter)))
        self._write(self._path(shard, month), shard, made, self._when(month))
        if month > 0:
            self._path(shard, month - 1).unlink(missing_ok=True)

    def answered(self, shard: int, month: int) -> Letter | None:
        """As `resting.Store` says."""
        if not self._path(shard, month).is_file():
            return None
        return self._letter_in(shard, month)

    def write_all(self, month: int) -> None:
        """Every shard has a file."""

    def _sweep(self) -> None:
        """Remove the files that nobody can go on from, of whichever world and cut."""
        months = (self.named, self.named + 1)
        self._remove_but((k, month) for k in range(len(self.cut)) for month in months)


def shared(home: str, inputs: str, before: str, cut: Sequence[Shard], world: int) -> Shared:
    """The store of a population in a world, opened by whoever lives some of its shards."""
    store = Shared(Path(home), inputs, before)
    store.turn(world, cut)
    return store
