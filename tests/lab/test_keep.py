"""What is kept of a town is what the command line gives for the same address."""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import socialcredit as sc
from socialcredit.lab.address import Asked
from socialcredit.lab.pages import PAGES
from socialcredit.lab.safety import Hosts
from socialcredit.lab.server import application

from .conftest import HERE, SOCKET

SCHEMES = Path(sc.__file__).parent / "schemes"
TOWN = Asked("small-town", people=300, seed=3, years=1, alternatives=("fast-appeal",))
ADDRESS = TOWN.written()


@pytest.fixture(scope="module")
def real() -> Iterator[TestClient]:
    """A browser at a lab that lives real towns, small ones."""
    with TestClient(application(PAGES, Hosts()), base_url=HERE) as client:
        yield client


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> sc.Run:
    """What the command of that address leaves."""
    out = tmp_path_factory.mktemp("kept") / "run"
    return sc.run("small-town", people=300, seed=3, years=1, alternatives=["fast-appeal"], out=out)


def test_measures_and_hash_are_those_of_the_run(real, run):
    told = real.get(f"/keep/measures.json?{ADDRESS}").json()
    assert told["content_hash"] == run.content_hash
    assert told["measures"] == run.measures
    assert told["command"] == TOWN.command()


def test_tables_hold_every_row_and_say_how_to_make_them_again(real, run):
    answer = real.get(f"/keep/tables?{ADDRESS}")
    folder = zipfile.ZipFile(io.BytesIO(answer.content))
    names = {name.removesuffix(".csv") for name in folder.namelist() if name.endswith(".csv")}
    assert names == set(run.tables)
    rows = list(csv.reader(io.StringIO(folder.read("grades.csv").decode())))
    assert rows[0] == list(run.grades.columns)
    assert [list(map(int, row)) for row in rows[1:]] == [list(row.values()) for row in run.grades]
    told = folder.read("README.txt").decode()
    assert TOWN.command() in told
    assert run.content_hash in told


def test_the_report_is_a_file_to_take_along_and_no_page_of_the_lab(real, run):
    answer = real.get(f"/keep/report?{ADDRESS}")
    assert answer.headers["content-disposition"] == 'attachment; filename="small-town-report.html"'
    assert run.content_hash in answer.text
    assert "Synthetic people" in answer.text


def test_an_edited_text_is_sent_in_a_body_and_lived(real, run):
    text = (SCHEMES / "rongcheng" / "scheme.yaml").read_text(encoding="utf-8")
    asked = TOWN.form() | {"scheme": "rongcheng", "text": text}
    answer = real.post("/keep/measures.json", json={"asked": asked}, headers={"origin": HERE})
    told = answer.json()
    assert told["measures"] == run.measures
    assert "# Save the edited rules as rongcheng/scheme.yaml" in told["command"]


@pytest.mark.parametrize("body", ["", "[]", "{", '{"asked": 7}', '{"asked": {"scenario": "../x"}}'])
def test_a_body_that_asks_for_no_town_is_refused_in_words(client, body):
    answer = client.post("/keep/measures.json", content=body, headers={"origin": HERE})
    assert answer.status_code == 400
    assert "next:" in answer.text or "expected:" in answer.text


def test_the_socket_gives_the_counts_of_the_run(real, run):
    """The head of the last month's frame beside the table of grades."""
    with real.websocket_connect(SOCKET, headers={"origin": HERE}) as socket:
        socket.send_json({"id": 1, "ask": "open", "asked": TOWN.form()})
        while "is" not in (told := socket.receive_json()):
            assert "tell" in told
        socket.send_json({"id": 2, "ask": "month", "number": 12})
        frame = zlib.decompress(socket.receive_bytes()[4:])
    head = json.loads(frame[4 : 4 + int.from_bytes(frame[:4], "little")])
    last = [row for row in run.grades if (row["world"], row["month"], row["scheme"]) == (0, 11, 0)]
    many = [sum(row["residents"] for row in last if row["grade"] == grade) for grade in range(6)]
    assert head["counts"][0]["grades"] == many


def test_a_text_cannot_reach_a_file_in_whatever_way_it_is_written(real, tmp_path):
    """Escapes that a search for a word does not see: the reader of schemes itself refuses."""
    secret = tmp_path / "scheme.yaml"
    secret.write_text("scheme: secret\ntitle: of this machine\n")
    for name in (str(secret), str(tmp_path)):
        asked = TOWN.form() | {"text": f'{{"\\u0065xtends": "{name}"}}'}
        answer = real.post("/keep/measures.json", json={"asked": asked}, headers={"origin": HERE})
        assert answer.status_code == 400
        assert "there is no scheme" in answer.text
        assert "of this machine" not in answer.text
