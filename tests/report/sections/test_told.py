"""What the sections say where there is much to tell, little, or nothing: no empty picture, no
sentence that tells nothing."""

import re

import pytest

from socialcredit.report import page
from socialcredit.report.headlines import headlines
from socialcredit.report.pictures.charts import strips
from socialcredit.report.pictures.figure import svg_of
from socialcredit.report.pictures.list_flows import Coming, comings
from socialcredit.report.pictures.network import flows
from socialcredit.report.sections import (
    credit,
    doors,
    offsetting,
    proportion,
    publicity,
    redress,
    together,
    unlocked,
)
from socialcredit.report.sections.lists import lists_section
from socialcredit.report.sections.months import per_thousand
from socialcredit.results import naming
from socialcredit.results.lives.wrong_records import right_sentence
from socialcredit.results.measures.summary import summary
from socialcredit.results.part import Share, share
from socialcredit.results.words.summary import summary_text
from tests.results.synthetic import manifest, rows, tiny_run, tiny_tables, write_run


@pytest.fixture(scope="module")
def told(joined, renderer):
    return page.page(joined, (), renderer)


def test_what_is_the_same_with_every_body_is_told_as_its_bar_would(tmp_path):
    """120 days under a penalty in the two months of ten people."""
    run = tiny_run(tmp_path / "run")
    block = summary(run)["schemes"][0]
    figure = together._penalties(run, [block, block], ["One", "Other"], "body")
    days = 1000 * block["M1"]["penal_days"] / run.person_years
    assert [row[-1].startswith(f"{days:,.0f}") for row in figure.rows] == [True, True]
    assert together._alike(figure)


@pytest.mark.parametrize(
    "words",
    [
        "Who gets a loan",
        "Applications granted",
        "Borrowers who owe more lenders than they can serve",
        "Why an application was refused",
        "What the score follows",
        "What was made public",
        "The bodies together",
        "Days under a penalty a year per 1,000 residents, by body",
        "The plan, in 3 bodies, each with 14 entries",
        "Comings and goings in three months",
    ],
)
def test_the_page_of_a_run_with_more_to_tell_says(told, words):
    assert words in told


def test_bodies_with_the_same_rules_are_told_once(told, joined):
    assert told.count('id="grades-plan') == 1 and told.count("It was so.") == 1
    assert len(joined.names["schemes"]) == 4


def test_each_of_several_systems_opens_its_own_part_with_its_story(told):
    assert told.index("Five numbers") < told.index("It was so.") < told.index("It rang.")
    assert 'href="#story-tone"' in told


def test_the_terminal_tells_one_of_the_bodies_whole_and_a_line_of_each(joined):
    text = summary_text(joined)
    assert text.count("Grades at the end") == 2  # of one body, and of the scheme beside them
    assert all(f"  {title}: " in text for title in naming.short_titles(joined)[:2])


def test_a_body_of_a_divided_scheme_goes_by_its_part_of_life(joined):
    assert naming.families(joined)[0] == ("The plan", [0, 1, 2])
    assert naming.short_titles(joined)[:2] == ["Getting about", "Money"]


def test_one_scheme_alone_is_not_laid_beside_others(full):
    assert together.together_section(full, summary(full)) is None
    assert summary(full)["together"] is None


def test_a_loan_is_told_by_group_with_and_without_the_bureau(joined):
    section = credit.lending_section(summary(joined)["lending"])
    granted = section.figures[0]
    assert granted.header == ["group", "with the bureau", "without it"]
    assert [row[0] for row in granted.rows][:3] == ["everybody", "majority", "minority"]
    assert len(section.figures) == 6


def test_groups_with_few_applications_are_named_and_not_drawn(joined):
    found = summary(joined)["lending"]
    for world in found["groups"]:
        world["minority"]["asked"] = 3
    figure = credit.lending_section(found).figures[0]
    assert "Too few applications to draw: minority" in figure.note
    assert "minority" not in {row["group"] for row in figure.drawn["data"]["values"]}


