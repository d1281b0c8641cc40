"""Pictures are true to their numbers: thickness, length and base say what the words say."""

import re

import numpy as np
import pytest

from socialcredit.core import events as happened
from socialcredit.report.pictures import charts
from socialcredit.report.pictures.bars import Bar, bars
from socialcredit.report.pictures.figure import svg_of
from socialcredit.report.pictures.network import BODY, flows
from socialcredit.report.sections import grades_and_conduct, redress, wrongful
from socialcredit.report.sections.lists import lists_section
from socialcredit.report.sections.months import stretches
from socialcredit.results import luck
from socialcredit.results.measures.contest import contestability
from socialcredit.results.measures.disparity import disparate_impact
from socialcredit.results.measures.filers import lists_by_month
from socialcredit.results.measures.summary import summary
from socialcredit.results.part import share
from tests.results.synthetic import event, manifest, tiny_tables, write_run

LONG = "Traffic police and their speed and light cameras for number plates on every main road"


def thicknesses(svg, x):
    """The bars of a column of the flow picture, from the top."""
    return [float(h) for h in re.findall(rf'<rect x="{x}" [^>]*height="([0-9.]+)"', str(svg))]


def test_a_bar_of_the_flow_picture_is_as_thick_as_its_amount_whatever_the_length_of_its_name():
    filed = {(LONG, "score"): 100.0, ("bank", "score"): 600.0, ("x", "score"): 300.0}
    closed = {("score", LONG): 1.0, ("score", "loans"): 3.0}
    svg = flows(filed, closed, ["score"])
    assert thicknesses(svg, 152) == pytest.approx([0.6 * BODY, 0.3 * BODY, 0.1 * BODY])
    assert thicknesses(svg, 282) == pytest.approx([0.75 * BODY, 0.25 * BODY])
    assert thicknesses(svg, 216) == [BODY] and thicknesses(svg, 222) == [BODY]


def test_bands_are_as_thick_as_what_they_carry_at_both_ends():
    filed = {("a", "one"): 1.0, ("a", "two"): 2.0, ("b", "two"): 5.0}
    paths = re.findall(
        r"M\d+ ([\d.]+)C.*?V([\d.]+)C.*?([\d.]+)Z", str(flows(filed, {}, ["one", "two"]))
    )
    begun = sorted(float(end) - float(top) for top, _, end in paths)
    assert begun == pytest.approx([BODY / 8, BODY / 4, 5 * BODY / 8], abs=0.02)


def test_a_body_with_next_to_nothing_is_thin_beside_one_with_much():
    svg = flows({("a", "s"): 9999.0, ("b", "s"): 1.0}, {("s", "d"): 1.0}, ["s"])
    big, small = thicknesses(svg, 152)
    assert small < big / 1000


def widths(html):
    return [float(wide) for wide in re.findall(r"width:([0-9.]+)%", str(html))]


def test_bars_are_as_long_as_their_numbers_down_to_the_smallest():
    assert widths(bars([Bar("much", 1000.0, ""), Bar("little", 1.0, "")])) == [100.0, 0.1]


def test_luck_is_drawn_on_the_scale_of_the_bars():
    html = bars([Bar("more", 50.0, "", luck=(0.0, 100.0))])
    assert widths(html) == [50.0, 100.0]


def done(kind, without, with_):
    more, calm = with_ - without, np.zeros(4 * abs(with_ - without))
    moved = np.where(np.arange(len(calm)) < abs(more), np.sign(more), 0.0)  # one deed a household
    luck_alone = luck.of_more(more, moved, calm)
    change = share(more, without)
    return {
        "title": kind,
        "sign": "bad",
        "without": without,
        "with": with_,
        "change": change,
        "more_interval": luck_alone,
    }


def test_kinds_are_ranked_by_number_with_luck_and_never_by_a_percentage_of_few():
    rare, common = done("Rare", 6, 12), done("Common", 10_000, 9_000)
    rarer = done("Rarer", 40, 20)
    (figure,) = grades_and_conduct._change("Bad deeds", [rare, rarer, common])
    drawn = re.findall(r'class="name">(.*?)<.*?class="told">(.*?)<', str(figure.drawn))
    assert [name for name, _ in drawn] == ["Common", "Rarer"]
    assert all(re.fullmatch(r"−[\d,]+ \(−[\d,]+ to −?[\d,]+\)", words) for _, words in drawn)
    assert "Too few to tell: 1 further kind" in figure.note
    assert ["Rare", "6", "12", "+6", "6 to 12, too few to tell"] in figure.rows


def test_kinds_that_luck_alone_could_have_moved_are_not_drawn():
    assert grades_and_conduct._change("Bad deeds", [done("Rare", 6, 12)]) == []


def a_group(name, residents, wronged, equal, whole=0.5, shared=0.2):
    found = {"group": name, "residents": residents, "wronged": wronged, "wrong_days": whole}
    return {
        **found,
        "as_it_fell": {"wrong_days": None if equal is None else shared},
        "equal_conduct": {"wrong_days": equal},
    }


def test_both_marks_of_a_group_have_one_base_and_luck_is_hollow(renderer):
    found = [a_group("men", 9000, 40, 0.1), a_group("women", 9000, 3, 0.3)]
    (figure,) = wrongful._groups({"female": {"groups": found}})
    values = figure.drawn["data"]["values"]
    men = [row["value"] for row in values if row["group"] == "men"]
    assert men == [200.0, 100.0], "as it fell is told of the same people as at equal conduct"
    assert {row["group"]: row["luck"] for row in values} == {"men": False, "women": True}
    assert "Hollow: luck" in figure.note and "women" in figure.note
    assert 'fill="white"' in svg_of(figure.drawn, "f", renderer)
    assert figure.rows[0][4:] == ["500", "200", "100"]


