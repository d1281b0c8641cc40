"""Schemes whose points are codes: nobody speaks of points, of proportion or of correlation."""

import re

import pytest

import socialcredit as sc
from socialcredit.language.catalogue import summaries
from socialcredit.language.resolve.loading import load_scenario, load_scheme
from socialcredit.language.resolve.paths import scenario_names
from socialcredit.language.tell.scheme import show_text
from socialcredit.report.page import write_report
from socialcredit.results.lives.text import life_text
from socialcredit.results.run import open_run
from socialcredit.results.words.summary import summary_text

FORBIDDEN = re.compile(
    r"\bpoints?\b|\bcorrelation\b|Does the penalty fit|What the score tells", re.I
)
LIVES = 40
CODED = [s["name"] for s in summaries() if load_scheme(s["name"]).score[0].codes]
TOLD = [name for name in CODED if name in scenario_names()]


def text_of(page):
    """The words of a page, without its style."""
    html = re.sub(r"(?s)<style>.*?</style>", "", page)
    return re.sub(r"<[^>]*>", " ", html)


def without_the_story(text):
    """Without what the scheme itself says of its real system, which may have had points."""
    return re.sub(r"(?s)Before Suining had points.*?(?=Departures|$)", "", text)


def test_the_schemes_that_keep_no_score_say_so():
    assert {"court-list", "zhengzhou", "baihang", "shenzhen", "shanghai-crossing"} <= set(CODED)
    assert not {"rongcheng", "suining", "sesame", "licence-points"} & set(CODED)


@pytest.mark.parametrize("name", CODED)
def test_show_says_that_no_score_is_kept(name):
    told = re.sub(r"\s+", " ", show_text(load_scheme(name)))
    assert "none is kept; points are codes of what is on file" in told


@pytest.mark.parametrize("name", TOLD)
def test_no_page_life_or_summary_speaks_of_points_where_they_are_codes(name, tmp_path):
    one = ["places=[sichuan]"] if load_scenario(name).places == ("china",) else []
    run = sc.run(name, people=4000, years=1, sets=one, out=tmp_path / "run")
    opened = open_run(run.path)
    page = text_of(write_report(opened).read_text("utf-8"))
    assert not FORBIDDEN.findall(without_the_story(page))
    assert not FORBIDDEN.findall(summary_text(opened))
    filed = opened.select("panel_events", "world = 0 and scheme >= 0")["resident"]
    for resident in sorted(set(filed.tolist()))[:LIVES]:
        told = life_text(opened, resident, every=True)
        assert not FORBIDDEN.findall(told) and "score" not in told


def test_where_points_are_points_they_are_spoken_of(tmp_path):
    run = sc.run("small-town", people=2000, years=1, out=tmp_path / "run")
    assert FORBIDDEN.findall(run.summary())
