"""What the books of a run have no room for is refused at its line, and never counted wrongly."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.loading import believed
from tests.language.fixtures import MINI, changed, error_of, scheme_of

MANY = ", ".join(f"G{n}: {900 - 10 * n}" for n in range(20)) + ", last: lowest"


def with_many_grades(straight_to):
    text = changed("AAA: 1050, AA: 1030, A: 960, B: 850, C: 600, D: lowest", MANY)
    text = text.replace("penal: [C, D], honour: [AAA, AA]", "penal: [], honour: []")
    text = text.replace("{grades: [D]}", "{grades: [last]}").replace(
        "{grades: [AAA]}", "{grades: [G0]}"
    )
    return text.replace("to_grade: C", f"to_grade: {straight_to}")


def test_a_record_leads_to_the_sixteenth_grade_and_no_further():
    assert len(scheme_of(with_many_grades("G15")).grades[0].bands) == 21
    error = error_of(with_many_grades("G16"))
    assert error.where.startswith("mini.yaml:22:")
    assert "grade 17 of 21, too far down" in error.message


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("points: -10, per", "points: -10, cap: {points: 700000, meter: points}, per", 22,
         "cannot be kept"),
        ("points: -10, per", "points: -10001, per", 22, "may not move a score so far"),
        ("points: -10, per", "points: -10, cap: {points: 0.5, meter: points}, per", 22, "finer"),
        ("points: -10, per", "points: -10, cap: {points: 5, meter: crossings}, per", 27,
         "counts points elsewhere and records here"),
        ("[200, 1/3]", "[65536, 1/3]", 26, "never reaches this bound"),
        ("[80, 1/2]", "[80, 1/999983], [100, 1/7]", 26, "no common measure"),
        ("[80, 1/2]", "[80.5, 1/2]", 26, "whole units"),
        ("[[20, 1]", "[[20, 101]", 26, "one unit"),
        ("start: 1000", "start: 1000001", 12, "out of range"),
        ("start: 1000", "start: 1000.5", 12, "finer than its unit"),
    ],
)  # fmt: skip
def test_each_limit_is_told_at_its_line(old, new, line, problem):
    broken = changed(old, new).replace(
        "\nentries:", "\n  - {meter: points, resets: yearly}\nentries:"
    )
    error = error_of(broken)
    found = [each for each in (error, *error.others) if problem in each.message]
    assert found, error.render()
    assert found[0].where.startswith(f"mini.yaml:{line}:"), error.render()


def test_a_catalogue_has_at_most_256_entries():
    line = (
        "  - {entry: e%d, deed: arrears, points: -1, since: 2014-01-01, source: law,"
        " evidence: primary}\n"
    )
    more = "".join(line % n for n in range(251))
    at = MINI.index("lists:\n")
    error = error_of(MINI[:at] + more + MINI[at:])
    assert "257 entries" in error.message
    assert error.where.startswith(f"mini.yaml:{20 + 257}:")
    assert len(scheme_of(MINI[:at] + more[more.index("\n") + 1 :] + MINI[at:]).entries) == 256


def test_a_scenario_has_at_most_31_schemes(folder):
    schemes = ", ".join(["mini"] * 32)
    text = (folder / "small.yaml").read_text(encoding="utf-8")
    (folder / "small.yaml").write_text(text.replace("[mini]", f"[{schemes}]", 1), encoding="utf-8")
    with pytest.raises(SocialCreditError) as caught:
        loading.load_scenario(folder / "small.yaml")
    assert "32 schemes" in caught.value.render()
    assert "small.yaml:5:" in caught.value.render()


@pytest.mark.parametrize(
    "kind, block, count", [("deeds", "deeds", 257), ("sensors", "sources", 33)]
)
def test_a_record_tells_so_many_deeds_and_sources_apart(folder, kind, block, count):
    path = folder / f"{kind}.yaml"
    lines = path.read_text(encoding="utf-8").rstrip().splitlines()
    at = lines.index(f"{block}:")
    item = "\n".join(lines[at + 1 :])
    name = {"deeds": "jaywalking", "sources": "police"}[block]
    copies = [item.replace(f" {name}", f" {name}-{n}", 1) for n in range(count)]
    path.write_text("\n".join([*lines[: at + 1], *copies]) + "\n", encoding="utf-8")
    with pytest.raises(SocialCreditError) as caught:
        believed(kind, read(path))
    assert f"{count} {block}, more than a record can tell apart" in caught.value.render()