def test_without_classes_to_compare_the_base_is_everybody():
    (figure,) = wrongful._groups({"female": {"groups": [a_group("men", 90, 40, None)]}})
    assert [row["value"] for row in figure.drawn["data"]["values"]] == [500.0]
    assert figure.header[-1] == "all of them" and figure.rows[0][-1] == "500"


def test_rates_as_they_fell_are_those_of_the_classes_that_can_be_compared(full):
    for row in disparate_impact(full, "female")["groups"]:
        assert row["as_it_fell"]["wrong_days"] == pytest.approx(row["wrong_days"], rel=0.05)


def test_a_table_of_a_list_sums_over_its_months_and_counts_the_stock_at_their_end(full):
    stock, flow = lists_section(full, 0).figures
    for row in lists_by_month(full, 0):
        for figure in (stock, flow):
            mine = [cells for cells in figure.rows if cells[0] == row["title"]]
            assert sum(int(cells[2]) for cells in mine) == sum(row["entered"])
            assert sum(int(cells[3]) for cells in mine) == sum(row["left"])
        assert int(mine[-1][-1]) == row["left"][-1] * 3
    assert stock.rows[0][1] == "2014-01 to 2014-06" and len(stock.rows) == 2 * 10


def test_a_last_stretch_may_be_shorter_and_says_so(tmp_path):
    run = write_run(tmp_path / "run", manifest(), tiny_tables())
    assert stretches(run, 6) == [("2014-01 to 2014-02", slice(0, 2))]
    assert [name for name, _ in stretches(run, 1)] == ["2014-01", "2014-02"]
    assert "The last bar is of 2 months only" in lists_section(run, 0).figures[1].note


def wronged(resident, record, *steps):
    filed = event(resident, 1, happened.FILED, kind=0, entry=0, points=-10, cause=2,
                  record=record, score=99990, grade=0)  # fmt: skip
    return [filed, *(event(resident, 2 + n, what, record=record, entry=0)
                     for n, what in enumerate(steps))]  # fmt: skip


def test_the_path_of_wrong_records_narrows_though_some_take_another_way(tmp_path):
    told, disputed, undone = happened.NOTICE, happened.DISPUTE, happened.CORRECTED
    books = [
        *wronged(1, 1, told, disputed, undone, happened.COPIES_CORRECTED),
        *wronged(2, 2, disputed, undone, happened.COPIES_CORRECTED),  # never told
        *wronged(3, 3, disputed),
        *wronged(3, 4, happened.FOLLOWED, happened.COPIES_CORRECTED),  # a copy, after another body
        *wronged(2, 5, told),
    ]
    run = write_run(tmp_path / "run", manifest(), {**tiny_tables(), "panel_events": books})
    panel = contestability(run)["panel"]
    assert panel["narrowing"] == {
        "told": 2, "disputed": 1, "decided": 1, "corrected": 1, "repaired": 1
    }  # fmt: skip
    assert (panel["disputed"], panel["repaired"]) == (3, 3)
    figure = redress._path_figure(contestability(run))
    counts = [int(row[1]) for row in figure.rows]
    assert counts[:6] == sorted(counts[:6], reverse=True)
    assert [redress.OTHERWISE, "2", "2 of 5, too few to tell"] in figure.rows
    assert "In all 3 were put right in every copy" in figure.note


def test_the_path_narrows_in_a_run_with_the_looks_of_a_real_one(full):
    narrowing = list(summary(full)["schemes"][0]["M7"]["panel"]["narrowing"].values())
    assert narrowing == sorted(narrowing, reverse=True)


def axis_titles(spec):
    return re.findall(r"'title': (\[[^\]]*\]|'[^']*')", str(spec))


def test_an_axis_that_does_not_begin_at_nought_says_so_at_the_axis():
    row = {"grouping": "all", "group": "men", "which": "a", "value": 90.0}
    assert charts.NOT_FROM_NOUGHT in str(axis_titles(charts.groups([row], ["a"], "x", zero=False)))
    assert charts.NOT_FROM_NOUGHT not in str(charts.groups([row], ["a"], "x"))
    months = [{"date": "2014-01-01", "with": 4.0, "without": 5.0}]
    assert charts.NOT_FROM_NOUGHT in str(axis_titles(charts.conduct_over_time(months)))
    calm = [{"date": "2014-01-01", "with": 0.0, "without": 5.0}]
    drawn = charts.conduct_over_time(calm)
    assert charts.NOT_FROM_NOUGHT not in str(drawn) and "'zero': True" in str(drawn)
    path = [{"date": f"2014-01-0{n}", "score": 900 + n, "which": "as filed"} for n in (1, 2)]
    assert charts.NOT_FROM_NOUGHT in str(axis_titles(charts.one_life(path, [], False)))


def test_people_under_a_penalty_are_counted_twice_under_two_names(full):
    block = summary(full)["schemes"][0]
    text = grades_and_conduct.grades_section(full, block, 0).paragraphs[0]
    assert "Who stood in them" in text
    assert f"by it {block['M1']['penalised']:,} people were under a penalty at the end" in text
