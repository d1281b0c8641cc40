"""The page: complete, self-contained, readable without seeing, and quick."""

import re
import shutil
import time
from html.parser import HTMLParser

import pytest

from socialcredit.errors import SocialCreditError
from socialcredit.report import write_report
from socialcredit.report.charts import bars, conduct_by_kind
from socialcredit.report.figures import svg_of
from socialcredit.report.lives import LONGEST, shortened, with_grades
from tests.results.synthetic import tiny_run

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
    assert len(drawn) == len(pictures)
    assert all("viewbox" in attrs and "width" not in attrs for attrs in drawn)


def test_ids_are_unique_and_links_lead_somewhere(page):
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    assert links and all(link[1:] in ids for link in links)


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


def test_the_page_takes_a_few_seconds_at_most(full):
    before = time.perf_counter()
    write_report(full.folder)
    assert time.perf_counter() - before < 5


def test_a_picture_carries_its_own_ids():
    spec = bars([{"name": "a", "value": 1, "told": "one"}], ["#000000"])
    assert 'id="f7-' in svg_of(spec, "f7") or "id=" not in svg_of(spec, "f7")


def test_bars_beyond_the_edge_say_how_far_they_go():
    row = {"title": "Volunteering", "sign": "good", "change": 2.86}
    (shown,) = conduct_by_kind([row])["data"]["values"]
    assert (shown["shown"], shown["told"]) == (1.0, "+286 %")


def a_row(what, day, **more):
    date = f"2014-01-{day:02}"
    row = {"what": what, "date": date, "until": date, "scheme": "s", "true": "", "grade": "A"}
    return {**row, "score": 1000, "times": 1, **more}


def test_a_change_of_grade_joins_the_record_that_caused_it():
    (row,) = with_grades([a_row("FILED", 3), a_row("GRADE", 3, grade="D")])
    assert (row["what"], row["now"]) == ("FILED", "D")


def test_a_long_life_is_shortened_and_says_so():
    rows = [a_row("DEED", 1 + i % 28) for i in range(90)] + [a_row("FILED", 28, true="wrong")]
    told = shortened(rows)
    assert len(told) == LONGEST
    assert sum(row["left_out"] for row in told) == 91 - LONGEST
    assert told[-1]["what"] == "FILED"
