"""socialcredit: a laboratory for social credit systems, run on synthetic people.

    import socialcredit as sc

    run = sc.run("rongcheng", people=50_000, years=3, seed=7)
    print(run.summary())
    run.grades                      # residents by month and grade
    run.life(4711)                  # one resident, event by event
    sc.compare("small-town", without=["rongcheng"], replicates=8)
    sc.experiment("doubts.yaml").table
    sc.assess("small-town", quick=True).findings()
    town = sc.open_town("small-town"); town.step(); town.view()     # month by month

Names below are fetched at first use (`__getattr__`, PEP 562), so that importing the package stays
instant and loads neither NumPy nor Numba.
"""

from typing import Any

from socialcredit.core.lazy import fetch

__version__ = "0.1.0"

_HOMES = {
    "run": "socialcredit.api",
    "resume": "socialcredit.api",
    "repeat": "socialcredit.api",
    "repeat_experiment": "socialcredit.api",
    "open": "socialcredit.api",
    "compare": "socialcredit.api",
    "experiment": "socialcredit.api",
    "assess": "socialcredit.api",
    "open_assessment": "socialcredit.api",
    "open_town": "socialcredit.api",
    "measures": "socialcredit.api",
    "schemes": "socialcredit.api",
    "alternatives": "socialcredit.api",
    "scenarios": "socialcredit.api",
    "Run": "socialcredit.api",
    "Town": "socialcredit.api",
    "Table": "socialcredit.core.table",
    "SocialCreditError": "socialcredit.core.errors",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'socialcredit' has no attribute {name!r}")
    return fetch(_HOMES[name], name)


def __dir__() -> list[str]:
    return __all__
