"""Who may import whom, room by room: an allow-list, and what no kernel's room may load."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "socialcredit"
MODULES = sorted(PACKAGE.rglob("*.py"))

LANGUAGE = (
    "language/read",
    "language/model",
    "language/check",
    "language/tell",
    "language/resolve",
    "language",
)
STAGES = (
    "stages/society",
    "stages/observation",
    "stages/records",
    "stages/scheme",
    "stages/lists",
    "stages/consequences",
    "stages/response",
    "stages/lending",
)
RESULTS = ("results", "results/measures", "results/words", "results/lives")
FACES = (
    "commands", "api", "api_assess", "api_documents", "api_draft", "api_joins", "api_lab",
    "api_lessons", "api_run", "cli", "__init__", "__main__",
)  # fmt: skip

# A room, and the rooms that it may import besides itself. A stage is in nobody's sight but of
# those who join stages; results see no rule, no stage and no engine: only what a run left behind.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "core": (),
    "analysis": ("core",),
    "language/read": ("core",),
    "language/model": ("core", "language/read"),
    "language/check": ("core", "language/read", "language/model"),
    "language/tell": ("core", "language/read", "language/model"),
    "language/resolve": ("core", *LANGUAGE[:4]),
    "language": ("core", *LANGUAGE),
    **dict.fromkeys(STAGES, ("core",)),
    "stages": (),
    "compile": ("core", *LANGUAGE, *STAGES),
    "month": ("core", *STAGES),
    "engine": ("core", *LANGUAGE, *STAGES, "compile", "month"),
    "results": ("core",),
    "results/measures": ("core", "results"),
    "results/words": ("core", "results", "results/measures"),
    "results/lives": ("core", "results", "results/measures", "results/words"),
    "report/pictures": ("core",),
    "report/sections": ("core", *RESULTS, "report/pictures"),
    "report": ("core", *RESULTS, "report/pictures", "report/sections"),
    "cases": ("core", *LANGUAGE, *STAGES, "compile", "month", "engine"),
    "experiments": (
        "core", "analysis", *LANGUAGE, *STAGES, "compile", "month", "engine", *RESULTS,
    ),
    "experiments/behaviour": (
        "core", "analysis", *LANGUAGE, *STAGES, "compile", "month", "engine", *RESULTS,
        "experiments",
    ),
    # What an assessment rests on is made by experiments; how it looks, by report's pictures.
    "assessment": (
        "core", "analysis", *LANGUAGE, "engine", *RESULTS, "report/pictures", "report/sections",
        "report", "experiments",
    ),
    "assessment/answers": (
        "core", *LANGUAGE, *RESULTS, "report/pictures", "report/sections", "report", "assessment",
    ),
    "assessment/shown": ("core", *RESULTS, "report/pictures", "report", "assessment"),
    # The lab is a reader of the Python face, like a notebook: it has no way of its own to the rest.
    "lab": ("core", "api"),
    "lab/pages": ("core", "api", "lab"),
}  # fmt: skip
DATA = ("schemes", "assumptions", "scenarios", "alternatives", "calibrations", "forms")
# Kernels and columns must load, and compile, without whatever reads or writes files.
KERNEL_ROOMS = ("core", "stages", "month")
NOT_FOR_KERNELS = ("pydantic", "ruamel", "duckdb")


def room_of(dotted: str) -> str:
    """The room of a module's name below the package: `stages.scheme.points` is `stages/scheme`."""
    parts = dotted.split(".")
    nested = "/".join(parts[:2])
    return nested if nested in MAY_IMPORT else parts[0]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def imports_of(path: Path) -> set[str]:
    """Dotted names of all that a file imports; `from a import b` counts as `a.b`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def arrows_of(path: Path) -> set[str]:
    """The other rooms that a file imports from."""
    ours = {n.split(".", 1)[1] for n in imports_of(path) if n.startswith("socialcredit.")}
    return {room_of(name) for name in ours} - {room_of(name_of(path)), "__version__"}


def refused(path: Path) -> list[str]:
    """What a file imports that the table does not allow its room."""
    room = room_of(name_of(path))
    if room in FACES:
        return []
    return sorted(arrows_of(path) - set(MAY_IMPORT[room]))


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_a_room_imports_only_the_rooms_it_may() -> None:
    short_cuts = {named(path): rooms for path in MODULES if (rooms := refused(path))}
    assert short_cuts == {}, "these reach into rooms that are not their own to see"


def test_no_kernel_loads_what_reads_or_writes_files() -> None:
    for path in MODULES:
        if name_of(path).split(".")[0] in KERNEL_ROOMS:
            outside = {name.split(".")[0] for name in imports_of(path)}
            assert outside & set(NOT_FOR_KERNELS) == set(), named(path)


def test_every_folder_is_a_room_of_the_table() -> None:
    """A folder that nobody has entered in the table may import nothing, not everything."""
    folders = {p.parent.relative_to(PACKAGE).as_posix() for p in MODULES} - {"."}
    known = {*MAY_IMPORT, *FACES}
    assert folders - known == set(), "enter the folder in MAY_IMPORT, or move the file to its room"


def test_nothing_else_stands_at_the_top() -> None:
    rooms = {room.split("/")[0] for room in MAY_IMPORT} | {"commands", *DATA}
    files = {"__init__.py", "__main__.py", "cli.py", "py.typed"}
    files |= {"api.py", "api_draft.py", "api_joins.py", "api_lab.py", "api_lessons.py"}
    files |= {"api_assess.py", "api_documents.py", "api_run.py"}
    found = {path.name for path in PACKAGE.iterdir()} - {"__pycache__"}
    assert found - rooms - files == set()


def test_the_table_has_no_circle_and_no_room_that_is_gone() -> None:
    for room, allowed in MAY_IMPORT.items():
        assert (PACKAGE / room).is_dir(), room
        mutual = [other for other in allowed if room in MAY_IMPORT.get(other, ()) and other != room]
        assert mutual == [], room


@pytest.mark.parametrize(
    ("file", "line", "seen"),
    [
        ("stages/scheme/points.py", "import socialcredit.stages.society.deeds", "stages/society"),
        ("results/run.py", "from socialcredit.engine.run import resume", "engine"),
        ("language/read/yaml.py", "from socialcredit.language import catalogue", "language"),
        ("core/draws.py", "import socialcredit.month.plan", "month"),
        ("engine/run.py", "from socialcredit.lab import page", "lab"),
    ],
)  # fmt: skip
def test_a_short_cut_is_seen(file: str, line: str, seen: str, tmp_path: Path, monkeypatch) -> None:
    """The check itself is checked: one forbidden line, added to a copy of a file, is found."""
    copy = tmp_path / file
    copy.parent.mkdir(parents=True)
    copy.write_text(f"{(PACKAGE / file).read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    assert seen in refused(copy)
