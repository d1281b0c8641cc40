"""What an assessment tells first, as data: findings.yaml.

Lines are declared here with their reason. None is a verdict: a finding that lies beyond one is
told as lying beyond it.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from socialcredit.language.model.provenance import Block
from socialcredit.language.read.quantities import Finite, Text, Yes


class FindingRule(Block):
    """A number that may stand on the first page: what turns it is to come to the other side of the
    `line`; of nought its sign changes.

    `why` says who declared the line, and on what ground. `several` is told where several bodies
    score the same people alone.
    """

    measure: Text
    says: Text | None = None
    line: Finite = 0.0
    why: Text
    several: Yes = False


class FindingsFile(Block):
    """findings.yaml: numbers in the order in which an assessor should see them."""

    note: Text | None = None
    most: Annotated[int, Field(ge=1, le=10)] = 5
    findings: Annotated[tuple[FindingRule, ...], Field(min_length=1)]