def test_what_a_score_follows_is_summed_by_domain():
    rows = [
        {"deed": "bought", "title": "Buying", "share": Share(0.6, 99), "truly": 0.4},
        {"deed": "late", "title": "Paying late", "share": Share(0.4, 99), "truly": -0.5},
    ]
    domains = [
        {"title": "Buying and selling", "share": Share(0.6, 99), "rank": 0.3},
        {"title": "Debts", "share": Share(0.4, 99), "rank": 0.7},
    ]
    found = {"people": 1234, "spread": 38.7, "rows": rows, "bounds": 0.0, "domains": domains}
    section = credit.follows_section({"follows": found})
    assert "60 % buying and selling and 40 % debts" in section.paragraphs[0]
    assert "0.30 buying and selling and 0.70 debts" in section.paragraphs[0]
    assert section.figures[0].rows == [["Buying", "60 %", "0.40"], ["Paying late", "40 %", "−0.50"]]
    assert credit.follows_section({"follows": None}) is None


def test_a_check_tells_whom_it_fails():
    groups = {name: {"tries": 100, "failed": n, "share": share(n, 100), "shut_out": n - 1}
              for name, n in (("majority", 2), ("minority", 5))}  # fmt: skip
    check = {"title": "Login by face", **groups}
    section = credit.checks_section({"checks": [check]})
    assert section.figures[0].rows[1] == ["Login by face: minority", "100", "5", "4"]
    assert "5 people of the panel were turned away ten times or more" in section.paragraphs[0]
    assert credit.checks_section({"checks": []}) is None


FIFTHS = {"poorest fifth": Share(0.79, 99), "richest fifth": Share(0.6, 99)}
OUTSIDE = {"share": Share(0.67, 99), "groups": {"fifth": FIFTHS}}
THRESHOLDS = [
    {"points": 600.0, "doors": [{"title": "Hotels free", "times": 1200}], "share": Share(0.53, 99),
     "poorest": Share(0.3, 99), "richest": Share(0.69, 99)}
]  # fmt: skip


def test_what_a_score_opens_and_who_has_none_stand_together():
    block = {"follows": {}, "unlocked": THRESHOLDS, "without": OUTSIDE}
    section = unlocked.unlocked_section(block)
    assert "67 % of adults have no score" in section.paragraphs[0]
    opens, without = section.figures
    assert opens.rows == [["600", "Hotels free", "1,200", "53 %", "30 %", "69 %"]]
    assert without.rows[0] == ["household income", "poorest fifth", "79 %"]
    everybody = {**block, "without": {**OUTSIDE, "share": 0.0}}
    assert len(unlocked.unlocked_section(everybody).figures) == 1
    assert unlocked.unlocked_section({**block, "unlocked": []}) is None
    assert unlocked.unlocked_section({**block, "follows": None}) is None


def test_nothing_made_public_is_not_told(full, joined):
    assert publicity.publicity_section(full, summary(full)["schemes"][0]) is None
    section = publicity.publicity_section(joined, summary(joined)["schemes"][0])
    assert "to be read by the county" in section.paragraphs[0]
    assert len(section.figures[0].rows) == 5  # years


def test_stock_and_flow_of_a_list_both_are_drawn(full):
    stock, flow = lists_section(full, 0).figures
    assert stock.header[-1] == "on it"
    assert len(flow.rows) == 2 * 20  # lists, quarters of five years
    assert flow.rows[0][2:] == ["27", "27"]  # 9 a month


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"effect": "refuse", "refusals": 1, "wrongful": 0}, "refused once, never wrongly"),
        ({"effect": "refuse", "refusals": 40, "wrongful": 10}, "refused 40 times, 25 % wrongly"),
        (
            {"effect": "refuse", "refusals": 8, "wrongful": 2},
            "refused 8 times, 2 of 8 (too few to tell) wrongly",
        ),
        ({"effect": "refuse", "attempts": 1}, "never refused in 1 try"),
        ({"effect": "money", "attempts": 1, "against": True}, "fined once"),
        ({"effect": "shown", "attempts": 40}, "shown 40 times"),
    ],
)
def test_what_happened_at_a_door_is_english(row, words):
    blank = {"attempts": 0, "refusals": 0, "wrongful": 0, "against": False, "check": False}
    assert doors._door_words(blank | row) == words


def test_being_shown_to_an_audience_is_against_the_person():
    assert doors._against({"effect": "shown", "against": False})
    assert not doors._against({"effect": "priority", "against": False})


def test_points_for_harmless_deeds_are_told():
    kinds = [
        {"records": 3, "points": 10.0, "gravity": {"harm": 0}},
        {"records": 1, "points": 10.0, "gravity": {"harm": 5}},
    ]
    assert proportion._harmless({"by_kind": kinds}) == 0.75
    assert proportion._fan_out({"fan_out": 0.004, "consequences": 3}).startswith(
        " For every 1,000 bad"
    )
    assert proportion._fan_out({"fan_out": 0.0, "consequences": 3}) == ""


