"""What numbers in tables stand for: kinds and their signs, grades, domains and how far apart."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.core.levels import EDUCATIONS
from socialcredit.results import naming, titles
from socialcredit.results.levels import level_titles
from tests.results.synthetic import manifest, tiny_tables, write_run

TREE = [
    {"domain": "life", "parent": None, "title": "Life"},
    {"domain": "money", "parent": "life", "title": "Money-matters"},
    {"domain": "debt", "parent": "money"},
    {"domain": "loan", "parent": "debt", "title": "Loans"},
    {"domain": "traffic", "parent": "life"},
]


def run_of(folder, scheme=None, **names):
    told = manifest()
    told["names"] |= names
    told["names"]["schemes"][0] |= scheme or {}
    return write_run(folder / "run", told, tiny_tables())


def test_signs_are_good_or_bad_whether_somebody_sees_them_or_not(tiny):
    tiny_signs = ("bad", "bad", "good", "hidden-good")
    assert tuple(tiny.names["kind_signs"]) == tiny_signs
    assert naming.kinds_with_sign(tiny, naming.BAD_SIGNS).tolist() == [True, True, False, False]
    assert naming.kinds_with_sign(tiny, naming.GOOD_SIGNS).tolist() == [False, False, True, True]


def test_an_entry_is_bad_by_its_deed_or_by_its_points(tmp_path):
    run = run_of(tmp_path, {"entry_deeds": ["jaywalking", "volunteering", None]})
    for points, bad in (([0, 0, 0], [1, 0, 0]), ([5, -1, -1], [1, 1, 1]), ([5, 5, 5], [1, 0, 0])):
        assert naming.bad_entries(run, 0, np.array(points)).tolist() == [bool(one) for one in bad]


def test_grades_are_penal_or_of_honour_by_name(tmp_path):
    run = run_of(tmp_path, {"grades": list("ABC"), "penal": ["C", "B"], "honour": ["A"]})
    assert naming.penal_grades(run, 0).tolist() == [False, True, True]
    assert naming.honour_grades(run, 0).tolist() == [True, False, False]
    (tmp_path / "none").mkdir()
    bare = run_of(tmp_path / "none", {"penal": None, "honour": None})
    assert not naming.penal_grades(bare, 0).any() and not naming.honour_grades(bare, 0).any()


def test_bands_are_hundredths_and_the_last_has_no_bound(tmp_path):
    run = run_of(tmp_path, {"bands": [96000, 0, None]})
    assert naming.bands(run, 0) == [96000, 0, -(2**40)]
    (tmp_path / "none").mkdir()
    assert naming.bands(run_of(tmp_path / "none", {"bands": None}), 0) is None


def test_domains_are_as_far_apart_as_the_path_between_them_over_the_longest(tmp_path):
    run = run_of(tmp_path, domains=TREE, kind_domains=["traffic", "debt", "loan", "money"])
    order, distance = naming.domain_distances(run)
    at = {name: number for number, name in enumerate(order)}

    def between(one, two):
        return distance[at[one], at[two]]

    # loan - debt - money - life - traffic is the longest: four steps
    assert between("loan", "traffic") == between("traffic", "loan") == 1
    assert between("loan", "debt") == approx(1 / 4)
    assert between("debt", "traffic") == approx(3 / 4)
    assert np.diag(distance).tolist() == [0] * len(order)


def test_a_domain_of_no_tree_hangs_by_itself(tmp_path):
    run = run_of(tmp_path, {"consequence_domains": ["traffic", "hotel"]},
                 domains=TREE, kind_domains=["traffic", "debt", "loan", "money"])  # fmt: skip
    order, distance = naming.domain_distances(run)
    assert set(order) == {"life", "money", "debt", "loan", "traffic", "hotel"}
    assert (distance[order.index("hotel")] > 0).sum() == 5


def test_without_a_tree_all_other_domains_are_equally_far(tiny):
    order, distance = naming.domain_distances(tiny)
    assert order == sorted(order) and set(order) >= set(tiny.names["kind_domains"])
    assert np.array_equal(distance, 1 - np.eye(len(order)))


def test_a_part_of_life_is_the_branch_below_the_root(tmp_path):
    part = naming.parts_of_life(run_of(tmp_path, domains=TREE))
    assert part["loan"] == part["debt"] == part["money"] == "Money matters"
    assert (part["traffic"], part["life"]) == ("traffic", "Life")
    assert part["volunteering"] == "volunteering"  # on no branch


@pytest.mark.parametrize(
    ("what", "known"),
    [("effects_of", ["refuse", "refuse"]), ("checks_of", [False, False]),
     ("lists_read", [None, None])],
)  # fmt: skip
def test_what_a_manifest_does_not_say_of_a_consequence_is_the_usual(tiny, what, known):
    assert getattr(naming, what)(tiny, 0) == known


def test_bodies_of_a_divided_scheme_stand_together(tmp_path):
    told = manifest(scenario={"divided": ["national"]})
    one = told["names"]["schemes"][0]
    told["names"]["schemes"] = [
        {**one, "name": "national-courts", "title": "China: courts"},
        {**one, "name": "other", "title": "Other: system"},
        {**one, "name": "national-tax", "title": "China: tax"},
    ]  # fmt: skip
    run = write_run(tmp_path / "run", told, tiny_tables())
    assert naming.families(run) == [("China", [0, 2]), ("Other: system", [1])]
    assert naming.short_titles(run) == ["courts", "Other: system", "tax"]


def test_titles_say_what_was_laid_over_and_whether_points_are_codes(tmp_path):
    told = manifest(scenario={"title": "A `town`", "with": ["x/fast-appeal.yaml", "no-lists"]})
    told["names"]["schemes"][0]["codes"] = True
    run = write_run(tmp_path / "run", told, tiny_tables())
    assert titles.run_title(run) == "A town, with fast-appeal and no-lists"
    assert naming.are_codes(run, 0) and naming.only_codes(run)


def test_a_title_says_which_days_were_lived_where_they_are_not_its_own(tmp_path):
    """A title may name years, and `--years` says others; of no change of days it says nothing."""
    for change, days in (("to=2016-01-31", " (here 2016-01-01 to 2016-01-31)"), ("seed=2", "")):
        told = manifest(scenario={"title": "A town"}, changes=[change], start="2016-01-01", days=31)
        run = write_run(tmp_path / change, told, tiny_tables())
        assert titles.run_title(run) == f"A town{days}"


def test_a_panel_is_everybody_or_a_sample(tiny, tmp_path):
    assert naming.panel_words(tiny).startswith("The panel is a sample of 4 residents")
    all_ = write_run(tmp_path / "all", manifest(people=4), tiny_tables())
    assert naming.panel_words(all_) == "The panel is everybody."


def test_levels_are_called_as_the_place_says_and_else_as_ever():
    """Of several places at once only what all of them say holds."""
    here, there = {"occupation": {"courier": "delivery rider"}}, {"education": {"none": "nil"}}
    one, two = {"level_titles": [here, here]}, {"level_titles": [here, there]}
    assert level_titles(one, "occupation")[3] == "delivery rider"
    assert level_titles(two, "occupation")[3] == "courier"
    assert level_titles(two, "occupation", 0)[3] == "delivery rider"
    assert level_titles(two, "occupation", 1)[3] == "courier"
    assert level_titles(two, "education", 1)[0] == "nil"
    assert level_titles({}, "education") == tuple(EDUCATIONS)
