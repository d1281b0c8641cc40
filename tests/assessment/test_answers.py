"""What an assessment says: numbers as the evidence has them, and no verdict on the scheme."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from socialcredit.assessment.answers.document import document_of
from socialcredit.assessment.answers.first import MOST, NOTHING
from socialcredit.assessment.answers.numbers import (
    FEW_DRAWS,
    FEW_SEEDS,
    assumptions,
    cells,
    coarse,
    grid,
    keys_of,
    sentences,
    told,
    whole,
)
from socialcredit.assessment.answers.once import said_once
from socialcredit.assessment.answers.proportion import ties
from socialcredit.assessment.answers.registry import SAYS, TABLES, said
from socialcredit.assessment.document import Grid, Paragraph, words_of
from socialcredit.assessment.evidence import Evidence
from socialcredit.assessment.shown.page import page
from socialcredit.assessment.table import COLUMNS, rows_of
from socialcredit.language.resolve.forms import form_names, load_form
from socialcredit.results.measures.registry import BY_ID
from socialcredit.results.words.measured import tell

SAID = r"(?:is|are|was|were|be|seems?)\s+(?:not\s+|clearly\s+|fully\s+)?"
VERDICT = re.compile(
    rf"\b{SAID}(?:il|un)?(?:legal(?! advice)|lawful|prohibited|permitted|allowed)\b|\bcompliant\b",
    re.I,
)
PARTS = {
    "value": lambda one: one.value,
    "luck.low": lambda one: one.luck[0],
    "luck.high": lambda one: one.luck[1],
    "assumptions.low": lambda one: one.assumptions[0],
    "assumptions.high": lambda one: one.assumptions[1],
}


class Seen(HTMLParser):
    """Numbers, tables, pictures, headings and outside references of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.numbers: list[tuple[dict[str, str | None], str]] = []
        self.heads: list[dict[str, str | None]] = []
        self.pictures: list[dict[str, str | None]] = []
        self.levels: list[int] = []
        self.outside: list[str] = []
        self.tables = self.captions = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "data":
            self.numbers.append((has, ""))
        if tag == "th":
            self.heads.append(has)
        if has.get("role") == "img" and tag == "div":
            self.pictures.append(has)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.tables += tag == "table"
        self.captions += tag == "caption"
        named = [has.get("src"), has.get("href"), has.get("xlink:href")]
        self.outside += [one for one in named if one and not one.startswith("#")]

    def handle_data(self, data: str) -> None:
        if self.lasttag == "data" and self.numbers and not self.numbers[-1][1]:
            self.numbers[-1] = (self.numbers[-1][0], data)


@pytest.fixture(scope="module")
def pages(evidence: Evidence) -> dict[str, str]:
    return {name: page(document_of(load_form(name), evidence)) for name in form_names()}


@pytest.mark.parametrize("name", form_names())
def test_each_number_on_the_page_is_the_one_of_the_evidence(
    name: str, pages: dict[str, str], evidence: Evidence
) -> None:
    numbers = Seen(pages[name]).numbers
    assert len(numbers) > 50
    for has, text in numbers:
        one = evidence.numbers[str(has["data-key"]), str(has["data-alternative"])]
        exact = PARTS[str(has["data-part"])](one)
        assert float(str(has["value"])) == exact and not one.few
        assert text.replace("\u00a0", " ") == tell(one.of, exact)


@pytest.mark.parametrize("name", form_names())
def test_no_page_says_what_the_law_would_say_of_the_scheme(
    name: str, pages: dict[str, str]
) -> None:
    text = re.sub("<[^>]*>", " ", pages[name].split("</style>")[1])
    assert VERDICT.findall(text) == []


def test_a_verdict_would_be_seen() -> None:
    assert VERDICT.search("the scheme is illegal") and VERDICT.search("it is compliant")
    assert VERDICT.search("these rules are not permitted")
    assert not VERDICT.search("on which legal basis; lawful deeds left undone; illegal lending")


@pytest.mark.parametrize("name", form_names())
def test_a_page_stands_alone_and_can_be_read_without_eyes(name: str, pages: dict[str, str]) -> None:
    seen = Seen(pages[name])
    assert seen.outside == []
    assert seen.levels[0] == 1 and seen.levels.count(1) == 1
    assert all(
        later - level <= 1 for level, later in zip(seen.levels, seen.levels[1:], strict=False)
    )
    assert seen.tables == seen.captions > 0
    assert all(head.get("scope") in ("row", "col") for head in seen.heads)
    assert all(picture.get("aria-label") for picture in seen.pictures)
    assert "Nobody in this document exists" in pages[name] or "Niemand in dit" in pages[name]


