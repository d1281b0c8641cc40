"""Do the example people of a scheme come out as its `cases.yaml` says?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from socialcredit.cases.judge import differences, judge
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.cases import Case
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.positions import Located, follow
from socialcredit.language.read.quantities import written
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.loading import (
    beliefs_beside,
    load_beliefs,
    load_cases,
    load_scheme,
    vocabulary_of,
)
from socialcredit.language.resolve.paths import scheme_folder, scheme_names

CASES = "cases.yaml"


def check_cases(
    scheme: Scheme, cases: Sequence[Case], tree: Located | None = None
) -> list[SocialCreditError]:
    """Return every expectation that does not come true; with the file's tree also where it is."""
    wrong = []
    for number, case in enumerate(cases):
        for name, (expected, found) in differences(case.expect, judge(scheme, case)).items():
            node = follow(tree, (number, "expect", name))[0] if tree else None
            wrong.append(
                SocialCreditError(
                    f"`{case.case}`: {name} comes out as {_said(found)}",
                    str(node.place) if node else "",
                    expected=f"{_said(expected)}, as the case says",
                    hint="put the rule or the expectation right",
                )
            )
    return wrong


def examples_line(path: str | Path) -> str:
    """One more line for `check` where the path is a scheme with examples; nothing elsewhere.

    Raises SocialCreditError with every example that does not come out.
    """
    named = str(path) in scheme_names() or Path(path).is_dir()
    if not named and Path(path).name not in ("scheme.yaml", CASES):
        return ""
    folder = scheme_folder(path if named else Path(path).parent)
    vocabulary = vocabulary_of(load_beliefs(beliefs_beside(folder)))
    scheme = load_scheme(folder, vocabulary)
    cases = load_cases(folder, scheme, vocabulary)
    wrong = check_cases(scheme, cases, read(folder / CASES)) if cases else []
    if wrong:
        raise gathered(wrong)
    if len(cases) == 1:
        return "\nthe one example person comes out as written"
    return f"\nall {len(cases)} example people come out as written" if cases else ""


def gathered(wrong: Sequence[SocialCreditError]) -> SocialCreditError:
    """All differences as one error."""
    first = wrong[0]
    return SocialCreditError(
        first.message, first.where, first.text, first.expected, first.hint, others=wrong[1:]
    )


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(str(item) for item in value) + "]"
    return written(value) if isinstance(value, Fraction) else str(value)
