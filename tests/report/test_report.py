"""The page: complete, self-contained, readable without seeing, and quick."""

import json
import re
import shutil
from html.parser import HTMLParser

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import write_sealed
from socialcredit.report.headlines import headlines
from socialcredit.report.page import write_report
from socialcredit.report.pictures.bars import Bar, bars
from socialcredit.report.pictures.charts import strips
from socialcredit.report.pictures.figure import svg_of
from socialcredit.report.pictures.network import flows
from socialcredit.report.sections import redress
from socialcredit.report.sections.lives import LONGEST, shortened
from socialcredit.results.measures.summary import summary
from socialcredit.results.part import share
from socialcredit.results.run import open_run
from tests.report.full_looking import full_run
from tests.results.synthetic import manifest, tiny_run, tiny_tables, write_run

VOID = {"meta", "br", "img", "link", "hr", "input"}


class Page(HTMLParser):
    """Tags in order, and whether every tag that was opened was closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def text(full):
    return write_report(full.folder).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def test_the_page_is_well_formed_and_small(text, page):
    assert page.open == []
    assert len(text.encode()) < 3_000_000


def test_nothing_is_fetched_from_anywhere(text, page):
    assert not re.search(r"https?://|@import|<script|<link|<iframe|xlink|src=", text)
    assert all(tag not in ("img", "object", "embed") for tag, _ in page.tags)


def test_every_picture_has_alt_text(page):
    pictures = [attrs for tag, attrs in page.tags if attrs.get("role") == "img"]
    assert len(pictures) >= 10
    assert all(len(attrs["aria-label"]) > 30 for attrs in pictures)
    drawn = [attrs for tag, attrs in page.tags if tag == "svg"]
    assert 5 <= len(drawn) <= len(pictures)
    assert all("viewbox" in attrs and "width" not in attrs for attrs in drawn)


def test_ids_are_unique_and_links_lead_somewhere(page):
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    inside = [link for link in links if link.startswith("#")]
    assert inside and all(link[1:] in ids for link in inside)
    assert set(links) - set(inside) == {"behaviour.html"}, "the only other page of this run"


@pytest.mark.parametrize(
    "words",
    [
        "Synthetic people",
        "What was simulated",
        "Five numbers, and what is not known",
        "Share of scored residents in each grade",
        "Conduct with and without the scheme",
        "Who is wrongly penalised",
        "Which domains feed which",
        "How long until wrong is made right",
        "Points made up",
        "Who feeds whom",
        "Who watches",
        "Who is listed",
        "Does the penalty fit the act?",
        "Doors: how often they closed",
        "the panel tells no range of it",
        "Three synthetic lives, event by event",
        "If this record were right",
        "How much rests on assumed values",
        "socialcredit run rongcheng --people 50000 --years 5 --seed 7",
    ],
)
def test_the_page_says(text, words):
    assert words in text


def test_numbers_do_not_break_from_their_percent_sign(text):
    assert " %" not in text


def test_a_tiny_run_has_a_page_too(tmp_path):
    run = tiny_run(tmp_path / "tiny")
    text = write_report(run.folder).read_text(encoding="utf-8")
    assert "Tiny score" in text and "nan" not in text.lower().replace("finance", "")
    assert [path.name for path in run.folder.iterdir() if "part" in path.name] == []


def test_a_name_with_markup_stays_a_name(tmp_path):
    run = tiny_run(tmp_path / "odd", command="run <script>alert(1)</script>")
    assert "<script>" not in write_report(run.folder).read_text(encoding="utf-8")


def test_a_folder_without_a_run_is_refused_and_left_alone(tmp_path):
    with pytest.raises(SocialCreditError):
        write_report(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_older_report_survives_a_damaged_run(full, tmp_path):
    folder = shutil.copytree(full.folder, tmp_path / "copy")
    (folder / "report.html").write_text("old")
    (folder / "tables" / "harm.parquet").write_bytes(b"damaged")
    with pytest.raises(SocialCreditError):
        write_report(folder)
    assert (folder / "report.html").read_text() == "old"


def test_a_picture_carries_its_own_ids(renderer):
    row = {"name": "a", "date": "2014-01-01", "value": 1, "last": True, "told": "1"}
    svg = svg_of(strips([row], ["a"], []), "f7", renderer)
    assert 'id="f7-' in svg or "id=" not in svg


def test_a_bar_below_zero_ends_where_the_zero_is():
    html = str(bars([Bar("fewer", -1.0, "−100 %"), Bar("more", 3.0, "+300 %")]))
    assert "left:0.00%;width:25.00%" in html and "left:25.00%;width:75.00%" in html
    assert 'class="zero" style="left:25.00%"' in html


def test_a_name_of_a_bar_with_markup_stays_a_name():
    assert "<b>" not in bars([Bar("<b>", 1, "<b>")])


def test_flows_gather_what_a_reader_cannot_follow():
    filed = {(f"body {n}", "score"): 20.0 - n for n in range(12)}
    svg = str(flows(filed, {("score", "loans"): 5.0}, ["score"]))
    assert svg.count("<path") == 9 and "others" in svg and "body 7" not in svg


def test_flows_name_every_scheme_between_bodies_and_doors():
    ends = {("court", "city score"): 1.0, ("bank", "national list"): 2.0}
    svg = str(flows(ends, {("city score", "loans"): 1.0}, ["city score", "national list"]))
    assert all(f">{name}</text>" in svg for name in ("city score", "national list", "court"))


def test_a_run_says_what_it_asks(tmp_path):
    asked = {"title": "A town", "story": ["Does it deter?"], "departures": ["No firms."]}
    text = write_report(tiny_run(tmp_path / "asked", scenario=asked).folder).read_text("utf-8")
    assert "Does it deter?" in text and "No firms." in text


def test_a_run_of_another_size_than_its_file_says_so(tmp_path):
    asked = {"title": "A town", "story": ["Of ten thousand."], "departures": ["No firms."]}
    changed = tiny_run(tmp_path / "changed", scenario=asked, changes=["people=300"])
    text = write_report(changed.folder).read_text("utf-8")
    assert "Run with people=300. Sizes told here are those of the scenario" in text
    as_written = tiny_run(tmp_path / "as-written", scenario=asked, changes=[])
    assert "Run with" not in write_report(as_written.folder).read_text("utf-8")


def test_how_many_fell_is_told_in_people(tmp_path):
    """Of ten, one stands in the penal grade after one month and four after two."""
    text = write_report(tiny_run(tmp_path / "fallen").folder).read_text("utf-8")
    assert "1 person after the first month, 4 at the end" in text


def test_whether_a_penalty_breeds_bad_deeds_is_told_as_a_change():
    assert "did 50 % fewer bad deeds than" in redress._trap({"trap": share(20, 40)})
    assert "did 20 % more bad deeds than" in redress._trap({"trap": share(48, 40)})
    assert "did as many bad deeds as" in redress._trap({"trap": share(40, 40)})
    assert redress._trap({"trap": None}) == ""


def test_other_seeds_stand_beside_the_numbers(full, tmp_path):
    other = full_run(tmp_path / "other", seed=2)
    told = json.loads((other.folder / "manifest.json").read_text())
    write_sealed(other.folder / "manifest.json", {**told, "seed": 8})
    lines = headlines(summary(full), [open_run(other.folder)])
    assert all("of 2 seeds" in line["luck"] or "too few" in line["luck"] for line in lines)
    assert "fewer than 5 seeds" in lines[0]["luck"]
    page = write_report(full.folder, [other.folder]).read_text(encoding="utf-8")
    assert "mean over 2 runs" in page and "Fewer than five seeds" in page


def test_a_run_of_another_question_is_not_set_beside(full, tmp_path):
    with pytest.raises(SocialCreditError, match="not the same question"):
        write_report(full.folder, [tiny_run(tmp_path / "tiny").folder])


def test_five_numbers_each_say_what_is_not_known(full):
    lines = headlines(summary(full))
    assert len(lines) == 5
    assert all(line["value"] and line["unknown"] and line["luck"] for line in lines)


def a_world(folder, **names):
    """The tiny run with other names, written anew."""
    told = manifest()
    told["names"] |= names
    return write_run(folder, told, tiny_tables())


def test_a_run_without_any_scheme_has_a_page(tmp_path):
    told = manifest()
    told["names"]["schemes"] = []
    kept = ("cells", "conduct", "panel_people")
    tables = {name: rows for name, rows in tiny_tables().items() if name in kept}
    run = write_run(tmp_path / "none", told, tables)
    text = write_report(run.folder).read_text(encoding="utf-8")
    assert "no scheme at all" in text and "One number" in text


def test_a_run_with_several_schemes_tells_each(tmp_path):
    one = manifest()["names"]["schemes"][0]
    two = {**one, "name": "second", "title": "Second score", "lists": [], "consequences": [],
           "consequence_domains": []}  # fmt: skip
    run = a_world(tmp_path / "two", schemes=[one, two])
    text = write_report(run.folder).read_text(encoding="utf-8")
    assert "Second score" in text and 'id="grades-second"' in text
    assert 'id="lists-tiny"' in text and 'id="lists-second"' not in text


def test_places_are_ranked_where_anybody_was_wronged_in_one(tmp_path):
    told, tables = manifest(), tiny_tables()
    told["names"]["places"] = ["town", "far-town"]
    tables["cells"][1]["place"] = 1
    text = write_report(write_run(tmp_path / "two", told, tables).folder).read_text("utf-8")
    assert "scored residents, by place" in text and "In all 2 places fewer than" in text
    for row in tables["harm"]:
        row["wrong_days"] = 0
    text = write_report(write_run(tmp_path / "none", told, tables).folder).read_text("utf-8")
    assert "by place" not in text


def a_row(what, day, **more):
    date = f"2014-01-{day:02}"
    row = {"what": what, "date": date, "until": date, "scheme": "s", "true": "", "grade": "A"}
    return {**row, "score": 1000, "times": 1, **more}


def test_a_long_life_is_shortened_to_what_tells_most():
    rows = [a_row("DEED", 1 + i % 28) for i in range(90)] + [a_row("FILED", 28, true="wrong")]
    told = shortened(rows)
    assert len(told) == LONGEST
    assert told[-1]["what"] == "FILED"
