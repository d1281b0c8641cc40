"""Calibration on the simulator at toy size: what it keeps, what it rests on, what it refuses."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from socialcredit.analysis.matching import CUTOFF, judged, overall
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.student import REACH
from socialcredit.experiments import calibrate, executor, targets
from socialcredit.experiments.calibrated import calibration_of, file_name, point_of
from socialcredit.experiments.calibration_text import text_of
from socialcredit.experiments.figures import LUCK
from socialcredit.experiments.living import lived_or_stored, task_of
from socialcredit.experiments.store import Store
from socialcredit.experiments.tasks import live
from socialcredit.language.model.calibration import Calibration
from socialcredit.language.model.published import Figure, Tolerance, tolerance_of
from socialcredit.language.read.diagnostics import checked
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.draw_asked import doubts_used
from socialcredit.language.resolve.paths import scheme_folder
from socialcredit.language.resolve.published import FILE

DOUBTS = ("road deeds", "good deeds", "noticed")
TODAY = date(2026, 11, 29)
SCENARIO = """\
scenario: mine
title: A street
places: [rongcheng]
people: 400
schemes: [../mine]
from: 2014-01-01
to: 2014-06-30
seed: 3
panel_households: 400
"""
FIGURES = """\
scenario: scenario.yaml
figures:
  - {{what: deeds on the road, when: 2014-02-28, value: {road}, unit: deeds, tolerance: 3 %,
     kind: calibrated, source: xinhua-2015, evidence: secondary,
     produced: {{table: conduct, column: deeds, where: {{kind: [jaywalking, traffic-offence]}}}}}}
  - {{what: good deeds, when: 2014-02-28, value: {good}, unit: deeds, tolerance: 3 %,
     kind: calibrated, source: xinhua-2015, evidence: secondary,
     produced: {{table: conduct, column: deeds, where: {{kind: [donation, elder-care]}}}}}}
  - {{what: people scored, when: 2014-05-31, value: {scored}, unit: persons, tolerance: 5 %,
     kind: predicted, source: xinhua-2015, evidence: secondary,
     produced: {{table: grades, column: residents}}}}
