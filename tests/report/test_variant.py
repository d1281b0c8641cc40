"""A run with alternatives is titled as the variant everywhere, and held against the real scheme."""

import json
import re

import pytest

import socialcredit as sc
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import write_sealed
from socialcredit.report import brief
from socialcredit.report.page import check_same_question, write_report
from socialcredit.results.lives.text import life_text
from socialcredit.results.words.summary import summary_text
from tests.results.synthetic import manifest, tiny_run, tiny_tables, write_run

ASKED = {"scenario": "town", "title": "A town", "with": ["/x/fast-appeal.yaml", "short-memory"]}
NAMED = "A town, with fast-appeal and short-memory"


def plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def test_title_summary_and_life_name_the_variant_and_the_command_that_compares(tmp_path):
    run = tiny_run(tmp_path / "run", scenario=ASKED)
    page = write_report(run).read_text("utf-8")
    assert f"<h1>{NAMED}</h1>" in page and f"<title>{NAMED}" in page
    command = "socialcredit compare town --with /x/fast-appeal.yaml --with short-memory"
    assert command in page
    summary = summary_text(run)
    assert summary.startswith(NAMED)
    assert "TINY SCORE, WITH FAST-APPEAL AND SHORT-MEMORY" in summary
    assert NAMED in re.sub(r"\s+", " ", life_text(run, 1))


def test_a_run_without_alternatives_is_no_variant(tmp_path):
    run = tiny_run(tmp_path / "run", scenario={**ASKED, "with": []})
    assert "<h1>A town</h1>" in write_report(run).read_text("utf-8")
    assert "real scheme" not in summary_text(run)


def test_the_real_scheme_stands_beside_the_variant(tmp_path):
    run = tiny_run(tmp_path / "run", scenario=ASKED)
    measure, words = "penalties.at_end", "penalised at the end, per 1000 residents"
    found = {"real": {measure: 20.0, "x": None}, "variant": {measure: 15.5, "x": 1.0}}
    told = found | {"run": run.manifest["content_hash"]}
    write_sealed(run.folder / "real.json", told)
    page = plain(write_report(run).read_text("utf-8"))
    assert f"{words} 20 16 −4.5" in page
    assert f"{words} 15.5 (really 20)" in re.sub(r"\s+", " ", summary_text(run))


def test_a_damaged_comparison_is_refused_by_name(tmp_path):
    run = tiny_run(tmp_path / "run", scenario=ASKED)
    (run.folder / "real.json").write_text("{")
    with pytest.raises(SocialCreditError, match="real.json"):
        write_report(run)


def test_the_comparison_of_another_run_is_refused_by_name(tmp_path):
    run = tiny_run(tmp_path / "run", scenario=ASKED)
    found = {"real": {}, "variant": {}, "run": "f" * 64}
    write_sealed(run.folder / "real.json", found)
    with pytest.raises(SocialCreditError, match="of another run"):
        write_report(run)


def test_the_same_scheme_with_another_alternative_is_another_question(tmp_path):
    one = tiny_run(tmp_path / "one", scenario=ASKED, seed=1)
    other = tiny_run(tmp_path / "other", scenario={**ASKED, "with": []}, seed=2)
    with pytest.raises(SocialCreditError, match="not the same question"):
        check_same_question(one, other)


def test_a_run_with_an_alternative_is_lived_beside_the_real_scheme(tmp_path):
    sized = {"people": 600, "years": 1, "seed": 3, "threads": 1}
    run = sc.run("small-town", **sized, alternatives=["fast-appeal"], out=tmp_path / "variant")
    real = sc.run("small-town", **sized, out=tmp_path / "real")
    found = json.loads((run.path / "real.json").read_text())
    harm = real.table("harm").columns
    penalised = harm["penalised"][(harm["world"] == 0) & (harm["month"] == 11)].sum()
    told = found["real"]["penalties.at_end"]
    assert told == pytest.approx(1000 * penalised / 600)
    assert not (real.path / "real.json").exists()


def many(folder, number):
    """A run of so many schemes, the tiny one again and again."""
    told, tables = manifest(), tiny_tables()
    one = told["names"]["schemes"][0]
    schemes = [{**one, "name": f"s{n}", "title": f"System {n}"} for n in range(number)]
    told["names"]["schemes"] = schemes
    return write_run(folder, told, tables)


def test_small_systems_among_many_are_told_in_a_line(tmp_path):
    run = many(tmp_path / "run", 9)
    page = plain(write_report(run).read_text("utf-8"))
    assert "Small systems, a line each" in page
    assert "System 0: 10 residents scored at the end" in page
    assert "System 8: nobody was scored" in page
    assert not brief.is_brief(many(tmp_path / "few", 3))


def test_a_system_that_filed_hardly_anything_is_told_in_a_line_however_many_it_scored(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(brief, "SMALL", 1)
    run = tiny_run(tmp_path / "run")
    assert not brief.is_small(run, 0)
    tables = tiny_tables()
    none = write_run(tmp_path / "none", manifest(), tables | {"records": tables["records"][:0]})
    assert brief.is_small(none, 0)


def test_sections_are_numbered_dated_and_the_numbers_come_first(tmp_path):
    page = write_report(tiny_run(tmp_path / "run", scenario={"title": "A town"})).read_text("utf-8")
    numbers = re.findall(r'<h2><span class="no">([\d.]+)</span>', page)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert re.search(r"Written on \d+ \w+ \d{4}", plain(page))
    first = re.search(r'<h2><span class="no">1</span>(.*?)</h2>', page)
    assert first and "what is not known" in first[1]


def test_tables_are_printed_and_not_hidden(tmp_path):
    page = write_report(tiny_run(tmp_path / "run")).read_text("utf-8")
    printed = page[page.index("@media print") : page.index("</style>")]
    assert "details::details-content { content-visibility: visible" in printed
    assert "display: none" not in printed and ".wide { overflow: visible" in printed
    assert "<thead>" in page
