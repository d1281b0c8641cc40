"""Every alternative fits every scheme, runs over it, and changes what it says and no more."""

from datetime import date
from functools import cache

import pytest

from socialcredit.core.calendar import Duration, later
from socialcredit.engine.run import simulate
from socialcredit.language.resolve.alternatives import difference, laid_over, overlaid
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import (
    beliefs_beside,
    load_alternative,
    load_beliefs,
    load_scenario,
    load_scheme,
    with_alternatives,
)
from socialcredit.language.resolve.paths import alternative_names, scheme_names
from socialcredit.language.resolve.picking import against
from socialcredit.language.resolve.splitting import kinds_in
from socialcredit.language.resolve.vocabulary import vocabulary_of
from socialcredit.language.resolve.written import written_of
from socialcredit.language.tell.alternative import laid_sentence
from tests.schemes.test_runs import two_months

FIRST = date(2018, 1, 1)
PARTS = ("subjects", "score", "grades", "layers", "meters", "entries", "lists", "publication",
         "consequences", "bureau", "procedure")  # fmt: skip
COUNTED = [part for part in PARTS if part != "meters"]  # a meter alone does nothing
YEAR = 365
every_pair = pytest.mark.parametrize("alternative", alternative_names())
every_scheme = pytest.mark.parametrize("name", scheme_names())


@cache
def beliefs_of(name):
    """The assumption files that a scheme is run with."""
    return load_beliefs(beliefs_beside(name))


@cache
def laid(name, alternative):
    """A scheme, and the scheme as the alternative has it."""
    beliefs = beliefs_of(name)
    both = len(kinds_in(load_scheme(name))) > 1
    before = load_scheme(name, vocabulary_of(beliefs), "firms") if both else load_scheme(name)
    return before, overlaid(before, load_alternative(alternative), beliefs, FIRST)


def told_of(name, alternative):
    """What the alternative did to the scheme, in a sentence."""
    before, after = laid(name, alternative)
    return laid_sentence(difference(load_alternative(alternative), before, after, beliefs_of(name)))


def goes_round(name):
    """Whether any source that a scheme is run with goes round."""
    return any(source.rounds for source in beliefs_of(name).sensors.sources)


@every_scheme
@every_pair
def test_it_changes_the_parts_it_names_and_no_other(name, alternative):
    before, after = laid(name, alternative)
    named = {change.part for change in load_alternative(alternative).changes}
    allowed = set(named)
    if named & {"entries", "lists"}:
        allowed |= {"lists", "consequences"}  # they go with what they rest on
        allowed |= {"conditions", "grades"}
    if "scheme" in named:
        allowed |= {"ends"}
    moved = {
        field
        for field in type(before).model_fields
        if getattr(before, field) != getattr(after, field)
    }
    assert moved <= allowed


@every_scheme
@every_pair
def test_it_says_what_it_does_or_that_there_is_nothing_for_it_to_change(name, alternative):
    before, after = laid(name, alternative)
    change = load_alternative(alternative)
    moved = any(
        getattr(before, part) != getattr(after, part) for part in (*COUNTED, "ends")
    ) or any(
        each.part == "sensors" or (each.part == "rounds" and goes_round(name))
        for each in change.changes
    )
    told = told_of(name, alternative)
    assert ("finds nothing to change here" in told) == (not moved)
    assert moved or change.idle in told
    assert f"`{alternative}`" in told


def test_where_an_alternative_finds_nothing_to_change():
    found = {
        (alternative, name)
        for name in scheme_names()
        for alternative in alternative_names()
        if not alternative.startswith("visits-")  # where nobody goes round
        if "finds nothing" in told_of(name, alternative)
    }
    assert found == {
        ("expiry-one-year", "jinan"), ("expiry-one-year", "random-penalties"),
        ("expiry-one-year", "shanghai-crossing"), ("expiry-one-year", "shenzhen"),
        ("single-domain", "credit-bureau"), ("single-domain", "licence-points"),
        ("single-domain", "no-fly-list"), ("single-domain", "points-day"),
        ("warning-first", "no-fly-list"),
        ("fine-only", "daycare"), ("single-domain", "daycare"),  # it is such a fine
        # what a visit found is a score and no deduction
        ("warning-first", "food-service-2012"),
        ("warning-first", "food-service-year"), ("warning-first", "shanghai-food"),
    }  # fmt: skip


def test_what_it_does_is_counted():
    told = told_of("shenzhen", "single-domain")
    assert "it drops 2 of 3 consequences" in told  # the two shows; the fine for crossing stays
    told = told_of("zhengzhou", "fine-only")
    assert "drops 2 lists and 3 consequences" in told
    assert "adds 10 consequences" in told


def test_without_a_bureau_lenders_see_their_own_files_alone():
    for alternative in ("fine-only", "rewards-only"):
        assert laid("baihang", alternative)[1].bureau == ()
    assert laid("baihang", "fast-appeal")[1].bureau


def test_the_files_of_lenders_fade_and_are_put_right_as_the_alternative_says():
    def files(*alternatives):
        scenario = two_months("baihang", alternatives=alternatives)
        lending = scenario.model_copy(update={"assumptions": {"lending": "baihang/lending.yaml"}})
        return resolve(lending).beliefs.lending.files

    assert (files("expiry-one-year").kept, files().kept) == (YEAR, 5 * YEAR)
    assert files("fast-appeal").corrected > 10 * files().corrected


