"""Loading what an assessment is asked by: forms, what is declared, the conditions of Art. 5."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.art5 import Conditions
from socialcredit.language.model.assessed import FindingsFile
from socialcredit.language.model.declared import QUESTIONS, Declared, as_said
from socialcredit.language.model.form import Answer, Form
from socialcredit.language.read.diagnostics import Problem, checked, gather
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.paths import (
    PACKAGE,
    existing,
    is_shipped,
    plain_name,
    unambiguous,
)

FORMS = PACKAGE / "forms"
ART5 = FORMS / "art5.yaml"
FINDINGS = FORMS / "findings.yaml"  # what an assessment tells first
NO_FORMS = (ART5, FINDINGS)
DECLARED = "declared.yaml"
NEXT = "correct the file, then run the assessment again"


class Ids(NamedTuple):
    """What answers there are: names by kind of answer. An empty one is not asked about."""

    say: frozenset[str] = frozenset()
    measure: frozenset[str] = frozenset()
    table: frozenset[str] = frozenset()
    picture: frozenset[str] = frozenset()
    by: Mapping[str, tuple[str, ...]] = {}  # what the rows of a table may be, by its id


def form_names() -> list[str]:
    """Names of the forms that the package ships, in alphabetical order."""
    return sorted(path.stem for path in FORMS.glob("*.yaml") if path not in NO_FORMS)


def form_file(name_or_path: str | Path, beside: Path | None = None) -> Path:
    """The file of a shipped form by its name, or the one at a path."""
    name = plain_name(name_or_path)
    shipped = FORMS / f"{name}.yaml" if name in form_names() else None
    if isinstance(name_or_path, Path):
        shipped = None
    if beside is not None:
        unambiguous(name_or_path, shipped, beside)
    found = shipped or existing(name_or_path, beside)
    if found is None or found.is_dir():
        raise SocialCreditError(
            f"there is no form `{name}`",
            text=name,
            expected="one of " + ", ".join(form_names()) + ", or the path of a file",
            meant=nearest(name, form_names()),
            hint="a form of your own is a YAML file: docs/reference/form-file.md says how",
        )
    return found


def load_form(name_or_path: str | Path, ids: Ids = Ids(), beside: Path | None = None) -> Form:
    """A form, checked; `ids` are the answers it may call.

    Raises SocialCreditError with file, line and column of everything that does not fit.
    """
    path = form_file(name_or_path, beside)
    tree = read(path)
    form = checked(Form, tree)
    problems = [*_numbers(form), *_sources(form), *_answers(form, ids)]
    if is_shipped(path) and form.form != path.stem:
        problems.append(Problem(("form",), "the file has another name", path.stem))
    if problems:
        raise _told(gather(tree, problems))
    return form


def load_declared(path: str | Path) -> dict[str, str]:
    """What the deployer said, by field; an unknown key is refused with the nearest."""
    file = existing(path)
    if file is None or file.is_dir():
        raise SocialCreditError(
            f"there is no file `{path}`",
            text=str(path),
            expected=f"a file of declared facts, such as {DECLARED}",
            hint="an assessment without --declared writes one to be filled in",
        )
    return as_said(checked(Declared, read(file)))


def load_conditions(path: Path = ART5, measures: Iterable[str] = (), says: Iterable[str] = ()
                    ) -> Conditions:  # fmt: skip
    """The conditions of Art. 5(1)(c) and the pack of para 171, checked."""
    tree = read(path)
    found = checked(Conditions, tree)
    problems = [*_of_conditions(found, frozenset(measures)),
                *_of_pack(found, frozenset(measures), frozenset(says))]  # fmt: skip
    if problems:
        raise _told(gather(tree, problems))
    return found


def load_findings(path: Path = FINDINGS, measures: Iterable[str] = ()) -> FindingsFile:
    """What may stand on the first page of an assessment, in its order, checked."""
    tree = read(path)
    found = checked(FindingsFile, tree)
    problems = [
        problem
        for index, one in enumerate(found.findings)
        for problem in _known(
            ("findings", index, "measure"), "measure", (one.measure,), frozenset(measures)
        )
    ]
    if problems:
        raise _told(gather(tree, problems))
    return found


def _told(error: SocialCreditError) -> SocialCreditError:
    last = (error, *error.others)[-1]
    last.hint = NEXT
    return error


def _numbers(form: Form) -> Iterable[Problem]:
    """Two sections of one number cannot be referred to."""
    seen: set[str] = set()
    for index, section in enumerate(form.sections):
        if section.section in seen:
            expected = "each number once"
            loc = ("sections", index, "section")
            yield Problem(loc, f"there is a section `{section.section}` already", expected)
        seen.add(section.section)


def _sources(form: Form) -> Iterable[Problem]:
    for index, section in enumerate(form.sections):
        if section.source is not None and section.source not in form.sources:
            loc = ("sections", index, "source")
            yield unknown(loc, "source", section.source, form.sources, "a key of `sources`")


def _answers(form: Form, ids: Ids) -> Iterable[Problem]:
    """Answers that nobody can give."""
    for number, section in enumerate(form.sections):
        for index, answer in enumerate(section.answers):
            at = ("sections", number, "answers", index)
            if answer.say is not None:
                yield from _known((*at, "say"), "sentence", (answer.say,), ids.say)
            elif answer.table is not None:
                yield from _known((*at, "table"), "table", (answer.table,), ids.table)
                yield from _by(at, answer, ids)
            elif answer.picture is not None:
                yield from _known((*at, "picture"), "picture", (answer.picture,), ids.picture)
                yield from _known((*at, "of"), "measure", answer.of, ids.measure)
            elif answer.measure is not None:
                yield from _known((*at, "measure"), "measure", answer.measure, ids.measure)
            elif answer.declared is not None:
                named = (answer.declared,)
                yield from _known((*at, "declared"), "declared fact", named, QUESTIONS)


def _by(at: tuple[str | int, ...], answer: Answer, ids: Ids) -> Iterable[Problem]:
    """Rows that a table does not have."""
    known = ids.by.get(answer.table or "", ())
    for name in answer.by if ids.table else ():
        if name not in known:
            expected = "one of " + ", ".join(known) if known else "no `by`: it has one kind of rows"
            meant = nearest(name, known)
            yield Problem((*at, "by"), f"this table has no rows by `{name}`", expected, meant)


def _known(loc: tuple[str | int, ...], what: str, names: tuple[str, ...],
           known: Mapping[str, str] | frozenset[str]) -> Iterable[Problem]:  # fmt: skip
    for name in names:
        below = what == "measure" and any(one.startswith(f"{name}.") for one in known)
        if known and name not in known and not below:
            yield unknown(loc, what, name, known, EXPECTED[what])


EXPECTED = {
    "sentence": "a sentence of docs/reference/form-file.md",
    "table": "a table of docs/reference/form-file.md",
    "picture": "a picture of docs/reference/form-file.md",
    "measure": "a measure, as `socialcredit measures` lists them",
    "declared fact": "a field of declared.yaml",
}


def unknown(loc: tuple[str | int, ...], what: str, name: str, known: Iterable[str], expected: str
            ) -> Problem:  # fmt: skip
    """A name that nothing has, with the nearest that something has."""
    return Problem(loc, f"there is no {what} `{name}`", expected, nearest(name, known))


def _of_conditions(found: Conditions, measures: frozenset[str]) -> Iterable[Problem]:
    for index, one in enumerate(found.conditions):
        at = ("conditions", index)
        if one.source not in found.sources:
            loc = (*at, "source")
            yield unknown(loc, "source", one.source, found.sources, "a key of `sources`")
        if one.declared:
            yield from _known((*at, "declared"), "declared fact", (one.declared,), QUESTIONS)
        shown = tuple(level.measure for level in one.shown_when)
        yield from _known((*at, "shown_when"), "measure", shown, measures)
        yield from _known((*at, "tells"), "measure", one.tells, measures)


def _of_pack(found: Conditions, measures: frozenset[str], says: frozenset[str]
             ) -> Iterable[Problem]:  # fmt: skip
    for index, item in enumerate(found.pack):
        at = ("pack", index)
        yield from _known((*at, "tells"), "measure", item.tells, measures)
        yield from _known((*at, "says"), "sentence", item.says, says)
        yield from _known((*at, "declared"), "declared fact", item.declared, QUESTIONS)
