"""What `socialcredit check FILE` says of a file, and of the files that belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.text import counted
from socialcredit.language.check_scenario import (
    alternative_looked_at,
    assumptions_looked_at,
    experiment_looked_at,
    scenario_looked_at,
)
from socialcredit.language.check_scheme import (
    CASES,
    Judge,
    cases_looked_at,
    files_beside,
    folder_looked_at,
    named_in,
    published_looked_at,
    scheme_looked_at,
)
from socialcredit.language.findings import Findings
from socialcredit.language.kind_of_file import kind_of
from socialcredit.language.model.declared import QUESTIONS
from socialcredit.language.resolve.forms import (
    form_file,
    form_names,
    load_declared,
    load_form,
)
from socialcredit.language.resolve.lessons import load_lesson
from socialcredit.language.resolve.loading import (
    SCENARIO_BESIDE,
)
from socialcredit.language.resolve.paths import (
    alternative_file,
    alternative_names,
    assumption_file,
    assumption_names,
    existing,
    plain_name,
    scenario_file,
    scenario_names,
    scheme_file,
    scheme_names,
    unambiguous,
)
from socialcredit.language.resolve.published import FILE as PUBLISHED
from socialcredit.language.resolve.with_tables import check_table


class Told(NamedTuple):
    """What there is to say of a file: a line where all fits, else every mistake; warnings."""

    file: Path
    kind: str
    line: str
    errors: Sequence[SocialCreditError]
    warnings: Sequence[SocialCreditError]


def check_file(path: str | Path) -> str:
    """Check a scheme (a file, a folder or a name), scenario, assumption, cases or published file.

    Returns one line that says what it is. Raises SocialCreditError with every problem found.
    """
    found = Findings()
    told = _looked_at(named_file(path), found, None)[1]
    found.raised()
    return told


def examined(path: str | Path, judge: Judge | None = None) -> Told:
    """Everything that can be said of a file and of those that belong to it.

    judge  lives the example people of a scheme; without it they are read and not judged
    Raises SocialCreditError where there is no such file, or where it cannot be read at all.
    """
    found, file = Findings(), named_file(path)
    kind, line = _looked_at(file, found, judge)
    return Told(file, kind, line, found.errors, found.warnings)


def _looked_at(path: Path, found: Findings, judge: Judge | None) -> tuple[str, str]:
    """The kind of a file, and the line that says so where everything fits."""
    if path.suffix.lower() == ".csv":
        kind, told = found.tried(check_table, path) or ("census", "")
        return kind, f"{path}: {told}"
    if path.name == CASES:
        beside = path.parent / "scheme.yaml"
        looked = scheme_looked_at(beside, found) if beside.exists() else None
        many, right = cases_looked_at(path, looked, found, judge)
        came = _came_out(many, right, "person", "people")
        return "cases", f"{path}: {_examples(many)}, well formed{came}"
    tree = found.tried(found.read, path)
    if tree is None:
        return "", ""
    if isinstance(tree.value, list):
        many, _ = cases_looked_at(path, None, found, None)
        return "cases", f"{path}: {_examples(many)}, well formed"
    kind = found.tried(kind_of, tree, path) or ""
    if not kind:
        return "", ""
    if kind == "scheme":
        return kind, _scheme_line(path, found, judge)
    if kind == "scenario":
        many = scenario_looked_at(path, found)
        return kind, f"{path}: a scenario, everything fits (schemes: {many})"
    if kind == "published":
        return kind, _published_line(path, found)
    if kind == "alternative":
        changes = alternative_looked_at(path, found)
        return kind, f"{path}: an alternative, everything fits (changes: {changes})"
    if kind == "lesson":
        found.tried(load_lesson, path)
        return kind, f"{path}: a lesson, everything fits"
    if kind in ("form", "declared"):
        return kind, _line_of_assessment(kind, path, found)
    if kind == "experiment":
        many = experiment_looked_at(path, found)
        return kind, f"{path}: an experiment, everything fits (factors: {many})"
    assumptions_looked_at(kind, path, found)
    return kind, f"{path}: an assumption file ({kind}); everything fits"


def _line_of_assessment(kind: str, path: Path, found: Findings) -> str:
    """Of a form, whose answers are known to what measures alone, or of what the deployer says."""
    if kind == "form":
        form = found.tried(load_form, path)
        return f"{path}: a form, everything fits (sections: {len(form.sections) if form else 0})"
    said = found.tried(load_declared, path) or {}
    return f"{path}: declared facts, everything fits (said: {len(said)} of {len(QUESTIONS)})"


def _scheme_line(path: Path, found: Findings, judge: Judge | None) -> str:
    looked, many, right = folder_looked_at(path, found, judge)
    beside = path.parent / SCENARIO_BESIDE
    if beside.exists() and found.begins(beside):
        scenario_looked_at(beside, found)
    rules = len(looked.left.model.rules) if looked else 0
    firms = looked is not None and looked.left.model.kind == "firms"
    whom = ("example firm", "example firms") if firms else ("example person", "example people")
    if looked is not None and len(looked.sides) > 1:
        whom = ("example", "examples")
    line = f"{path}: a scheme, everything fits (rules: {rules}, {whom[1]}: {many})"
    return line + _came_out(many, right, *whom)


def _came_out(many: int, right: int, one: str, several: str) -> str:
    if not right:
        return ""
    if many == 1:
        return f"\nthe one {one} comes out as written"
    return f"\nall {many} {several} come out as written"


def _published_line(path: Path, found: Findings) -> str:
    if path.name != PUBLISHED:
        raise SocialCreditError(
            "published numbers are looked for under another name",
            str(path),
            expected=f"the name {PUBLISHED}, beside scheme.yaml",
        )
    beside = found.tried(scheme_file, path.parent)
    looked = scheme_looked_at(beside, found) if beside else None
    figures = published_looked_at(path, looked, found)
    return f"{path}: published numbers, everything fits (figures: {figures})"


def behaviour_of(path: str | Path) -> Path | None:
    """The file of mechanisms that a file is, or that a scenario or a scheme's scenario names."""
    path = named_file(path)
    if path.suffix.lower() == ".csv":
        return None
    tree = Findings().read(path)
    keys = tree.value if isinstance(tree.value, dict) else {}
    if isinstance(tree.value, list) or "figures" in keys or "alternative" in keys:
        return None
    kind = kind_of(tree, path)
    named: Mapping[str, str | Path] = {"behaviour": path} if kind == "behaviour" else {}
    if kind == "scenario":
        named = dict(named_in(path))
    if kind == "scheme":
        named = files_beside(path)
    return assumption_file(named["behaviour"]) if "behaviour" in named else None