"""
VALUES = {"road": 240, "good": 40, "scored": 330}


@pytest.fixture(scope="module", autouse=True)
def few_doubts():
    """Three doubts, so that a few runs tell of them."""
    with pytest.MonkeyPatch.context() as patch:
        three = lambda *whole: tuple(one for one in doubts_used(*whole) if one.name in DOUBTS)  # noqa: E731
        patch.setattr(targets, "doubts_used", three)
        yield


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scheme of one's own with two calibrated figures and a predicted one."""
    folder = tmp_path_factory.mktemp("own") / "mine"
    folder.mkdir()
    rules = (scheme_folder("rongcheng") / "scheme.yaml").read_text(encoding="utf-8")
    (folder / "scheme.yaml").write_text(rules.replace("scheme: rongcheng", "scheme: mine", 1))
    (folder / "scenario.yaml").write_text(SCENARIO)
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Shared by all tests: what one has lived no other lives again."""
    return Store(tmp_path_factory.mktemp("store") / "store")


def publish(folder: Path, **values: float) -> None:
    (folder / FILE).write_text(FIGURES.format(**{**VALUES, **values}))


def plan(folder: Path, **more) -> calibrate.Plan:
    return calibrate.planned(folder, **{"points": 12, "waves": 1, **more})


def found(folder: Path, store: Store, **more) -> Calibration:
    made = plan(folder, **more)
    matched = calibrate.calibrated(made, store, "local:1")
    return calibrate.calibration_of(made, matched, TODAY)


def write(folder: Path, calibration: Calibration) -> Path:
    path = folder / "calibrations" / file_name("mine", None)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text_of(calibration), encoding="utf-8")
    return path


def with_values(made: calibrate.Plan, values, errors) -> calibrate.Plan:
    """The same, had these numbers been published, and were as sure as these standard deviations."""
    figures = []
    for aim, value, error in zip(made.matter.figures, values, errors, strict=True):
        allowed = Tolerance(amount=REACH * float(error), relative=False)
        told = {"value": float(value), "discrepancy": allowed}
        figures.append(aim._replace(figure=aim.figure.model_copy(update=told)))
    figures = tuple(figures)
    return made._replace(matter=made.matter._replace(figures=figures))


@pytest.mark.slow
def test_planted_parameters_are_kept_in_nine_of_ten_twin_experiments(mine, store):
    """What another town, of other luck, published: its own values of the doubts are not ruled out.

    The model is right, and what is published as unsure as a town of that size makes it. All ten
    share the first wave's runs, which know nothing of what was published.
    """
    made = plan(mine)
    planted = np.random.default_rng(5).random((10, 3)) * 0.8 + 0.1
    kept = []
    tasks = calibrate.tasks_at(made, planted)
    for number, (u, task) in enumerate(zip(planted, tasks, strict=True)):
        there = task_of(made.work, 0, task.given, (), 100 + number)
        told = lived_or_stored(made.work, [there], store, "local:1")
        values = calibrate.numbers_of(made, [there], told)[0]
        errors = calibrate.numbers_of(made, [there], told, LUCK)[0] ** 0.5
        twin = with_values(made, values, errors)
        matched = calibrate.calibrated(twin, store, "local:1")
        cut, place = matched.cuts[0], np.argsort(matched.names)
        at = overall(judged(cut, matched.targets, u[None, place])[0])[0]
        kept.append(at <= CUTOFF)
        assert 0 < matched.share < 1
    assert sum(kept) >= 9


def test_a_predicted_figure_has_no_part_in_it_and_a_calibrated_one_has(mine, store):
    before = text_of(found(mine, store))
    try:
        publish(mine, scored=9000)
        assert text_of(found(mine, store)) == before
        publish(mine, road=250)
        assert text_of(found(mine, store)) != before
    finally:
        publish(mine)


def test_the_file_is_read_as_it_was_written_and_fits_a_page(mine, store):
    calibration = found(mine, store)
    path = write(mine, calibration)
    assert checked(Calibration, read(path)) == calibration
    lines = path.read_text(encoding="utf-8").splitlines()
    assert max(len(line) for line in lines if not line.startswith(("title", "says"))) <= 100
    assert sum(calibration.weights) == calibrate.POINTS
    assert set(calibration.points) == set(DOUBTS)
    assert [one.published for one in calibration.figures] == [240.0, 40.0]
    assert calibration.left == calibration.waves[-1].left > 0


def test_a_run_ends_with_the_month_of_the_last_figure_and_says_the_same(mine):
    made = plan(mine)
    assert "to=2014-02-28" in made.always
    asked = [aim.ask.key for aim in made.matter.figures]
    whole = tuple(one for one in made.always if not one.startswith("to="))
    short, long = (
        live(made.work, task_of(made.work, 0, given, (), 3)).measures
        for given in (made.always, whole)
    )
    assert [short[key] for key in asked] == [long[key] for key in asked]


def test_stopped_by_force_it_goes_on_where_it_was(mine, tmp_path, monkeypatch):
    lived = []

    def counting(work, task):
        lived.append(task.key)
        if len(lived) == 6:
            raise KeyboardInterrupt
        return live(work, task)

    monkeypatch.setattr(executor, "live", counting)
    again = Store(tmp_path / "again")
    made = plan(mine)
    with pytest.raises(KeyboardInterrupt):
        calibrate.calibrated(made, again, "local:1")
    calibrate.calibrated(made, again, "local:1")
    assert len(lived) == 12 + 1 and len(set(lived)) == 12


def test_other_published_values_ask_nothing_new_and_another_count_does(mine):
    before = plan(mine)
    after = with_values(before, [1.0, 2.0], [0.1, 0.1])
    assert after.work == before.work
    figure = before.matter.figures[0].figure
    renamed = figure.model_copy(update={"what": "x", "tolerance": tolerance_of("9 %")})
    later = figure.model_copy(update={"when": date(2014, 2, 27)})
    one, two, three = (targets.ask_of(each, "mine", 400).key for each in (figure, renamed, later))
    assert one == two != three


def test_that_nothing_is_left_is_a_result_and_is_not_drawn_from(mine, store):
    try:
        publish(mine, road=90_000)
        calibration = found(mine, store)
        assert calibration.left == 0 and calibration.weights == ()
        assert "No point is left" in calibration.says
        path = write(mine, calibration)
        assert checked(Calibration, read(path)) == calibration
        with pytest.raises(SocialCreditError, match="left no point"):
            calibration_of(mine)
    finally:
        publish(mine)


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"model": "0" * 64}, "another version of the model"),
        ({"content": "0" * 64}, "say something else"),
        ({"points": {}}, "other values are in doubt"),
        ({"figures": None}, "marked calibrated"),
    ],
)
def test_a_stale_one_is_refused_with_the_next_step(mine, store, change, reason):
    calibration = found(mine, store)
    if "figures" in change:
        moved = calibration.figures[0].model_copy(update={"published": 241.0})
        change = {"figures": (moved, *calibration.figures[1:])}
    write(mine, calibration.model_copy(update=change))
    with pytest.raises(SocialCreditError, match=reason) as refused:
        calibration_of(mine)
    assert "socialcredit calibrate" in refused.value.hint
    write(mine, calibration)
    assert calibration_of(mine) == calibration


def test_a_draw_is_a_point_by_weight_and_hangs_on_its_two_numbers(mine, store):
    calibration = found(mine, store)
    first = point_of(calibration, 1, 7)
    assert first == point_of(calibration, 1, 7) != point_of(calibration, 2, 7)
    heavy = calibration.model_copy(update={"weights": (3, 1), "points": {"noticed": (0.25, 0.75)}})
    drawn = [point_of(heavy, 1, number)["noticed"] for number in range(1, 401)]
    assert set(drawn) == {0.25, 0.75} and drawn.count(0.25) == pytest.approx(300, abs=3)


def figure(**more) -> Figure:
    told = {"what": "a count", "when": "2014-02-28", "unit": "entries", "kind": "calibrated",
            "source": "assumed", "evidence": "assumed",
            "produced": {"table": "records", "column": "records"}}  # fmt: skip
    return Figure.model_validate({**told, "when": date(2014, 2, 28), **more})


def test_what_the_model_may_be_off_by_is_declared_or_stated():
    """A range of 90 % is told, and its standard deviation used."""
    off = targets.discrepancy_of
    assert off(figure(value=100.0, tolerance="10 %")) == pytest.approx(10 / 1.6449, rel=1e-5)
    assert off(figure(value=100.0, tolerance="10 %", discrepancy=4)) == pytest.approx(4 / 1.6449)
    assert off(figure(count=200)) == pytest.approx(20 / 1.6449, rel=1e-5)
    with pytest.raises(ValueError, match="discrepancy"):
        figure(count=200, kind="predicted", discrepancy="5 %")


def test_a_reading_under_other_rules_is_a_matter_of_its_own():
    ten, half = (targets.matter_of("shenzhen", under) for under in (None, "half-a-year"))
    assert [one.figure.produced.since for one in (*ten.figures, *half.figures)] == [
        None, date(2017, 8, 16),
    ]  # fmt: skip
    assert len(half.changes) == 3 and not ten.changes and ten.content != half.content


def test_without_a_calibrated_figure_there_is_nothing_to_calibrate_on():
    with pytest.raises(SocialCreditError, match="no figure of `rongcheng` is marked calibrated"):
        calibrate.planned("rongcheng")
