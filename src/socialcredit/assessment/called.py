"""What a number is called by people: its measure, and of several schemes the title of its own."""

from socialcredit.results import naming
from socialcredit.results.measures.registry import measure_of
from socialcredit.results.run import Run


def scheme_title(run: Run, scheme: str) -> str:
    """What a scheme is called by people; "" of none of the run's."""
    names = naming.scheme_names(run)
    return naming.short_titles(run)[names.index(scheme)] if scheme in names else ""


def called(run: Run, key: str, unit: bool = True) -> str:
    """What a key's number is: the measure, with its unit, and the scheme where there are several.

    key  `M1.share`, or `rongcheng/M1.share`
    """
    measure = measure_of(key)
    return f"{lead_of(run, key)}{measure.told if unit else measure.words}"


def lead_of(run: Run, key: str) -> str:
    """What stands before words on a key's number: of several schemes which it is of."""
    title = scheme_title(run, key.rpartition("/")[0])
    return f"{title}: " if title else ""
