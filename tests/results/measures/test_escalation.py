"""Whether whoever fell under a penalty fell further: from the books of some people."""

from socialcredit.core import events as happened
from socialcredit.results.measures.escalation import escalation
from tests.results.synthetic import event, manifest, write_run

A, B, C, D = range(4)


def stands(who, *grades, scheme=0):
    """A life of grades, ten days each."""
    return [event(who, 10 * n, happened.GRADE, score=100000, grade=grade, scheme=scheme)
            for n, grade in enumerate(grades)]  # fmt: skip


def moved(folder, *lives):
    told = manifest()
    told["names"]["schemes"][0] |= {"grades": list("ABCD"), "penal": ["C", "D"], "bands": None}
    books = [row for life in lives for row in life]
    return escalation(write_run(folder / "run", told, {"panel_events": books}))


def test_people_are_set_beside_the_first_penal_grade_they_came_to(tmp_path):
    found = moved(
        tmp_path, stands(1, A, C, D), stands(2, B, D, A, C), stands(3, C, A, C), stands(4, C, B),
        stands(5, A, B, A), stands(6, D, A),
    )  # fmt: skip
    assert found == {"people": 5, "worse": 1 / 5, "same": 1 / 5, "better": 3 / 5}


def test_grades_of_other_bodies_are_left_out(tmp_path):
    found = moved(tmp_path, stands(1, A, C), stands(1, D, D, scheme=1))
    assert found == {"people": 1, "worse": 0, "same": 1, "better": 0}


def test_where_nobody_fell_nothing_is_said(tmp_path):
    assert moved(tmp_path, stands(1, A, B)) == {
        "people": 0, "worse": None, "same": None, "better": None
    }  # fmt: skip
