"""What a reader sees of a run of firms says nothing of people, and the other way round."""

import html
import json
import re

import pytest

from socialcredit.commands.running import results_of
from socialcredit.core.retelling import texts_of
from socialcredit.report.page import page
from socialcredit.results.lives.choosing import pick_lives
from socialcredit.results.lives.text import life_text, life_told
from socialcredit.results.run import Run
from socialcredit.results.words.summary import summary_text

OF_PERSONS = re.compile(
    r"(?<!--)\b(residents?|persons?|people|households?|housemates?|famil(y|ies)|relatives?"
    r"|child(ren)?|minority|majority|occupations?|fifths?|men|man|women|woman|adults?|he|she"
    r"|his|her|census|anybody|everybody)\b", re.IGNORECASE,
)  # fmt: skip
OF_FIRMS = re.compile(r"\b(firms?|owners?|markets?|ownership|licen[cs]ed?)\b", re.IGNORECASE)


def as_firms(run):
    """The same tables, said to be of firms: as many sections as a run can have."""
    held = {name: dict(run.table(name)) for name in run.manifest["table_files"]}
    held["panel_people"]["occupation"] = held["panel_people"]["occupation"] % 5
    return Run(None, {**run.manifest, "population": "firms"}, held)


def text_of(written):
    """What a page says, to the eye and read out."""
    plain = re.sub(r"<style.*?</style>", " ", written, flags=re.DOTALL)
    plain = re.sub(r'aria-label="([^"]*)"', r">\1<", plain)
    return html.unescape(re.sub(r"<[^>]+>", " ", plain))


def found_in(words, text):
    return [text[max(0, m.start() - 40) : m.end() + 20] for m in words.finditer(text)]


@pytest.fixture(scope="module", params=["full", "joined"])
def run(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def firms(run):
    return as_firms(run)


def test_a_page_of_firms_has_no_word_of_persons(firms, renderer):
    assert not found_in(OF_PERSONS, text_of(page(firms, [], renderer)))


def test_a_page_of_residents_has_no_word_of_firms(run, renderer):
    assert not found_in(OF_FIRMS, text_of(page(run, [], renderer)))


def test_the_summary_and_the_texts_of_json_tell_of_firms_alone(run, firms):
    assert not found_in(OF_PERSONS, summary_text(firms))
    assert not found_in(OF_FIRMS, summary_text(run))
    told = json.loads(json.dumps(results_of(firms), default=str))
    texts = [text for text in texts_of(told) if text != firms.manifest["command"]]
    assert not found_in(OF_PERSONS, "\n".join(texts))


def test_lives_are_those_of_firms(firms):
    lives = [told.resident for told in pick_lives(firms)]
    assert lives
    for number in lives:
        assert not found_in(OF_PERSONS, life_text(firms, number, every=True))
        told = life_told(firms, number)
        assert told["firm"] == number
        assert not found_in(OF_PERSONS, "\n".join(texts_of(told)))


def test_the_first_picture_of_firms_is_true_conduct_by_grade(firms, renderer):
    titles = re.findall(r"<h3>(.*?)</h3>", page(firms, [], renderer))
    assert "truly done" in titles[0]
    assert "by the grade it stands in" in titles[0]