def test_the_first_page_tells_five_findings_with_what_would_change_each(evidence: Evidence) -> None:
    document = document_of(load_form("full"), evidence)
    grid = next(block for block in document.first if isinstance(block, Grid))
    assert len(grid.rows) == MOST == 5
    for row, finding in zip(grid.rows, evidence.findings, strict=True):
        turned = words_of(row[3])
        assert finding.turned in turned
        assert (NOTHING in turned) == (not finding.turns)
        assert {span.part for cell in row[:3] for span in cell if span.key} >= {"value"}
    waiting = words_of(
        next(b.inline for b in document.first if isinstance(b, Paragraph) and b.manner == "text")
    )
    assert waiting.startswith("2")  # some twenty questions


def test_a_finding_that_luck_alone_may_turn_says_so(evidence: Evidence) -> None:
    finding = evidence.findings[2]

    def turned(by_luck: bool) -> str:
        told_with = evidence._replace(findings=(finding._replace(by_luck=by_luck),))
        grid = document_of(load_form("full"), told_with).first[0]
        assert isinstance(grid, Grid)
        return words_of(grid.rows[0][3])

    assert turned(True) == f"luck alone may turn it; {turned(False)}"


def test_a_quick_look_says_on_its_first_page_that_it_is_one(evidence: Evidence) -> None:
    quick = evidence._replace(asked={**evidence.asked, "quick": True})
    assert "a quick look" in " ".join(
        words for _, words in document_of(load_form("full"), quick).facts
    )
    assert "a quick look" not in page(document_of(load_form("full"), evidence))


def test_guidance_is_kept_off_the_pages_that_everybody_reads(pages: dict[str, str]) -> None:
    before, after = pages["full"].split('<div class="annexes" id="annexes">')
    guidance = "That a human looks on is no mitigation by itself"
    assert guidance not in before and guidance in after


def test_where_the_questions_are_from_stands_in_the_last_annex(evidence: Evidence) -> None:
    last = document_of(load_form("fria-27"), evidence).sections[-1]
    (grid,) = last.blocks
    assert last.annex and isinstance(grid, Grid)
    act = [words_of(cell) for cell in grid.rows[0]]
    assert act[0].startswith("Regulation (EU) 2024/1689") and act[2] == "primary"
    assert act[3] == "a, b, c, d, e and f"


def test_what_the_rules_reach_is_told_as_it_began_and_at_the_end(evidence: Evidence) -> None:
    said_of = [words_of(one.inline) for one in said(evidence, "contexts")]  # type: ignore
    assert said_of[-1] == (
        "By its rules it had 8 consequences in 3 parts of life when it began, and 8 in 3 on the "
        "last day of the run (M13)."
    )


def test_annexes_stand_last_whatever_their_number(evidence: Evidence) -> None:
    sections = document_of(load_form("full"), evidence).sections
    assert [one.number for one in sections][-4:] == ["12", "15", "16", "17"]
    assert [one.annex for one in sections] == sorted(one.annex for one in sections)


def test_a_number_next_to_nought_is_told_without_powers_of_ten() -> None:
    rate = BY_ID["burden.wrong.harm.means"]
    assert [tell(rate, value) for value in (2.97e-07, -2.97e-07, 0.0, 0.00489)] == [
        "under 0.0001", "above −0.0001", "0", "0.00489",
    ]  # fmt: skip


def test_a_number_of_few_cases_is_not_told(evidence: Evidence) -> None:
    few = next(one for one in evidence.numbers.values() if one.few)
    assert words_of(told(few)) == words_of(whole(few)) == "too few to tell"
    unknown = few._replace(value=None, few=False)
    assert words_of(whole(unknown)) == "not known"


def test_a_number_without_a_range_says_that_none_is_known(evidence: Evidence) -> None:
    one = evidence.numbers["M1.share", ""]._replace(luck=None)
    assert "not known by luck" in words_of(whole(one))


def test_a_sentence_whose_number_is_not_known_is_left_out_and_named(evidence: Evidence) -> None:
    key = "M1.share", ""
    gone = evidence._replace(
        numbers={**evidence.numbers, key: evidence.numbers[key]._replace(value=None)}
    )
    (one,) = sentences(gone, "Of days {M1.share} are wrong. {M7.repaired} are put right.")
    words = words_of(one.inline)
    assert "Of days" not in words and "are put right" in words
    assert words.endswith("Not known, or too few to tell: penal days that are wrong.")
    assert sentences(gone, "Of days {M1.share} are wrong.", silent=True) == ()


