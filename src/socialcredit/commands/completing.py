"""What a shell offers when Tab is pressed: shipped names, and runs that lie below `runs/`.

Where nothing fits, the shell offers files.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from socialcredit.core.run_layout import EXPERIMENT, INPUTS
from socialcredit.language.resolve.paths import (
    alternative_names,
    assumption_names,
    scenario_names,
    scheme_names,
)

Completion = Callable[[str], list[str]]


def _beginning(names: Callable[[], Iterable[str]]) -> Completion:
    """Those of the names that begin as what is typed."""
    return lambda incomplete: [name for name in names() if name.startswith(incomplete)]


def of(words: Iterable[str]) -> Completion:
    """Those of a list of words."""
    return _beginning(lambda: words)


def _checkable() -> list[str]:
    return sorted({*scheme_names(), *scenario_names(), *alternative_names(), *assumption_names()})


def _runs() -> list[str]:
    return sorted(str(path.parent) for path in Path("runs").glob(f"*/{INPUTS}"))


def _repeatable() -> list[str]:
    found = Path("runs").glob(f"*/{EXPERIMENT}")
    return sorted({*_runs(), *(str(path.parent) for path in found)})


schemes = _beginning(scheme_names)
held = _beginning(lambda: sorted([*scheme_names(), "behaviour"]))
scenarios = _beginning(scenario_names)
alternatives = _beginning(alternative_names)
shown = _beginning(lambda: sorted([*scheme_names(), *alternative_names()]))
checked = _beginning(_checkable)
runs = _beginning(_runs)
repeatable = _beginning(_repeatable)
