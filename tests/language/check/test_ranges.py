"""Strengths carry their doubt: a range holds what is written, and says one thing at a time."""

from pathlib import Path

import pytest

from socialcredit.compile.response_file import refuse_unknown_in
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check_file import examined
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_beliefs, load_scheme
from socialcredit.language.resolve.paths import ASSUMPTIONS
from socialcredit.language.tell.diff import diff_text
from socialcredit.language.tell.scheme import show_fields, show_text
from tests.engine.towns import town

FILE = """\
sources: {book: {title: A book, where: a shelf, read: secondary}}
mechanisms:
  - mechanism: perceived-risk
    strength: 0.3
    hearsay: 0.1
    learns: 0.0
    from: assumed
    evidence: assumed
    doubt:
DOUBTS
  - mechanism: dispute
    strength: 1.0
    right: [0.01, 0.01, 0.02, 0.03, 0.04]
    wrong: [0.10, 0.15, 0.25, 0.35, 0.50]
    from: assumed
    evidence: assumed
    doubt: [{of: [right, wrong], times: [0.6, 1.6], with: contesting}]
"""
RIGHT = "{of: strength, low: 0.17, high: 0.67, from: book, evidence: secondary}"
FIRST = 10  # the line of the first doubt


def file_of(folder: Path, *doubts: str) -> Path:
    """A file of mechanisms with these doubts of the first one."""
    file = folder / "behaviour.yaml"
    lines = "\n".join(f"      - {doubt}" for doubt in doubts)
    file.write_text(FILE.replace("DOUBTS", lines), encoding="utf-8")
    return file


def told_of(file: Path) -> str:
    """What `check` says of a file."""
    return "\n\n".join(error.render_one() for error in examined(file).errors)


@pytest.mark.parametrize(
    "doubt",
    [
        RIGHT,
        "{of: strength, low: 0.3, high: 0.3}",
        "{of: strength, low: 0.1, high: 0.6, shape: log}",
        "{of: [strength, hearsay], times: [0.5, 2]}",
        "{of: [strength, hearsay], times: [0.5, 2], with: both}",
        "{of: learns, low: -1, high: 1}",
        "{of: hearsay, low: 0.05, high: 0.2, with: contesting}",
    ],
)
def test_a_range_that_holds_what_is_written_fits(tmp_path, doubt):
    assert told_of(file_of(tmp_path, doubt)) == ""


WRONG = {
    "a name that is not there": (
        "{of: strenght, times: [0.5, 2]}",
        ["no setting strenght is written", "'strength'"],
    ),
    "a default that nobody wrote": (
        "{of: fades, times: [0.5, 2]}",
        ["no setting fades is written", "a default has to be written before it is in doubt"],
    ),
    "a word": ("{of: evidence, times: [0.5, 2]}", ["evidence is not a number"]),
    "no range": ("{of: strength}", ["this doubt has no range", "low: X and high: Y, or times"]),
    "one end": ("{of: strength, low: 0.1}", ["this range has one end"]),
    "two ranges": (
        "{of: strength, low: 0.1, high: 0.5, times: [0.5, 2]}",
        ["this doubt has two ranges"],
    ),
    "ends the wrong way round": (
        "{of: strength, low: 0.5, high: 0.1}",
        ["the range begins above its end", "at most 0.1, its `high`"],
    ),
    "a value below": (
        "{of: strength, low: 0.31, high: 0.5}",
        ["the written strength, 0.3, lies below its range", "found:    0.31", "at most 0.3"],
    ),
    "a value above": (
        "{of: strength, low: 0.1, high: 0.29}",
        ["the written strength, 0.3, lies above its range", "found:    0.29", "at least 0.3"],
    ),
    "factors that leave out one": ("{of: strength, times: [1.1, 2]}", ["do not lie about 1"]),
    "factors below one": ("{of: strength, times: [0.5, 0.9]}", ["do not lie about 1"]),
    "a factor of nought": ("{of: strength, times: [0, 2]}", ["0 < LOW <= 1 <= HIGH"]),
    "multiples of nought": ("{of: learns, times: [0.5, 2]}", ["learns is nought"]),
    "a logarithm of nought": (
        "{of: strength, low: 0, high: 1, shape: log}",
        ["have no logarithm", "more than 0, or shape: uniform"],
    ),
    "one setting twice": (
        "{of: [strength, hearsay, strength], times: [0.5, 2]}",
        ["strength is in doubt already"],
    ),
    "a cut of no product": (
        "{of: hearsay, low: 0.05, high: 0.2, most: 1}",
        ["`most` cuts products"],
    ),
    "cuts the wrong way round": (
        "{of: hearsay, times: [0.5, 2], least: 1, most: 0.5}",
        ["the least is more than the most"],
    ),
    "a cut that moves what is written": (
        "{of: hearsay, times: [0.5, 2], most: 0.05}",
        ["the written hearsay lies beyond where products are cut", "most: 0.1"],
    ),
    "a document that is not there": (
        "{of: hearsay, low: 0.05, high: 0.2, from: bok}",
        ["no document `bok`", "'book'"],
    ),
    "an end that is no number": ("{of: hearsay, low: .nan, high: 0.2}", ["not a number"]),
    "an end that has no end": ("{of: hearsay, low: 0.05, high: .inf}", ["not a number"]),
    "one factor": ("{of: hearsay, times: [0.5]}", ["too short"]),
    "a shape that nobody knows": (
        "{of: hearsay, times: [0.5, 2], shape: logs}",
        ["this word is not known here", "'log'"],
    ),
    "a key that nobody knows": (
        "{of: hearsay, tims: [0.5, 2]}",
        ["`tims` is not known", "'times'"],
    ),
}


