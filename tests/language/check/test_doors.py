"""A consequence that can never act is refused at its line, whatever keeps it from acting."""

import shutil

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check_file import check_file
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.paths import scenario_names, scheme_names

SCHEME = """
scheme: idle
title: Idle
place: rongcheng
starts: 2014-01-01
ends: 2018-12-31
subjects: [{since: 2014-01-01, min_age: 18, source: assumed, evidence: assumed}]
score: [{since: 2014-01-01, start: 100, SCORE source: assumed, evidence: assumed}]
grades: [{since: 2014-01-01, bands: {A: 100, B: 50, C: lowest}, source: assumed, evidence: assumed}]
layers:
  - {layer: village, coverage: 0.5, since: 2014-01-01, source: assumed, evidence: assumed}
  - {layer: nowhere, coverage: 0, since: 2014-01-01, source: assumed, evidence: assumed}
entries:
  - {deed: traffic-offence, points: -60, since: 2014-01-01, source: assumed, evidence: assumed}
  - {deed: gambling, points: -1, since: 2014-01-01, until: 2015-12-31, source: assumed, evidence: assumed}
  - {deed: littering, points: 0, since: 2014-01-01, source: assumed, evidence: assumed}
lists:
  - {list: black, colour: black, enter: {grades: [C]}, since: 2014-01-01, source: assumed, evidence: assumed}
  - {list: early, colour: black, enter: {grades: [C]}, since: 2014-01-01, until: 2015-12-31, source: assumed, evidence: assumed}
  - {list: deep, colour: black, enter: {score_below: -5000}, since: 2014-01-01, source: assumed, evidence: assumed}
PUBLICATION
consequences:
  - {consequence: door, source: assumed, evidence: assumed, RULE}
procedure:
  - {since: 2014-01-01, notice: {chance: 1.0, after: 1 day}, dispute: {window: 14 days}, office: {decisions: 4,
     per: 100000 residents a month}, proof: person, paused: false, finds: {wrong: 0.8, right: 0.1, unclear: 0}, copies: {after:
     1 day}, validity: {bad: 1 year, good: 1 year}, source: assumed, evidence: assumed}
"""  # noqa: E501
PENAL = "when: {grades: [C]}, since: 2014-01-01"
LATE = "when: {grades: [C]}"
REFUSE = "domain: fly, effect: refuse"
FINE = "effect: money, money: -5"
SHOWN = "effect: shown, audience: callers"
BAN = "domain: traffic, effect: incapacitate, stops: [traffic-offence]"
ASSUMED = "source: assumed, evidence: assumed"


def after(entry, year=2014):
    """The beginning of a rule about records under an entry."""
    return f"when: {{entry: [{entry}]}}, since: {year}-01-01, domain: money"