@every_scheme
@every_pair
def test_a_rule_that_it_does_not_touch_keeps_its_source(name, alternative):
    before, after = laid(name, alternative)
    for part in PARTS:
        kept = [rule for rule in getattr(after, part) if rule not in getattr(before, part)]
        assert all(getattr(rule, "evidence", "assumed") == "assumed" for rule in kept)


@every_scheme
@every_pair
def test_it_runs(name, alternative):
    scenario = two_months(name, people=800, alternatives=(alternative,))
    _, tables = simulate(resolve(scenario), 1)
    assert tables["grades"]["residents"].sum() > 0
    if alternative in ("rewards-only", "fine-only"):
        assert tables["harm"]["penalised"].sum() == 0
        assert tables["doors"]["refusals"].sum() == 0


@pytest.mark.parametrize("name", ["firms-together", "firms-side-by-side"])
@every_pair
def test_schemes_that_hear_of_each_other_may_all_become_milder(name, alternative):
    assert resolve(with_alternatives(load_scenario(name), [alternative])).laid


@every_scheme
def test_rewards_only_takes_nothing(name):
    _, after = laid(name, "rewards-only")
    assert not [rule for rule in after.rules if against(rule, after)]
    assert not any(grades.penal for grades in after.grades)


@every_scheme
def test_fine_only_knows_no_other_consequence_than_a_sum_of_money_for_a_record(name):
    before, after = laid(name, "fine-only")
    assert all(rule.when.entry and (rule.money or 0) < 0 for rule in after.consequences)
    assert {e.id for e in after.entries} == {e.id for e in before.entries if against(e, before)}
    assert not after.lists and not after.publication


@every_scheme
def test_nothing_against_a_person_outlasts_a_year(name):
    _, after = laid(name, "expiry-one-year")
    assert all(1 <= (rule.validity.bad or 10**6) <= YEAR for rule in after.procedure)
    assert all(1 <= (e.valid_for or 10**6) <= YEAR for e in after.entries if against(e, after))
    lists = [rule for rule in after.lists if against(rule, after)]
    assert all(1 <= (rule.term or 10**6) <= YEAR for rule in lists)


@every_scheme
def test_terms_that_were_short_stay_short(name):
    before, after = laid(name, "expiry-one-year")
    for old, new in zip(before.entries, after.entries, strict=True):
        if old.valid_for is not None and old.valid_for <= YEAR:
            assert new == old


@every_scheme
def test_an_appeal_is_fast_under_every_version_of_the_procedure(name):
    _, after = laid(name, "fast-appeal")
    for rule in after.procedure:
        assert (rule.notice.chance, rule.notice.after, rule.copies.after) == (1.0, 1, 1)
        assert rule.paused and rule.proof == "authority"


@every_scheme
def test_the_scheme_ends_a_year_after_it_or_the_run_began(name):
    before, after = laid(name, "ended-after-a-year")
    begun = max(before.starts, FIRST)
    assert after.ends < later(begun, Duration(months=12))


def test_another_schemes_list_lies_in_the_part_of_life_of_the_deeds_that_lead_to_it():
    """Taxes are money, as most of what the city counts; a frown and the courts' list are not."""
    written = written_of(load_scenario("firms-side-by-side"))
    _, named, beliefs = written.whole
    changed, *_ = laid_over([load_alternative("single-domain")], named, beliefs, FIRST)
    asked = {name: [one.id for one in scheme.entries if one.elsewhere]
             for name, scheme in changed.items()}  # fmt: skip
    assert asked["honest-shanghai"] == ["tax-d"] and asked["customs"] == ["court-listed"]
    assert asked["corporate-evaluation"] == []


@every_scheme
def test_a_single_domain_leaves_rules_of_one_part_of_life(name):
    _, after = laid(name, "single-domain")
    domains = beliefs_of(name).domains.domains
    deeds = {d.deed: d.domain for d in beliefs_of(name).deeds.deeds}
    parent = {node.domain: node.parent for node in domains}

    def branch(domain):
        while parent.get(parent.get(domain)) is not None:
            domain = parent[domain]
        return domain

    own = {e.id: deeds[e.deed] for e in after.entries if e.deed in deeds}
    kept = [*own.values()]
    for rule in after.consequences:  # a fine for a record lies where the deed does
        for_records = rule.effect == "money" and rule.when.entry
        kept += [own[name] for name in rule.when.entry] if for_records else [rule.domain]
    assert len({branch(domain) for domain in kept}) <= 1


@every_scheme
def test_a_random_check_looks_at_everybody_alike(name):
    inputs = resolve(two_months(name, alternatives=("random-check",)))
    for source in inputs.beliefs.sensors.sources:
        if source.rounds is not None or not source.coverage.urban:
            continue  # who goes round keeps to its hours; who hears of another scheme, to its days
        assert set(source.coverage.urban.values()) == set(source.coverage.rural.values()) == {0.1}
        assert source.minority_times == 1


@every_scheme
def test_a_random_check_files_a_tenth_as_often_for_nothing(name):
    usual = resolve(two_months(name)).beliefs.sensors.sources
    checked = resolve(two_months(name, alternatives=("random-check",))).beliefs.sensors.sources
    for before, after in zip(usual, checked, strict=True):
        assert after.false_alarm == pytest.approx(before.false_alarm / 10)


@every_scheme
def test_the_first_deduction_is_a_warning(name):
    before, after = laid(name, "warning-first")
    for old, new in zip(before.entries, after.entries, strict=True):
        warned = against(old, before) and old.to_grade is None
        warned = warned and before.score[0].counts == "sum"  # else a record brings a score
        assert (new.warning is not None) == warned
        assert new.warning is None or new.warning.records == 1
