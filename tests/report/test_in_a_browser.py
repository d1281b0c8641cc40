"""The page in a real browser, where one is installed: nothing sticks out, nothing is cut."""

import json
import re
import shutil
import subprocess
from html import unescape

import pytest

from socialcredit.report.page import write_report

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((path for name in NAMES if (path := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser is installed")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking".split()
PROBE = """
<script>
addEventListener("load", () => {
  const page = document.querySelector("iframe").contentDocument;
  const width = page.documentElement.clientWidth;
  const box = (one) => one.getBoundingClientRect();
  const wide = [...page.querySelectorAll("body *")].filter(
    (one) => box(one).right > width + 1 && !one.closest(".wide, svg"));
  const labels = [...page.querySelectorAll("svg text")].filter((one) => {
    const [at, edge] = [box(one), box(one.ownerSVGElement)];
    return at.width && (at.left < edge.left - 1 || at.right > edge.right + 1
      || at.top < edge.top - 1 || at.bottom > edge.bottom + 1);
  });
  const cut = [...page.querySelectorAll(".bar span, td, th, dd, figcaption, .headline b")].filter(
    (one) => one.scrollWidth > one.clientWidth + 1 && !one.closest(".wide, .track"));
  const small = [...page.querySelectorAll("svg text")].filter((one) => {
    const size = parseFloat(getComputedStyle(one).fontSize);
    return size * box(one.ownerSVGElement).width / one.ownerSVGElement.viewBox.baseVal.width < 8.5;
  });
  const over = [...page.querySelectorAll("svg")].flatMap((svg) => {
    const texts = [...svg.querySelectorAll("text")].filter((one) => one.textContent.trim());
    return texts.filter((one, at) => texts.slice(at + 1).some((two) => {
      const [a, b] = [box(one), box(two)];
      return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6;
    }));
  });
  const empty = [...page.querySelectorAll(".picture")].filter((one) => box(one).height < 15);
  const told = (found) => found.map((one) => one.textContent.trim().slice(0, 60));
  document.title = JSON.stringify({wide: told(wide), labels: told(labels), cut: told(cut),
    small: told(small), over: told(over), empty: told(empty),
    pictures: page.querySelectorAll(".picture").length});
});
</script>
"""


def dumped(path, profile):
    """The document as the browser left it after loading and running its scripts."""
    command = [BROWSER, *FLAGS, f"--user-data-dir={profile}", "--allow-file-access-from-files"]
    command += ["--virtual-time-budget=5000", "--dump-dom", path.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def looked_at(report, width, tmp_path):
    """What a browser window of this width finds wrong with a page."""
    style = f"width:{width}px;height:9000px;border:0"
    frame = f'<iframe src="{report.as_uri()}" style="{style}"></iframe>'
    probe = tmp_path / "probe.html"
    probe.write_text(f"<html><body>{frame}{PROBE}</body></html>", encoding="utf-8")
    (title,) = re.findall("<title>(.*?)</title>", dumped(probe, tmp_path / "profile"))[:1]
    return json.loads(unescape(title))


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("which", ["full", "joined"])
def test_nothing_sticks_out_is_cut_or_empty(which, width, request, tmp_path):
    found = looked_at(write_report(request.getfixturevalue(which).folder), width, tmp_path)
    assert found.pop("pictures") > 15
    assert found == {"wide": [], "labels": [], "cut": [], "small": [], "over": [], "empty": []}


def test_it_prints(full, tmp_path):
    report, paper = write_report(full.folder), tmp_path / "report.pdf"
    command = [BROWSER, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}"]
    command += [f"--print-to-pdf={paper}", report.as_uri()]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    assert paper.read_bytes()[:5] == b"%PDF-"
