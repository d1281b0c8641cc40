"""Association: kin of whoever is penalised are drawn in at the published pace, by the tie."""

import math

import numpy as np
import pytest
from pytest import approx

from socialcredit.compile.response import kinds_of
from socialcredit.core.columns import FEMALE
from socialcredit.core.levels import ROLES
from socialcredit.stages.response.association import DRAWN_IN, MECHANISM, Association
from tests.stages.response.around import live, rows_of, surroundings

LUM = {  # Lum and others 2014, chances a month: to a man, to a woman
    "brother": (0.0302, 0.0332), "father": (0.0113, 0.0113), "mother": (0.0035, 0.00085),
    "partner": (0.00078, 0.0043), "child": (0.0063, 0.0170), "sister": (None, 0.0080),
}  # fmt: skip
MEN, WOMEN = ({tie: row[sex] for tie, row in LUM.items() if row[sex]} for sex in (0, 1))
TABLE = Association(0.7, MEN, WOMEN)
MANY = 400_000


def households(*members):
    """MANY residents in households of these: role, whether a woman, whether penalised."""
    residents = MANY // len(members) * len(members)
    role, woman, penalised = (np.resize(one, residents) for one in zip(*members, strict=True))
    around = surroundings(residents, penalised=penalised.astype(np.uint8))
    around.people.position[:] = np.resize(np.arange(len(members)), residents)
    around.people.role_education[:] = [ROLES.index(one) << 3 for one in role.tolist()]
    around.people.flags[:] = FEMALE * woman
    return around


def drawn_in(settings, *members, months=1.0, before=0):
    """Of each member of such households the share who are drawn in after a step."""
    around = households(*members)
    rows = rows_of(len(around.slot))
    rows["drawn-in"][:] = before
    live(MECHANISM, settings, around, rows, months)
    return (rows["drawn-in"] == DRAWN_IN).reshape(-1, len(members)).mean(axis=0)


FAMILIES = {  # who is penalised, of a family in which the other is the first one named
    "brother": [("child", "child"), False], "sister": [("child", "child"), True],
    "father": [("child", "head"), False], "mother": [("child", "partner"), True],
    "partner": [("head", "partner"), None], "child": [("partner", "child"), False],
}  # fmt: skip


@pytest.mark.parametrize("woman", [False, True])
@pytest.mark.parametrize("tie", LUM)
def test_rates_a_month_are_those_of_the_table(tie, woman):
    (own, other), female = FAMILIES[tie]
    female = not woman if female is None else female
    share = drawn_in(TABLE, (own, woman, False), (other, female, True))
    published = LUM[tie][woman] or 0.0
    error = (published * (1 - published) / (MANY / 2)) ** 0.5
    assert share[0] == approx(published, abs=3 * error + 1e-12)
    assert share[1] == 0.0, "nobody is drawn in by a penalty of one's own"


@pytest.mark.parametrize(
    ("own", "other"),
    [("head", "other"), ("other", "other"), ("partner", "parent"), ("parent", "partner"),
     ("child", "parent"), ("child", "other")],
)  # fmt: skip
def test_where_roles_tell_no_tie_of_the_table_nobody_is_drawn_in(own, other):
    assert not drawn_in(TABLE, (own, False, False), (other, True, True)).any()


def test_the_heads_parents_are_parents_and_a_couple_and_the_head_their_child():
    sure = Association(1.0, *({tie: 1.0} for tie in ("mother", "mother")))
    assert drawn_in(sure, ("head", 1, 0), ("parent", 1, 1)) == approx([0.999, 0.0], abs=0.001)
    sure = Association(1.0, *({tie: 1.0} for tie in ("partner", "partner")))
    assert drawn_in(sure, ("parent", 0, 0), ("parent", 1, 1)) == approx([0.999, 0.0], abs=0.001)
    sure = Association(1.0, *({tie: 1.0} for tie in ("child", "child")))
    assert drawn_in(sure, ("parent", 0, 0), ("head", 1, 1)) == approx([0.999, 0.0], abs=0.001)


def test_several_kin_draw_each_by_themselves():
    half = Association(1.0, 0.5, 0.5)
    family = ("child", 0, 0), ("head", 0, 1), ("partner", 1, 1), ("child", 1, 1)
    assert drawn_in(half, *family)[0] == approx(1 - 0.5**3, abs=0.006)


def test_who_was_drawn_in_comes_back_and_stays_away_with_nobody_penalised():
    family = ("child", 0, 0), ("head", 0, 0)
    back = TABLE._replace(leaves=0.25)
    assert drawn_in(back, *family, before=DRAWN_IN) == approx([0.75, 0.75], abs=0.005)
    assert drawn_in(back, *family, before=DRAWN_IN, months=0.5) == approx(0.75**0.5, abs=0.005)
    assert not drawn_in(back, *family).any()


def test_in_the_long_run_as_many_are_drawn_in_as_come_back():
    both = Association(1.0, 0.1, 0.1, 0.3)
    rest = math.log(0.9) / (math.log(0.9) + math.log(0.7))
    found = drawn_in(both, ("child", 0, 0), ("head", 0, 1), months=1000.0)
    assert found == approx([rest, 0.0], abs=0.006)


def test_it_raises_bad_deeds_of_any_kind_and_no_other():
    kinds = kinds_of([{"deed": s, "sign": s} for s in ("bad", "hidden-bad", "watched", "good")])
    (term,) = MECHANISM.terms
    assert term.weight(kinds).tolist() == [1, 1, 0, 0]
    assert term.curve(TABLE)[DRAWN_IN] == approx(0.7) and term.curve(TABLE)[0] == 0
