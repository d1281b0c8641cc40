"""Do the example people of a scheme come out as its `cases.yaml` says?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from socialcredit.cases.judge import differences, judge
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.cases import Case
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.positions import Located, follow
from socialcredit.language.read.quantities import written


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


def judged(scheme: Scheme, cases: Mapping[int, Case], tree: Located) -> list[SocialCreditError]:
    """What does not come true of examples known by their number in the file."""
    numbers = list(cases)
    kept = Located([node for n in numbers if (node := tree.get(n)) is not None], tree.place)
    return check_cases(scheme, list(cases.values()), kept)


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(str(item) for item in value) + "]"
    return written(value) if isinstance(value, Fraction) else str(value)