def test_disputes_that_nobody_made_are_not_counted():
    m7 = {"notice": share(20, 40), "dispute": share(0, 20), "success": None, "wrongly_upheld": 0,
          "waiting": None, "cases": 0, "queue": 0, "time": {"wrong": 0}, "load": None}  # fmt: skip
    assert redress._procedure(m7).endswith("Nobody who was told disputed.")
    assert "unknown" not in redress._procedure({**m7, "dispute": share(2, 20), "queue": 1})


def test_a_scheme_without_additions_is_not_asked_what_they_were_for(tmp_path):
    tables = tiny_tables()
    tables["records"] = [row for row in tables["records"] if row["points"] < 0]
    run = write_run(tmp_path / "run", manifest(), tables)
    section = offsetting.offsetting_section(run, summary(run)["schemes"][0], 0)
    assert section.heading == "What the score tells" and "unknown" not in section.paragraphs[0]


def test_a_month_begun_late_is_not_told_as_a_calm_one(tmp_path):
    run = tiny_run(tmp_path / "late", start="2014-01-22", days=38)
    first, second = per_thousand(run)
    assert first / second == pytest.approx(28 / 10)


def test_what_is_written_in_a_picture_keeps_its_digits(renderer):
    row = {"name": "a", "date": "2014-01-01", "value": 1, "last": True, "told": "0.0051 %"}
    assert "0.0051 %" in svg_of(strips([row], ["a"], []), "f", renderer)


def test_no_name_in_the_network_is_cut():
    name = "Traffic police and their speed and light cameras for number plates"
    svg = str(flows({(name, "score"): 1.0}, {("score", "loans"): 1.0}, ["score"]))
    assert all(word in svg for word in name.split()) and "…" not in svg


def test_one_wrong_record_is_no_headline(tmp_path):
    run = tiny_run(tmp_path / "tiny")
    assert "put right" not in " ".join(line["text"] for line in headlines(summary(run)))


def test_nobody_listed_and_nothing_done_leaves_no_section(tmp_path):
    tables = {**tiny_tables(), "lists": rows("list stock entered left", "0 0 0 0")}
    tables |= {"doors": [], "panel_events": []}
    run = write_run(tmp_path / "calm", manifest(), tables)
    block = summary(run)["schemes"][0]
    assert lists_section(run, 0) is None
    assert doors.context_section(run, block) is None


def test_a_bureau_without_files_changed_nothing(joined):
    found = summary(joined)["lending"]
    nobody = {**found, "worlds": [{**found["worlds"][0], "on_file": 0}, found["worlds"][1]]}
    section = credit.lending_section(nobody)
    assert section.figures == [] and "changed nothing" in section.paragraphs[0]
    lines = headlines({**summary(joined), "lending": nobody})
    assert "for a loan" not in " ".join(line["text"] for line in lines)


def test_one_point_and_one_day_are_told_as_one():
    record = {"filed": "2014-01-06", "kind": "Arrears", "true": "nothing happened", "days": 1,
              "points": 1.0, "grade_days": 1, "penal_days": 0}  # fmt: skip
    told = right_sentence(record)
    assert "1 point more, 1 day in a better grade. It was gone after 1 day." in told


def test_a_first_year_of_one_bar_is_not_written_over_the_next(tmp_path):
    tables = {**tiny_tables(), "lists": rows("month list stock entered left", "0 0 1 1 0",
                                             "1 0 1 0 0")}  # fmt: skip
    late = write_run(tmp_path / "late", manifest(start="2013-12-01", days=62), tables)
    assert ">2013<" not in str(lists_section(late, 0).figures[1].drawn)
    early = write_run(tmp_path / "early", manifest(), tables)
    assert ">2014<" in str(lists_section(early, 0).figures[1].drawn)


def test_bars_of_a_list_stand_on_the_line_and_hang_from_it():
    svg = str(comings([("<The list>", [Coming("2014", 30, 0), Coming("", 0, 10)])]))
    heights = [float(h) for h in re.findall('height="([0-9.]+)" fill="#(?:D55E00|0072B2)"', svg)]
    assert heights == [72.0, 0.0, 0.0, 24.0]
    assert ">30<" in svg and ">−10<" in svg and "<The" not in svg
