"""Changes that must matter: records together, others' lists and grades, disclosures."""

from tests.settings.of_schemes import conditional, evaluated
from tests.settings.town import ENTRY, HOLDS, OTHER, Change, D, E


def counted(of="jaywalking", at_least=2, within="3 months", more=""):
    """The scheme with a list by number."""
    rule = f"of: [{of}], at_least: {at_least}, within: {within}{more}"
    return _listed(f"count: {{{rule}}}")


def totalled(of="fare-dodging", over=8, within="6 months"):
    """The scheme with a list by total."""
    return _listed(f"total: {{of: [{of}], over: {over}, within: {within}}}")


def _listed(ground):
    plain = "list: by-score, colour: red, enter: {score_below: 97}"
    mine = f"list: together, colour: black, enter: {{{ground}}}"
    return f"{E}lists=[{{{plain}, {HOLDS}}}, {{{mine}, {HOLDS}}}]"


def disclosed(by="utility-arrears", within="6 months", less="share: 0.5"):
    """The scheme with less for jaywalking where another record was filed before."""
    return f"{ENTRY}jaywalking.disclosed={{by: {by}, within: {within}, {less}}}"


def asks(way, says, more=""):
    """The other body with an entry on what the scheme lists or grades."""
    told = f"entry: told, {way}: {{scheme: everything, {says}{more}}}, points: -20, dimension: law"
    return f"{OTHER}entries=[{{{told}, {HOLDS}}}]"


ON_LIST, GRADED = "list: by-entry", "grades: [D]"
SIZED = tuple(
    f"{D}{deed}.size={{unit: none, values: [1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9]}}"
    for deed in ("fare-dodging", "jaywalking")
)
BY = disclosed(by="utility-arrears")
OF_TOGETHER: dict[str, Change] = {
    "Counted.of": (counted(), counted(of="littering")),
    "Counted.at_least": (counted(), counted(at_least=4)),
    "Counted.within": (counted(), counted(within="1 month")),
    "Counted.above": (
        *SIZED,
        counted(of="fare-dodging"),
        counted(of="fare-dodging", more=", above: 5"),
    ),
    "Totalled.of": (*SIZED, totalled(), totalled(of="jaywalking")),
    "Totalled.over": (*SIZED, totalled(), totalled(over=16)),
    "Totalled.within": (*SIZED, totalled(), totalled(within="1 month")),
    "Meets.term": (
        conditional("entry: [jaywalking]"),
        conditional("entry: [jaywalking], for: 2 months"),
    ),
    "Carried.grade": (
        evaluated(),
        conditional("after: {grade: B, periods: 1}", "to: D"),
        conditional("after: {grade: A, periods: 1}", "to: D"),
    ),
    "Carried.periods": (
        evaluated(),
        conditional("after: {grade: B, periods: 1}", "to: D"),
        conditional("after: {grade: B, periods: 3}", "to: D"),
    ),
    "Disclosed.by": (BY, disclosed(by="fare-dodging")),
    "Disclosed.within": (BY, disclosed(by="utility-arrears", within="1 month")),
    "Disclosed.points": (
        disclosed(by="utility-arrears", less="points: -2"),
        disclosed(by="utility-arrears", less="points: -1"),
    ),
    "Disclosed.share": (BY, disclosed(by="utility-arrears", less="share: 0.0")),
    "ListedBy.scheme": (
        asks("listed_by", "list: by-grade"),
        asks("listed_by", "list: theirs").replace("scheme: everything", "scheme: other"),
    ),
    "ListedBy.list": (asks("listed_by", ON_LIST), asks("listed_by", "list: by-grade")),
    "ListedBy.ends": (
        asks("listed_by", ON_LIST),
        asks("listed_by", ON_LIST, ", while: true"),
    ),
    "GradedBy.scheme": (
        asks("graded_by", GRADED),
        asks("graded_by", "grades: [bad]").replace("scheme: everything", "scheme: other"),
    ),
    "GradedBy.grades": (asks("graded_by", GRADED), asks("graded_by", "grades: [C, D]")),
    "GradedBy.ends": (
        asks("graded_by", GRADED),
        asks("graded_by", GRADED, ", while: true"),
    ),
}
