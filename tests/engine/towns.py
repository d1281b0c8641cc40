"""Small scenarios for the tests of the engine."""

from datetime import date
from functools import partial

import numpy as np

from socialcredit.core.kept import Kept
from socialcredit.engine import settling
from socialcredit.language.model.scenario import Twin
from socialcredit.language.resolve import loading
from socialcredit.stages.society import people

PLAN = people.plan

TOWN = {
    "people": 1200, "firms": None, "firm_assumptions": {}, "schemes": ("rongcheng",),
    "twin": Twin(without=("rongcheng",)), "starts": date(2014, 1, 1), "ends": date(2014, 4, 30),
    "seed": 11,
}  # fmt: skip


def town(**changes):
    """Rongcheng's rules on some hundred households over a few months, with a twin."""
    return loading.load_scenario("rongcheng").model_copy(update={**TOWN, **changes})


def mechanisms_off():
    """Every response switched off."""
    behaviour = loading.load_beliefs().behaviour
    return {mechanism.mechanism: False for mechanism in behaviour.mechanisms}


def done_of(setup, tables, *signs, column="deeds"):
    """Deeds of these signs, under the scheme and in the twin: all, or those made up (`effort`)."""
    rows = tables["conduct"]
    of = np.isin(rows["kind"], [k for k, deed in enumerate(setup.deeds) if deed["sign"] in signs])
    return [int(rows[column][of & (rows["world"] == world)].sum()) for world in (0, 1)]


# Sharper eyes, so that a small town has records, disputes and lists within months.
SHARP = [
    "assumptions.deeds.motivation.spread=1.5",
    "schemes.rongcheng.procedure.notice.chance=0.9",
    "schemes.rongcheng.procedure.notice.after=3 days",
]


def in_hamlets(patch, many):
    """Whoever is settled from now on lives in communities of so many, and nobody who was kept does.

    patch  a MonkeyPatch, which undoes it
    """
    patch.setattr(people, "plan", partial(PLAN, usual=many))
    patch.setattr(settling, "populations", Kept(settling.POPULATIONS))