@pytest.mark.parametrize("doubt, words", WRONG.values(), ids=WRONG.keys())
def test_a_doubt_that_does_not_fit_is_refused_at_its_line(tmp_path, doubt, words):
    file = file_of(tmp_path, doubt)
    told = told_of(file)
    assert f"behaviour.yaml:{FIRST}:" in told
    with pytest.raises(SocialCreditError) as refused:
        load_beliefs({"behaviour": file})
    for word in words:
        assert word in told and word in refused.value.render()


def test_all_that_is_wrong_with_doubts_is_told_at_once(tmp_path):
    some = [*WRONG.values()][:12]
    told = told_of(file_of(tmp_path, *(doubt for doubt, _ in some)))
    for _, words in some:
        assert words[0] in told


def test_what_is_wrong_elsewhere_hides_no_doubt(tmp_path):
    file = file_of(tmp_path, "{of: strength, low: 0.31, high: 0.5}")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("strength: 1.0", "strength: much"), encoding="utf-8")
    told = told_of(file)
    assert "lies below its range" in told and "this is not a number" in told


def test_whose_partner_cannot_be_read_is_not_said_to_have_none(tmp_path):
    file = file_of(tmp_path, "{of: hearsay, low: 0.05, high: 0.2, with: lone}", RIGHT)
    text = file.read_text(encoding="utf-8").replace("with: contesting", "with: lone")
    file.write_text(text.replace("strength: 1.0", "strength: much"), encoding="utf-8")
    assert "nothing else" not in told_of(file)


@pytest.mark.parametrize("word, odd", [("contestng", True), ("who argues", False)])
def test_a_word_that_looks_like_another_is_asked_about(tmp_path, word, odd):
    file = file_of(tmp_path, f"{{of: hearsay, low: 0.05, high: 0.2, with: {word}}}")
    told = "\n".join(one.render_one() for one in examined(file).warnings)
    assert ("nothing else of the file is in doubt with `contestng`" in told) == odd
    assert ("'contesting'" in told) == odd and told_of(file) == ""


BEYOND = """\
sources:
  - source: cameras
    title: Cameras
    sees: {{jaywalking: 0.6}}
    delay: {{least: 0 days, most: 3 days}}
    wrong_person: 0.4
    from: assumed
    evidence: assumed
    doubt: [{doubt}]
"""


@pytest.mark.parametrize(
    "doubt, words",
    [
        ("{of: wrong_person, low: 0.1, high: 1.1}", "this end is beyond what `wrong_person` can"),
        ("{of: [sees, wrong_person], times: [0.5, 2]}", "beyond what `sees.jaywalking` can"),
        ("{of: [sees, wrong_person], times: [0.5, 2], most: 1}", ""),
        ("{of: delay.most, times: [0.5, 2]}", ""),
    ],
)
def test_an_end_beyond_what_a_setting_can_be_is_told(tmp_path, doubt, words):
    file = tmp_path / "sensors.yaml"
    file.write_text(BEYOND.format(doubt=doubt), encoding="utf-8")
    told = told_of(file)
    assert words in told and bool(words) == bool(told)
    assert not words or "sensors.yaml:9:" in told


def test_an_end_beyond_the_limits_of_a_mechanism_is_told(tmp_path):
    fits = file_of(tmp_path, "{of: learns, low: -1, high: 1}")
    with pytest.raises(SocialCreditError, match="at this end of the range this is beyond"):
        refuse_unknown_in(fits)