def test_a_tie_is_told_as_a_tie_and_once(evidence: Evidence) -> None:
    tied = [words_of(block.inline) for block in ties(evidence) if isinstance(block, Paragraph)]
    assert tied == [
        "“As written” cannot be told from “A warning first”, taking benefit and burden together: "
        "the draws disagree on which is better."
    ]


def test_designs_that_are_all_tied_with_each_other_are_told_once(evidence: Evidence) -> None:
    names = [one.name for one in evidence.designs]
    together = tuple(
        one._replace(tied=tuple(name for name in names if name != one.name))
        for one in evidence.designs
    )
    (told_once,) = ties(evidence._replace(designs=together))
    assert isinstance(told_once, Paragraph)
    words = words_of(told_once.inline)
    assert "cannot be told from one another" in words
    assert all(f"“{one.title}”" in words for one in together)


@pytest.mark.parametrize("name", SAYS)
def test_no_sentence_begins_with_a_number_which_may_begin_small(
    name: str, evidence: Evidence
) -> None:
    for block in said(evidence, name):
        if isinstance(block, Paragraph):
            before = ". "
            for span in block.inline:
                assert not (span.key and before.endswith(". ")), words_of(block.inline)
                before = span.text


def test_a_row_of_which_nothing_is_known_is_named_below_the_table(evidence: Evidence) -> None:
    gone = evidence._replace(
        numbers={
            at: one._replace(value=None) if one.key == "M1.share" else one._replace(few=False)
            for at, one in evidence.numbers.items()
        }
    )
    table = grid(gone, ["M1.share", "M7.repaired"])
    assert isinstance(table, Grid) and len(table.rows) == 1
    assert table.note == "Not known, or too few to tell: penal days that are wrong."
    nothing = grid(gone, ["M1.share"])
    assert isinstance(nothing, Paragraph) and words_of(nothing.inline) == table.note


def test_ranges_of_few_seeds_or_draws_are_said_to_be_coarse(evidence: Evidence) -> None:
    many = evidence._replace(asked={**evidence.asked, "seeds": FEW_SEEDS, "points": FEW_DRAWS})
    assert coarse(many) == ""
    few = evidence._replace(asked={**evidence.asked, "seeds": FEW_SEEDS - 1, "points": FEW_DRAWS})
    assert coarse(few).startswith("Ranges of 4 repetitions and 20 draws are coarse")


def test_an_error_that_moved_no_run_is_told_as_too_few(evidence: Evidence) -> None:
    first = evidence.costs[0]._replace(a_point=0.0, ends=(0.0, 0.0))
    (table,) = TABLES["costs"](evidence._replace(costs=(first, *evidence.costs[1:])))
    assert isinstance(table, Grid)
    assert [words_of(row[1]) for row in table.rows] == ["too few to tell", "0.8 % (not known)"]
    (none,) = TABLES["costs"](evidence._replace(costs=(first,)))
    assert isinstance(none, Paragraph) and "cannot be told" in words_of(none.inline)


def test_a_number_that_nothing_moves_says_so_in_few_words(evidence: Evidence) -> None:
    one = evidence.numbers["M1.share", ""]
    still = one._replace(value=0.5, luck=(0.5, 0.5), assumptions=(0.5, 0.5), few=False)
    assert words_of(whole(still)) == "50 % (the same by luck and by what is assumed)"


@pytest.fixture(scope="module")
def several(evidence: Evidence) -> Evidence:
    """The same as if the run had a second scheme beside its own, under which nobody lived."""
    run, names = evidence.run, ("rongcheng", "idle")
    first = run.names["schemes"][0]
    schemes = [{**first, "name": name, "title": name} for name in names]
    names_of_two = {**run.names, "schemes": schemes}
    both = replace(run, manifest={**run.manifest, "names": names_of_two}, _made={})
    numbers = {
        (f"{name}/{key}", design): one._replace(key=f"{name}/{key}")
        for (key, design), one in evidence.numbers.items()
        for name in names
        if one.of.by_scheme
    }
    return evidence._replace(run=both, numbers={**evidence.numbers, **numbers})


def test_of_several_schemes_that_with_most_days_of_penalty_is_told_in_full(
    several: Evidence,
) -> None:
    assert keys_of(several, ["M1.share"]) == ["rongcheng/M1.share"]
    (one,) = sentences(several, "{M1.share} are wrong.")
    assert words_of(one.inline).startswith("rongcheng: ")
    told_of = [words_of(block.inline) for block in SAYS["simulated"](several)[:-1]]  # type: ignore
    assert "Of 2 schemes one is told in full" in told_of[-1]


