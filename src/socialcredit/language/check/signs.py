"""Signs without a visit behind them, and surcharges on what nobody uses."""

from __future__ import annotations

from collections.abc import Iterator

from socialcredit.core.errors import nearest
from socialcredit.language.check.reach import Span, filed_in
from socialcredit.language.check.tried import Tried
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc


def problems_of_signs(
    scheme: Scheme, rule: Consequence, span: Span, tried: Tried, loc: Loc
) -> Iterator[Problem]:
    """Yield what a sign or a surcharge lacks to act on anybody."""
    if rule.effect == "sign":
        yield from _sign(scheme, rule, span, tried, loc)
    elif rule.effect == "surcharge" and rule.domain not in tried.volumes:
        yield _no_volume(rule, tried, loc, "uses", sorted(tried.volumes))


def _sign(
    scheme: Scheme, rule: Consequence, span: Span, tried: Tried, loc: Loc
) -> Iterator[Problem]:
    if not any(entry.deed in tried.found for entry in filed_in(scheme, span)):
        message = "no visit stands behind this sign: no entry files what a visit finds"
        known = ", ".join(sorted(tried.found)) or "none now: no source has `rounds`"
        expected = f"an entry whose deed a source files that goes round ({known}), or effect: shown"
        yield Problem((*loc, "effect"), message, expected)
    priced = sorted(domain for domain, price in tried.volumes.items() if price)
    if rule.custom is not None and rule.domain not in priced:
        yield _no_volume(rule, tried, loc, "has customers", priced)
    if rule.untrue is not None and rule.untrue.deed not in tried.stand:
        name = rule.untrue.deed
        message = f"`{name}` is no fault that stands, so that no sign can be hidden or forged by it"
        expected = "a deed of deeds.yaml with `stands`"
        yield Problem((*loc, "untrue", "deed"), message, expected, nearest(name, tried.stand))


def _no_volume(rule: Consequence, tried: Tried, loc: Loc, what: str, known: list[str]) -> Problem:
    message = f"no firm {what} in `{rule.domain}`, so that this can never act"
    expected = "a domain with volumes in domains.yaml"
    expected += f" ({', '.join(known) or 'none now'})"
    return Problem((*loc, "domain"), message, expected, nearest(rule.domain, known))