def test_a_table_is_in_doubt_by_factors_alone(tmp_path):
    text = file_of(tmp_path, RIGHT).read_text(encoding="utf-8")
    file = tmp_path / "mine.yaml"
    ends = text.replace("of: [right, wrong], times: [0.6, 1.6], with: contesting",
                        "of: right, low: 0, high: 1")  # fmt: skip
    file.write_text(ends, encoding="utf-8")
    assert "right is a table" in told_of(file)


def test_a_block_is_in_doubt_or_held_and_not_both(tmp_path):
    file = file_of(tmp_path, RIGHT)
    text = file.read_text(encoding="utf-8").replace("    doubt:\n", "    held: why\n    doubt:\n")
    file.write_text(text, encoding="utf-8")
    assert "held fixed and in doubt at once" in told_of(file)
    file.write_text(text.replace(f"    doubt:\n      - {RIGHT}\n", ""), encoding="utf-8")
    assert told_of(file) == ""


DEEDS = """\
extends: deeds.yaml
deeds:
  - deed: littering
    gravity: {{harm: 3, fine: 50, public: 20}}
    doubt: {doubts}
"""


@pytest.mark.parametrize(
    "doubts, words",
    [
        ("[{of: gravity.harm, low: 1, high: 9}, {of: gravity.fine, times: [0.5, 2]}]", ""),
        ("[{of: gravity.harm, low: 4, high: 9}]", "the written gravity.harm, 3, lies below"),
        ("[{of: gravity.hram, low: 1, high: 9}]", "'gravity.harm'"),
        ("[{of: gravity.harm, low: 1, high: 9}, {of: gravity, times: [0.5, 2]}]",
         "gravity is in doubt already, as gravity.harm"),
        ("[{of: title, times: [0.5, 2]}]", "title is not a number"),
        ("[{of: cheap_good, times: [0.5, 2]}]", "no setting cheap_good is written"),
    ],
)  # fmt: skip
def test_a_dot_leads_to_a_number_inside_a_deed(tmp_path, doubts, words):
    file = tmp_path / "mine.yaml"
    file.write_text(DEEDS.format(doubts=doubts), encoding="utf-8")
    told = told_of(file)
    assert words in told and bool(words) == bool(told)


@pytest.mark.parametrize("at", ["first", "within"])
def test_a_part_with_evidence_of_its_own_speaks_for_itself(tmp_path, at):
    doubt = "doubt: [{of: NAME, times: [0.5, 2]}]"
    outer = doubt.replace("NAME", "density.growth") if at == "first" else "draws_along: 0"
    inner = doubt.replace("NAME", "growth") if at == "within" else "note: none"
    file = tmp_path / "sensors.yaml"
    file.write_text(f"""\
sources:
  - source: cameras
    title: Cameras
    sees: {{jaywalking: 1.0}}
    delay: {{least: 0 days, most: 3 days}}
    density: {{per_1000: 10, begins: 2012-01-01, ends: 2018-01-01, growth: 0.1, each_covers: 0.1,
      with_recognition: {{2012-01-01: 0.1}}, from: assumed, evidence: assumed, {inner}}}
    {outer}
    from: assumed
    evidence: assumed
""", encoding="utf-8")  # fmt: skip
    assert told_of(file) == "" if at == "within" else "evidence of its own" in told_of(file)


TABLES = """\
extends: population.yaml
traits: {source: census, evidence: primary, held: "published"}
newcomers:
  urban: 0.367
  rural: 0.088
  arrived: 0.15
  source: census
  evidence: assumed
  doubt: [DOUBT]
"""


@pytest.mark.parametrize(
    "doubt, words",
    [
        ("{of: arrived, low: 0.1, high: 0.2, from: cnnic}", ""),
        ("{of: urban, times: [0.5, 2]}", ""),
        ("{of: arived, low: 0.1, high: 0.2}", "'arrived'"),
        ("{of: arrived, low: 0.2, high: 0.3}", "the written arrived, 0.15, lies below"),
        ("{of: arrived, low: 0.1, high: 0.2, from: cnic}", "'cnnic'"),
        ("{of: arrived, lwo: 0.1, high: 0.2}", "`lwo` is not known here"),
    ],
)
def test_tables_of_the_population_carry_their_doubt(tmp_path, doubt, words):
    file = tmp_path / "population.yaml"
    file.write_text(TABLES.replace("DOUBT", doubt), encoding="utf-8")
    told = told_of(file)
    assert words in told and bool(words) == bool(told)
    assert not told or "population.yaml:9:" in told


