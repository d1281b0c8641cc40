"""What the money of a scenario or of a scheme is called, for whoever tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.places import PlaceFile
from socialcredit.language.model.purses import currency_in
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.assumption_files import assumption_files, assumption_tree
from socialcredit.language.resolve.loading import beliefs_beside, believed, load_scheme
from socialcredit.language.resolve.paths import is_shipped, scheme_file


def currency_of(scenario: Scenario) -> str:
    """The currency of the places that a scenario runs, which all have one."""
    return _of(scenario.assumptions, scenario.places, scenario.starts.year)


def currency_of_scheme(file: str | Path, scheme: Scheme) -> str:
    """The currency of the place of a scheme, by the files that it is run with."""
    return _of(beliefs_beside(file), [scheme.place], scheme.starts.year)


def refuse_foreign_sums(file: str | Path, scheme: Scheme, places: PlaceFile) -> None:
    """Refuse a scheme of one's own that takes over sums in another currency, line and all.

    A scheme says no income by which they could be carried over; a copy for the place has them so.
    """
    path = scheme_file(file)
    extends = None if is_shipped(path) else read(path).get("extends")
    sums = any(rule.money or rule.money_per_point for rule in scheme.consequences)
    if extends is None or not sums:
        return
    mine = currency_in(places, [scheme.place], scheme.starts.year)
    for node in extends.value if isinstance(extends.value, list) else [extends]:
        before = scheme_file(str(node.value), path.parent, path)
        theirs = currency_of_scheme(before, load_scheme(before))
        if theirs != mine:
            raise SocialCreditError(
                f"`{scheme.scheme}` has {mine}, and takes over sums in {theirs}",
                str(node.place), node.text,
                expected=f"a scheme whose sums are in {mine}",
                hint=f"`socialcredit new NAME --from {node.text} --place {scheme.place}` makes a "
                f"copy with its sums in {mine}",
            )  # fmt: skip


def _of(files: Mapping[str, str | Path], places: Sequence[str], year: int) -> str:
    declared = believed("places", assumption_tree(assumption_files(files)["places"]))
    return currency_in(declared, places, year)