ACTING = [
    f"{PENAL}, {REFUSE}",
    f"when: {{anyone: true}}, since: 2014-01-01, {REFUSE}",
    f"{PENAL}, domain: traffic, effect: incapacitate, stops: [traffic-offence]",
    f"{PENAL}, domain: public-order, effect: money, money: -5, per: month",
    f"{PENAL}, domain: public-order, effect: shown, audience: neighbours",
    f"when: {{list: black}}, since: 2014-01-01, {REFUSE}, layer: village",
    f"when: {{list: dishonest-debtors, of: court-list}}, since: 2014-01-01, {REFUSE}",
    "when: {entry: [gambling]}, since: 2014-01-01, domain: public-order, effect: money, money: -5",
    f"when: {{grades: [C]}}, since: 2010-01-01, {REFUSE}",
    f"{PENAL}, {REFUSE}, coverage: {{2014-01-01: 0, 2018-01-01: 0.5}}",
]
IDLE = {
    "refusing where nobody tries anything": f"{PENAL}, domain: traffic, effect: refuse",
    "dearer where nobody buys": f"{PENAL}, domain: commerce, effect: dearer",
    "first in a queue where nobody queues": f"{PENAL}, domain: family, effect: priority",
    "inspected where nobody applies": f"{PENAL}, domain: business, effect: inspect",
    "a fee a try where nobody tries": f"{PENAL}, domain: charity, {FINE}, per: attempt",
    "shown at each try where nobody tries": f"{PENAL}, domain: faith, {SHOWN}, per: attempt",
    "a sum of nought": f"{PENAL}, domain: money, effect: money, money: 0, per: year",
    "nought a point": f"{after('gambling')}, effect: money, money_per_point: 0",
    "so much a point of no points": f"{after('littering')}, effect: money, money_per_point: 1",
    "after records no longer filed": f"{after('gambling', 2016)}, {FINE}",
    "on a list that was closed before": f"when: {{list: early}}, since: 2016-01-01, {REFUSE}",
    "on a list that nobody can enter": f"when: {{list: deep}}, since: 2014-01-01, {REFUSE}",
    "in a layer that nobody has": f"{PENAL}, {REFUSE}, layer: nowhere",
    "after the scheme": f"when: {{grades: [C]}}, since: 2019-01-01, {REFUSE}",
    "before the scheme": f"{LATE}, since: 2010-01-01, until: 2013-12-31, {REFUSE}",
    "within a month": f"{LATE}, since: 2014-03-02, until: 2014-03-31, {REFUSE}",
    "a body that never looks": f"{PENAL}, {REFUSE}, coverage: {{2014-01-01: 0}}",
    "a check that fails nobody": f"{PENAL}, {REFUSE}, fails: {{chance: 0}}",
    "what everybody gets round": f"{PENAL}, {BAN}, evaded: {{share: 1, {ASSUMED}}}",
}


def written(folder, rule, score="lowest: -5000,", publication=""):
    """The scheme with this consequence, in a folder of its own."""
    home = folder / "idle"
    home.mkdir()
    text = SCHEME.replace("RULE", rule).replace("SCORE", score)
    (home / "scheme.yaml").write_text(text.replace("PUBLICATION\n", publication), encoding="utf-8")
    return home


def line_of(home, word):
    lines = (home / "scheme.yaml").read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if word in line)


@pytest.mark.parametrize("rule", ACTING)
def test_what_can_act_passes(tmp_path, rule):
    assert "everything fits" in check_file(written(tmp_path, rule))


@pytest.mark.parametrize("why", IDLE)
def test_what_can_never_act_is_refused_at_its_line(tmp_path, why):
    home = written(tmp_path, IDLE[why])
    with pytest.raises(SocialCreditError) as caught:
        check_file(home)
    error = caught.value
    assert f"scheme.yaml:{line_of(home, 'consequence: door')}:" in error.where
    assert error.expected and not error.others


def test_a_grade_below_the_lowest_score_is_held_by_nobody(tmp_path):
    with pytest.raises(SocialCreditError, match="nobody can come to C"):
        check_file(written(tmp_path, f"{PENAL}, {REFUSE}", score="lowest: 50,"))


def test_a_grade_to_which_no_record_leads_is_held_by_nobody(tmp_path):
    home = written(tmp_path, f"{PENAL}, {REFUSE}")
    file = home / "scheme.yaml"
    file.write_text(file.read_text().replace("-60", "0").replace("points: -1,", "points: 1,"))
    with pytest.raises(SocialCreditError, match="nobody can come to C"):
        check_file(home)
    file.write_text(file.read_text().replace("points: 0, since", "to_grade: C, since", 1))
    assert "everything fits" in check_file(home)


def test_records_that_no_rule_files_are_shown_to_nobody(tmp_path):
    shown = ("publication: [{of: good records, audience: everybody, since: 2014-01-01, "
             "source: assumed, evidence: assumed}]\n")  # fmt: skip
    with pytest.raises(SocialCreditError, match="no rule files good records"):
        check_file(written(tmp_path, f"{PENAL}, {REFUSE}", publication=shown))


def test_a_bureau_shares_nothing_where_nobody_lends(tmp_path):
    bureau = ("bureau: [{bureau: shared, members: {2014-01-01: 0.5}, since: 2014-01-01, "
              "source: assumed, evidence: assumed}]\n")  # fmt: skip
    with pytest.raises(SocialCreditError, match="nobody lends"):
        check_file(written(tmp_path, f"{PENAL}, {REFUSE}", publication=bureau))


