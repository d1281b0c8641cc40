"""A finished run as the Python face hands it over: of a folder, or in memory."""

from dataclasses import dataclass, field
from pathlib import Path

from socialcredit.core.table import Table
from socialcredit.report.headlines import headlines
from socialcredit.report.page import page, write_report
from socialcredit.report.pictures.renderer import Renderer
from socialcredit.report.template import glued
from socialcredit.results import run as results
from socialcredit.results.lives.text import life_text
from socialcredit.results.measures import registry
from socialcredit.results.measures.summary import summary as results_summary
from socialcredit.results.run import open_run
from socialcredit.results.words.summary import summary_text


@dataclass(frozen=True)
class Run:
    """A finished run: its folder, its tables, its lives.

    path  its folder; None of a run in memory, such as that of a town
    """

    path: Path | None
    held: results.Run | None = field(default=None, repr=False, compare=False)

    @property
    def opened(self) -> results.Run:
        """What measures, words and lives are worked out from; of a folder it is opened anew."""
        if self.held is not None:
            return self.held
        assert self.path is not None
        return open_run(self.path)

    @property
    def grades(self) -> Table:
        """Residents by world, month, scheme, cell and grade (0 = best), at each month's end."""
        return self.table("grades")

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""
        run = self.opened
        return tuple(run.manifest["table_hashes"] if run.held is None else run.held)

    def table(self, name: str) -> Table:
        """Any table of the run by name; world 0 is the run, world 1 its twin."""
        return Table(self.opened.table(name))

    def life(self, resident: int) -> str:
        """One synthetic life as a timeline; the resident must be in the run's panel."""
        return life_text(self.opened, resident)

    @property
    def content_hash(self) -> str:
        """SHA-256 over all tables: the same for the same scenario, seed and version."""
        return str(self.opened.manifest["content_hash"])

    @property
    def measures(self) -> dict[str, float | None]:
        """Every measure by its id, `sc.measures()` says what each is; None where there is none.

        Of several schemes each has its own: `rongcheng/M1.share`.
        """
        return registry.values(self.opened)

    def some(self, *names: str) -> dict[str, float | None]:
        """Some measures by their keys, as `measures` has them; worked out are these alone."""
        ids = [registry.id_of(name) for name in names]
        found = registry.values(self.opened, registry.chosen(ids)) if ids else {}
        return {name: found[name] for name in names if name in found}

    @property
    def headlines(self) -> list[dict[str, str]]:
        """The numbers that the report begins with, at most five, in words.

        measure, value, text  which, how much, what it says; luck, unknown  how far luck alone
        moves it, and what nobody knows of it
        """
        return headlines(results_summary(self.opened))

    def summary(self) -> str:
        """What the run did to people, in plain words."""
        return summary_text(self.opened)

    def report_text(self) -> str:
        """The page on it, one offline HTML file, as text; of a run in memory too."""
        with Renderer() as painter:
            return glued(page(self.opened, (), painter))

    def report(self) -> Path:
        """Write report.html in the run's folder and return its path; one in memory has none."""
        return Path(write_report(self.opened))