def test_a_table_of_the_population_is_one(tmp_path):
    file = tmp_path / "population.yaml"
    file.write_text("extends: population.yaml\nnewcomers: 0.5\n", encoding="utf-8")
    assert "population.yaml:2:" in told_of(file)


RULES = """\
extends: rongcheng
scheme: mine
sources: {{book: {{title: A book, where: a shelf, read: secondary}}}}
procedure:
  - since: 2014-01-01
    notice: {{chance: 0.4, after: 30 days, source: assumed, evidence: assumed{notice}}}
    dispute: {{window: 60 days}}
    office: {{decisions: 25, per: 100000 residents a month}}
    validity: {{bad: 2 years}}
    source: assumed
    evidence: assumed
    {whole}
entries:
  - {{deed: littering, points: -5, since: 2014-01-01, source: assumed, evidence: assumed{entry}}}
"""


@pytest.mark.parametrize(
    "part, doubt, words",
    [
        ("notice", "[{of: chance, low: 0.1, high: 0.8, from: book}]", ""),
        ("whole", "[{of: office.decisions, low: 5, high: 100, shape: log}]", ""),
        ("whole", "[{of: validity.bad, times: [0.5, 2]}]", ""),
        ("entry", "[{of: points, low: -10, high: -2}]", ""),
        ("entry", "[{of: points, low: -4, high: -2}]", "the written points, -5, lies below"),
        ("entry", "[{of: point, low: -4, high: -2}]", "'points'"),
        ("notice", "[{of: chance, low: 0.5, high: 0.8}]", "the written chance, 0.4, lies below"),
        ("notice", "[{of: chance, low: 0.1, high: 0.8, from: bok}]", "'book'"),
        ("whole", "[{of: notice.chance, times: [0.5, 2]}]", "notice has evidence of its own"),
        ("whole", "[{of: dispute.window, low: 30, high: 90}]", "dispute.window is a term"),
        ("whole", "[{of: office.per, times: [0.5, 2]}]", "office.per is not a number"),
    ],
)
def test_rules_of_a_scheme_carry_their_doubt(tmp_path, part, doubt, words):
    folder = tmp_path / "mine"
    folder.mkdir()
    told_by = dict.fromkeys(("notice", "entry"), "") | {"whole": "note: none"}
    told_by[part] = f"doubt: {doubt}" if part == "whole" else f", doubt: {doubt}"
    (folder / "scheme.yaml").write_text(RULES.format(**told_by), encoding="utf-8")
    told = told_of(folder / "scheme.yaml")
    assert words in told and bool(words) == bool(told)
    if words:
        with pytest.raises(SocialCreditError, match="scheme.yaml"):
            load_scheme(folder)


def test_no_value_of_a_scheme_knows_of_its_doubt(tmp_path):
    told = []
    for name, doubt in (("plain", ""), ("doubted", ", doubt: [{of: points, times: [0.5, 2]}]")):
        folder = tmp_path / name / "mine"
        folder.mkdir(parents=True)
        rules = RULES.format(notice="", whole="note: none", entry=doubt)
        (folder / "scheme.yaml").write_text(rules, encoding="utf-8")
        told.append(load_scheme(folder))
    plain, doubted = told
    assert plain != doubted
    assert show_fields(plain) == show_fields(doubted) and show_text(plain) == show_text(doubted)
    assert diff_text(plain, doubted) == diff_text(plain, plain)


@pytest.mark.parametrize("changed", ["strength=0.9", "right=0.1", "hearsay=0.9"])
def test_a_change_may_lead_beyond_the_range_of_what_was_written(tmp_path, changed):
    file = file_of(tmp_path, RIGHT, "{of: hearsay, low: 0.05, high: 0.2}")
    scenario = town().model_copy(update={"assumptions": {"behaviour": str(file)}})
    block = "dispute" if "right" in changed else "perceived-risk"
    there = resolve(scenario, [f"assumptions.behaviour.{block}.{changed}"]).beliefs.behaviour
    assert there.mechanisms[0].doubt and there.mechanisms[1].doubt


def test_a_range_that_is_changed_must_be_one(tmp_path):
    with pytest.raises(SocialCreditError, match="the range begins above its end"):
        resolve(town(), ["assumptions.behaviour.perceived-risk.doubt.0.low=5"])


@pytest.mark.parametrize("path", sorted(ASSUMPTIONS.rglob("*.yaml")), ids=lambda path:
                         path.relative_to(ASSUMPTIONS).as_posix())  # fmt: skip
def test_what_is_shipped_holds_what_it_writes(path):
    assert told_of(path) == ""
