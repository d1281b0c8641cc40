"""A scheme's folder looked at whole: its rules, its example people, what was published about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.populations import Kind
from socialcredit.language.check.cases import problems_of_cases
from socialcredit.language.check.scheme import Vocabulary
from socialcredit.language.check_tree import Looked, tree_looked_at
from socialcredit.language.findings import Findings
from socialcredit.language.model.beliefs import FILES, Beliefs, model_of
from socialcredit.language.model.cases import Case, Cases
from socialcredit.language.model.firms import FIRM_FILES
from socialcredit.language.model.published import Published
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.partial import left_of
from socialcredit.language.read.positions import Located, plain
from socialcredit.language.resolve.assumption_files import assumption_files, assumption_tree
from socialcredit.language.resolve.lineage import whole_tree
from socialcredit.language.resolve.loading import (
    SCENARIO_BESIDE,
    beliefs_beside,
    believed,
    load_beliefs,
)
from socialcredit.language.resolve.paths import assumption_file, is_shipped, scheme_file
from socialcredit.language.resolve.published import FILE as PUBLISHED
from socialcredit.language.resolve.published import inputs_of, problems_of_published
from socialcredit.language.resolve.vocabulary import vocabulary_of
from socialcredit.language.resolve.whom import usual_files

CASES, README = "cases.yaml", "README.md"
# What examples say of rules can be judged against whole rules only.
OF_WHOLE_RULES = ("nothing has to be collected", "no rule lets", "the office", "the scheme reads")

Judge = Callable[[Scheme, Mapping[int, Case], Located], list[SocialCreditError]]


def scheme_looked_at(
    path: Path, found: Findings, spoken: Mapping[Kind, Vocabulary | None] | None = None
) -> Looked | None:
    """Every mistake of a scheme's file; what else is said rests on what could be read of it.

    spoken  the words of the populations that it is run with, where that is known
    """
    found.begins(path)
    before, found.gone = len(found.errors), set()
    tree = found.tried(whole_tree, path, scheme_file, found.read)
    if tree is None:
        return None

    def words(kind: Kind, first: bool) -> Vocabulary | None:
        known = (spoken or {}).get(kind)
        return known or (
            _words_of(path, kind, found) if first else _words_beside(path, kind, found)
        )

    folder = path.resolve().parent.name if path.name == "scheme.yaml" else None
    looked = tree_looked_at(tree, found, words, folder, is_shipped(path))
    return looked and looked._replace(fits=len(found.errors) == before)


def _words_of(path: Path, kind: Kind, found: Findings) -> Vocabulary:
    """What the rules may speak of: the assumptions that the scenario beside them names."""
    return words_in(files_beside(path, kind), found)


def words_in(files: Mapping[str, str | Path], found: Findings) -> Vocabulary:
    """The words of assumption files; of those that do not fit, the words of the shipped ones."""
    beliefs = found.tried(load_beliefs, files)
    if beliefs is None:
        shipped = assumption_files({})
        beliefs = Beliefs(
            **{kind: _fitting(kind, files.get(kind, shipped[kind]), shipped) for kind in FILES}
        )
    return vocabulary_of(beliefs)


def _fitting(kind: str, file: str | Path, shipped: Mapping[str, Path]) -> Any:
    """A file of assumptions, or what is left of it without that which does not fit."""
    try:
        tree = assumption_tree(assumption_file(file))
        data = plain(tree)
        left, _ = left_of(model_of(kind, data), data, {}, set())
        return believed(kind, tree) if left is None else left.model
    except SocialCreditError:
        return believed(kind, assumption_tree(shipped[kind]))


def _words_beside(path: Path, kind: Kind, found: Findings) -> Vocabulary | None:
    """The words of the second population that a scheme scores."""
    beliefs = found.tried(load_beliefs, beliefs_beside(path, kind))
    return vocabulary_of(beliefs) if beliefs else None


def files_beside(scheme: Path, kind: Kind | None = None) -> Mapping[str, str | Path]:
    """Assumption files of a scheme, also where the scenario that names them does not fit.

    kind  whom it scores, where that is known although not all of it can be read
    """
    try:
        return beliefs_beside(scheme, kind)
    except SocialCreditError:
        usual = FIRM_FILES if kind == "firms" else {} if kind else usual_files(scheme)
        return {**usual, **dict(named_in(scheme.parent / SCENARIO_BESIDE))}


def named_in(scenario: Path) -> Iterator[tuple[str, Path]]:
    """Assumption files that a scenario names, as far as it can be read."""
    try:
        tree = Findings().read(scenario)
    except SocialCreditError:
        return
    named = tree.get("assumptions")
    for kind, node in (named.value if named and isinstance(named.value, dict) else {}).items():
        try:
            if kind in FILES:
                yield kind, assumption_file(str(node.value), scenario.parent, scenario)
        except SocialCreditError:
            continue


def cases_looked_at(
    path: Path, looked: Looked | None, found: Findings, judge: Judge | None
) -> tuple[int, int]:
    """Every mistake of the examples; how many there are, and how many came out as they say."""
    if not found.begins(path):
        return 0, 0
    found.gone = set()
    tree = found.tried(found.read, path)
    if tree is None:
        return 0, 0
    whole = Located({"cases": tree}, tree.place, tree.text, {"cases": tree.place})
    left, problems = left_of(Cases, {"cases": plain(tree)}, {})
    found.refuse(whole, problems)
    if left is None or "cases" in left.filled:
        return 0, 0
    numbers, cases = left.numbers["cases"], left.model.cases
    if looked is None:
        return len(cases), 0
    told = problems_of_cases(cases, looked.left.model, looked.vocabulary, looked.sides)
    told = _of_examples(looked, told)
    wrong = {problem.loc[0] for problem in told if problem.loc[1] != "expect"}
    found.refuse(tree, [one._replace(loc=_moved(one.loc, numbers)) for one in told])
    right = {number: case for place, (number, case) in enumerate(zip(numbers, cases, strict=True))
             if place not in wrong}  # fmt: skip
    if judge is None or not looked.left.whole or not right:
        return len(cases), 0
    known = {error.where for error in found.errors}
    differing = [one for one in _judged(judge, looked, right, tree) if one.where not in known]
    for error in differing:
        found.take(error)
    return len(cases), len(right) - len(differing)


def _moved(loc: tuple[str | int, ...], numbers: Sequence[int]) -> tuple[str | int, ...]:
    return (numbers[int(loc[0])], *loc[1:])


def _of_examples(looked: Looked, problems: Sequence[Problem]) -> list[Problem]:
    """Without what only follows from rules that could not be read."""
    if looked.left.whole:
        return list(problems)
    return [
        one
        for one in problems
        if not looked.left.is_about_lost(one) and not one.message.startswith(OF_WHOLE_RULES)
    ]


def _judged(
    judge: Judge, looked: Looked, cases: Mapping[int, Case], tree: Located
) -> list[SocialCreditError]:
    """What does not come out; of rules that do not fit, as far as they can be lived by."""
    told: list[SocialCreditError] = []
    for kind, (scheme, _) in looked.sides.items():
        mine = {n: one for n, one in cases.items() if (one.word == "firm") == (kind == "firms")}
        if not mine:
            continue
        try:
            told += judge(scheme, mine, tree)
        except (SocialCreditError, ArithmeticError, LookupError, StopIteration, ValueError):
            if looked.fits:
                raise
    return told


def published_looked_at(path: Path, looked: Looked | None, found: Findings) -> int:
    """Every mistake of the numbers that were published; how many figures there are."""
    if not found.begins(path):
        return 0
    found.gone = set()
    tree = found.tried(found.read, path)
    if tree is None:
        return 0
    data = plain(tree) if isinstance(tree.value, dict) else {}
    instead = {"scenario": "rongcheng", "figures": []}
    left, problems = left_of(Published, data, instead, found.gone)
    found.refuse(tree, problems)
    if left is None or looked is None:
        return 0
    told = left.placed(problems_of_published(left.model, looked.left.model))
    found.refuse(tree, [one for one in told if not looked.left.is_about_lost(one)])
    if not found.errors:
        found.tried(inputs_of, path.parent, left.model)
    return len(left.model.figures)


def folder_looked_at(
    path: Path, found: Findings, judge: Judge | None
) -> tuple[Looked | None, int, int]:
    """A scheme and what lies beside it: examples and how many came out, published numbers."""
    looked = scheme_looked_at(path, found)
    if (path.parent / README).is_file():
        found.odd_text(path.parent / README)
    cases, right = path.parent / CASES, (0, 0)
    if cases.exists():
        right = cases_looked_at(cases, looked, found, judge)
    if (path.parent / PUBLISHED).exists():
        published_looked_at(path.parent / PUBLISHED, looked, found)
    return looked, *right
