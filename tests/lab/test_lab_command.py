"""The command `lab`: for this machine alone unless somebody says otherwise."""

import socket

import pytest

from socialcredit.cli import main
from socialcredit.commands import lab


@pytest.fixture
def served(monkeypatch):
    """What would be served: pages, socket and host, once the command has got so far."""
    found = []

    def serve(pages, listening, host):
        found.append((listening.getsockname(), host))
        listening.close()

    monkeypatch.setattr("socialcredit.lab.serving.serve", serve)
    return found


def ended(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["lab", "--no-open", *words])
    return left.value.code or 0


def test_without_a_word_it_listens_on_this_machine_alone(served, capsys):
    assert ended("--port", "0") == 0
    (address, port), host = served[0][0][:2], served[0][1]
    assert (address, host) == ("127.0.0.1", "127.0.0.1")
    assert f"http://127.0.0.1:{port}/ " in capsys.readouterr().out


def test_others_are_let_in_only_where_that_is_said(served, capsys):
    assert ended("--port", "0", "--host", "0.0.0.0") == 1
    assert not served
    assert "--yes-others-can-reach-it" in capsys.readouterr().err
    assert ended("--port", "0", "--host", "0.0.0.0", "--yes-others-can-reach-it") == 0
    assert served[0][1] == "0.0.0.0"


def test_a_port_that_is_taken_is_told_with_the_way_out(served, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert ended("--port", str(taken.getsockname()[1])) == 1
    told = capsys.readouterr().err
    assert "--port 0" in told
    assert "Traceback" not in told


def test_without_the_extra_it_says_in_a_sentence_how_to_install_it(monkeypatch, capsys):
    monkeypatch.setattr(lab, "find_spec", lambda name: None)
    assert ended() == 1
    assert "socialcredit[lab]" in capsys.readouterr().err


def test_a_town_is_opened_by_the_address_that_its_options_say(served, capsys):
    assert ended("--port", "0", "--scenario", "small-town", "--people", "300",
                 "--with", "fast-appeal") == 0  # fmt: skip
    assert "/live?scenario=small-town&people=300&with=fast-appeal " in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["--scenario", "./mine.yaml"],
        ["--scenario", "small-town", "--with", "../mine.yaml"],
        ["--scenario", "small-town", "--people", "20001"],
        ["--people", "300"],
        ["--save", "town.html", "--scenario", "nowhere"],
    ],
)
def test_a_town_that_does_not_fit_is_refused_before_anything_is_opened(served, capsys, words):
    assert ended("--port", "0", *words) == 1
    assert not served
    assert "next:" in capsys.readouterr().err


def test_a_town_is_saved_as_one_file(tmp_path, capsys):
    file = tmp_path / "town.html"
    assert ended("--save", str(file), "--people", "300", "--years", "1") == 0
    assert str(file) in capsys.readouterr().out
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