def test_which_scheme_a_table_is_of_stands_in_its_caption_and_of_paragraphs_in_the_first(
    several: Evidence, evidence: Evidence
) -> None:
    table = grid(several, ["M1.share", "M1.strict"], "Wrong penalties")
    lead = "rongcheng: "
    assert isinstance(table, Grid) and words_of(table.rows[0][0]).startswith(lead)
    sentence = sentences(several, "Of days {M1.share} are wrong.")
    first, second, once = said_once(several, (*sentence, *sentence, table))
    assert words_of(first.inline).startswith(f"{lead}Of days ")  # type: ignore[union-attr]
    assert words_of(second.inline).startswith("Of days ")  # type: ignore[union-attr]
    assert isinstance(once, Grid) and once.caption == "Wrong penalties: rongcheng"
    assert [words_of(row[0]) for row in once.rows] == [
        words_of(row[0]).removeprefix(lead) for row in table.rows
    ]
    of_two = replace(table, rows=(*table.rows, cells("idle: none", "", "", "")))
    assert said_once(several, [of_two]) == (of_two,), "each line says of which it is"
    alone = grid(evidence, ["M1.share"])
    assert said_once(evidence, [alone]) == (alone,)


def test_all_schemes_stand_beside_each_other(several: Evidence, evidence: Evidence) -> None:
    (grid,) = TABLES["schemes-beside"](several)
    assert isinstance(grid, Grid)
    assert [words_of(row[0]) for row in grid.rows] == ["rongcheng", "idle"]
    assert {span.key for row in grid.rows for cell in row for span in cell if span.key} >= {
        "rongcheng/M18.ever", "idle/M18.ever",
    }  # fmt: skip
    assert TABLES["schemes-beside"](evidence) == ()


OF_SEVERAL = {"schemes-beside", "art5-schemes"}  # tables that say nothing where there is one


@pytest.mark.parametrize("name", [*SAYS, *(name for name in TABLES if name not in OF_SEVERAL)])
def test_an_answer_says_something_even_where_the_runs_say_little(
    name: str, evidence: Evidence
) -> None:
    """Of evidence without designs, conditions, costs or numbers nothing breaks: words say so."""
    bare = evidence._replace(designs=(), conditions=(), assumed=(), costs=(), numbers={})
    assert said(bare, name) if name in SAYS else TABLES[name](bare)


def test_the_table_says_in_which_money_a_number_is(evidence: Evidence) -> None:
    abroad = replace(evidence.run, manifest={**evidence.run.manifest, "currency": "euro"})
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(evidence._replace(run=abroad))]
    (taken,) = {(one["words"], one["unit"]) for one in rows if one["key"] == "doors.money"}
    assert taken == ("money taken from people", "euro per person-year")
    assert not [one for one in rows if "units of money" in one["words"]]


def test_a_range_of_draws_on_too_few_cases_is_not_told(evidence: Evidence) -> None:
    sure = evidence.numbers["M1.share", ""]
    tenth = sure._replace(unsure=(True, True, *[False] * 18))
    few = sure._replace(unsure=(True, True, True, *[False] * 17))
    assert words_of(assumptions(tenth)) == words_of(assumptions(sure)) != "too few to tell"
    assert words_of(assumptions(few)) == "too few to tell" != words_of(told(few))
    row = next(row for row in rows_of(evidence._replace(numbers={("M1.share", ""): few})))
    assert dict(zip(COLUMNS, row, strict=True))["few_points"] == 3


def test_what_a_section_does_not_know_it_names_once(evidence: Evidence) -> None:
    """Under a sentence and under a table of the same numbers; another section names it again."""
    gone = {
        at: one._replace(value=None) if one.key.startswith("M4.") else one
        for at, one in evidence.numbers.items()
    }
    blocks = (*said(evidence._replace(numbers=gone), "contexts"),
              grid(evidence._replace(numbers=gone), ["M4"]))  # fmt: skip
    once = said_once(evidence, blocks)
    words = " ".join(
        words_of(one.inline) if isinstance(one, Paragraph) else getattr(one, "note", "")
        for one in once
    )
    for name in ("M4.other_part", "M4.distance", "M4.unrelated_dependence"):
        assert words.count(BY_ID[name].words) == 1, name
    assert said_once(evidence, once) == once
