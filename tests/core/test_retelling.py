"""Sentences about residents, told of firms."""

import pytest

from socialcredit.core.retelling import deep_told, page_told, teller

FIRMS = teller("firms")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("3,000 synthetic residents, 1 year", "3,000 synthetic firms, 1 year"),
        ("Nobody here is a real person.", "No firm here is a real one."),
        ("1 person was wronged", "1 firm was wronged"),
        ("people's scores", "firms' scores"),
        ("the person's way", "the firm's way"),
        ("person-days a resident and year", "firm-days a firm and year"),
        ("Somebody else did it", "Another firm did it"),
        ("those who had not heard of it", "those that had not heard of it"),
        ("136 in the majority and 0 in the minority",
         "136 among the unconnected and 0 among the connected"),
        ("for a relative's sake", "for another firm of the same owner"),
        ("fewer than ten households", "fewer than ten owners"),
        ("10 residents in whole households", "10 firms with all firms of an owner in one market"),
        ("explain RUN --resident 3", "explain RUN --firm 3"),
        ("PEOPLE", "FIRMS"),
        ("Deeds left undone, by place", "Deeds left undone, by market"),
        ("place", "market"),
        ("fifth", "size"),
    ],
)  # fmt: skip
def test_a_sentence_about_residents_is_told_of_firms(said, told):
    assert FIRMS(said) == told


@pytest.mark.parametrize(
    "said",
    [
        "values somebody chose",
        "for most of it nobody has published a measurement",
        "shown to everybody",
        "the real place",
        "run town --people 5000",
        "an official text",
        "12 people fell ill",
        "It takes place, and payments and comments stay words of their own",
    ],
)
def test_what_is_not_about_residents_stays(said):
    assert FIRMS(said) == said


def test_of_residents_every_sentence_stays():
    said = "Somebody else did it; 3 people, a household, the minority"
    assert teller("persons", ["3 people"])(said) == said


def test_names_that_somebody_gave_stay_as_they_are():
    tell = teller("firms", ["Food that makes people ill", "poisoned-residents"])
    assert tell("2 residents: food that makes people ill") == "2 firms: food that makes people ill"
    assert tell("Poisoned residents 12") == "Poisoned residents 12"


def test_a_page_is_retold_between_its_tags_and_in_what_is_read_out():
    page = '<style>.people{}</style><p class="people">people &amp; <b>a person</b></p>'
    page += '<div aria-label="10 residents &amp; more"></div>'
    told = '<style>.people{}</style><p class="people">firms &amp; <b>a firm</b></p>'
    told += '<div aria-label="10 firms &amp; more"></div>'
    assert page_told(FIRMS, page) == told
    assert page_told(teller("persons"), page) == page


def test_names_of_fields_stay_and_texts_among_values_do_not():
    assert deep_told(FIRMS, {"people": ["a person", 3, None]}) == {"people": ["a firm", 3, None]}


def test_the_currency_is_told_where_a_line_was_broken_within_the_words_for_it():
    tell = teller("persons", currency="euro")
    assert tell("receives 297.09 units of\n    money a year") == "receives 297.09 euro a year"
    assert tell("Units of\u00a0money; communities of money") == "Euro; communities of money"