def test_the_assumptions_beside_a_scheme_say_what_people_try(tmp_path):
    home = written(tmp_path, f"{PENAL}, domain: traffic, effect: refuse")
    (home / "tries.yaml").write_text(
        "extends: domains.yaml\nattempts:\n  - {domain: traffic, title: Setting out by car, "
        "per_year: 300, from: assumed, evidence: assumed}\n"
    )
    (home / "scenario.yaml").write_text(
        "scenario: idle\ntitle: Idle\nplaces: [rongcheng]\npeople: 100\nschemes: [scheme.yaml]\n"
        "from: 2014-01-01\nto: 2014-12-31\nseed: 1\nassumptions: {domains: tries.yaml}\n"
    )
    assert "everything fits" in check_file(home)
    file = home / "tries.yaml"
    file.write_text(file.read_text().replace("per_year: 300", "per_year: 0"))
    with pytest.raises(SocialCreditError, match="nobody tries anything in `traffic`"):
        check_file(home)


MOVED = {
    "another domain": "schemes.rongcheng.consequences.no-loan.domain=faith",
    "all of them anew": "schemes.rongcheng.consequences=[{consequence: door, when: {grades: [D]}, "
    "domain: faith, effect: refuse, since: 2014-01-01, source: assumed, evidence: assumed}]",
}


@pytest.mark.parametrize("change", MOVED.values(), ids=MOVED)
def test_a_change_may_not_move_a_door_to_where_nobody_tries(change):
    with pytest.raises(SocialCreditError, match="nobody tries anything in `faith`"):
        resolve(loading.load_scenario("rongcheng"), [change])


@pytest.mark.parametrize(
    "change",
    ["schemes.rongcheng.ends=2015-12-31", "assumptions.domains.attempts.loan.per_year=0",
     "schemes.rongcheng.consequences.no-loan.coverage={2014-01-01: 0}"],
)  # fmt: skip
def test_a_change_may_switch_a_door_off(change):
    as_shipped, changed = (
        resolve(loading.load_scenario("rongcheng"), sets) for sets in ([], [change])
    )
    assert changed != as_shipped, "it is taken, and changes what is run"


def test_a_deed_that_nobody_does_needs_no_stopping(tmp_path):
    rule = f"{PENAL}, domain: traffic, effect: incapacitate, stops: [traffic-offense]"
    with pytest.raises(SocialCreditError, match="no deed `traffic-offense`") as caught:
        check_file(written(tmp_path, rule))
    assert caught.value.meant == "traffic-offence"


def test_a_variant_may_end_before_rules_of_its_original_begin(tmp_path):
    home = tmp_path / "short"
    home.mkdir()
    (home / "scheme.yaml").write_text("extends: rongcheng\nscheme: short\nends: 2015-12-31\n")
    assert "everything fits" in check_file(home)


def test_the_ban_that_stopped_nobody_is_refused(tmp_path):
    home = tmp_path / "licence-points"
    shutil.copytree(loading.scheme_file("licence-points").parent, home)
    text = (home / "scheme.yaml").read_text(encoding="utf-8")
    before, _, rest = text.partition("effect: incapacitate,")
    stops = rest[rest.index("stops:") : rest.index("]") + 2]
    (home / "scheme.yaml").write_text(before + "effect: refuse," + rest.replace(stops, ""))
    (home / "cases.yaml").unlink()
    with pytest.raises(SocialCreditError, match="nobody tries anything in `traffic`") as caught:
        check_file(str(home))
    assert "incapacitate" in caught.value.expected


@pytest.mark.parametrize("name", scheme_names())
def test_no_shipped_scheme_has_an_idle_consequence(name):
    assert "everything fits" in check_file(name)


@pytest.mark.parametrize("name", scenario_names())
def test_nor_has_one_in_any_shipped_scenario(name):
    loading.load_scenario(name)
    assert "everything fits" in check_file(loading.scenario_file(name))
