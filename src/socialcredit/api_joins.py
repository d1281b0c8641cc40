"""The Python face of bodies that share what they file: who is joined, what passes, who pays."""

from typing import Any

import numpy as np

from socialcredit.api_lab import Town
from socialcredit.language.resolve.sharing import pairs_joined
from socialcredit.results import copies

TOGETHER = ("together.wrong_days", "together.shut_out", "together.fan_out")


def joins(town: Town) -> dict[str, Any]:
    """The bodies of a town, and the pairs of them that may share, in the scenario's order.

    bodies  name, title, and `short`: the part of life of a divided scheme, else the name in words
    pairs   the two names, whether they are joined in this town, and whether they can be: not where
            an alternative has left one of them without rules
    """
    inputs = town._engine.inputs
    bodies = [
        {
            "name": scheme.scheme,
            "title": scheme.title,
            "short": scheme.scheme.removeprefix(f"{scheme.body_of or ''}-").replace("-", " "),
        }
        for scheme in inputs.schemes
    ]
    scenario = inputs.scenario
    many, there = pairs_joined(scenario), {body["name"] for body in bodies}
    pairs = []
    for at, (one, other) in enumerate(scenario.joins):
        can = {one, other} <= there
        pairs.append({"one": one, "other": other, "joined": can and at < many, "can": can})
    return {"bodies": bodies, "pairs": pairs}


def standings(town: Town) -> dict[str, Any]:
    """How every body stands to everybody after the month lived last, and what passed until then.

    bodies     scored, penalised, wrongly (people), by the name of the body
    passed     holder, home, records, wrong: copies that `holder` filed of records of `home`
    wrongly    the numbers of residents whom any body penalises wrongly
    penalised  the numbers of those whom any body penalises
    for_copies resident, body, home: those of the wrongly penalised whom this body would not
               penalise without the errors that it copied, and the body that erred
    measures   of all bodies together, over all months until now
    """
    run = town.so_far()
    books, names = run.opened, town.schemes
    bodies, for_copies = {}, []
    any_penal = any_wrong = np.zeros(len(town.people["resident"]), bool)
    for number, name in enumerate(names):
        view = town.view(0, name)
        bodies[name] = {key: int(view[key].sum()) for key in ("scored", "penalised", "wrongly")}
        any_penal, any_wrong = any_penal | view["penalised"], any_wrong | view["wrongly"]
        found = copies.penalised_for_copies(books, number, np.flatnonzero(view["wrongly"]).tolist())
        for_copies += [{"resident": who, "body": name, "home": home} for who, home in found.items()]
    return {
        "bodies": bodies,
        "passed": [
            {
                "holder": names[one.holder], "home": names[one.home], "records": one.records,
                "wrong": one.wrong,
            }
            for one in copies.passed(books)
        ],
        "penalised": np.flatnonzero(any_penal).tolist(),
        "wrongly": np.flatnonzero(any_wrong).tolist(),
        "for_copies": for_copies,
        "measures": run.some(*TOGETHER),
    }  # fmt: skip