def named_file(path: str | Path) -> Path:
    """The file that is meant by a path, by a folder, or by the name of what the package ships."""
    name, here = plain_name(path), existing(path)
    shipped = _shipped(name) if isinstance(path, str) else None
    if here is not None and here.is_file() and name in assumption_names():
        return here  # what ends in `.yaml` names a file
    unambiguous(path, shipped, Path())
    if shipped is not None:
        return shipped
    if here is not None:
        return scheme_file(path) if here.is_dir() else here
    known = [*scheme_names(), *scenario_names(), *assumption_names(), *alternative_names()]
    known += form_names()
    raise SocialCreditError(
        f"there is no file `{name}`",
        expected="the path of a file or of a scheme's folder, or the name of one that is shipped",
        meant=nearest(name, known),
        hint="`socialcredit schemes` and `socialcredit scenarios` list names",
    )


def _shipped(name: str) -> Path | None:
    """What the package has under a name; of a scheme and a scenario of one name, the scheme."""
    if name in scheme_names():
        return scheme_file(name)
    if name in scenario_names():
        return scenario_file(name)
    if name in assumption_names():
        return assumption_file(name)
    if name in form_names():
        return form_file(name)
    return alternative_file(name) if name in alternative_names() else None


def _examples(many: int) -> str:
    return counted(many, "example person", "example people")
