"""The page in a real browser, where one is installed: nothing sticks out, nothing is fetched."""

import re
import shutil
import subprocess

import pytest

from socialcredit.report import write_report

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((path for name in NAMES if (path := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser is installed")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking".split()
PROBE = """
<script>
addEventListener("load", () => {
  const page = document.querySelector("iframe").contentDocument;
  const wide = [...page.querySelectorAll("body *")].filter(
    (one) => one.getBoundingClientRect().right > 391 && !one.closest(".wide, svg"));
  document.title = "stuck out: " + wide.map((one) => one.tagName + "." + one.className).join(" ");
});
</script>
"""


def dumped(path, profile):
    """The document as the browser left it after loading and running its scripts."""
    command = [BROWSER, *FLAGS, f"--user-data-dir={profile}", "--allow-file-access-from-files"]
    command += ["--virtual-time-budget=5000", "--dump-dom", path.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def test_nothing_sticks_out_on_a_phone(full, tmp_path):
    report = write_report(full.folder)
    frame = f'<iframe src="{report.as_uri()}" style="width:390px;height:9000px;border:0"></iframe>'
    probe = tmp_path / "probe.html"
    probe.write_text(f"<html><body>{frame}{PROBE}</body></html>", encoding="utf-8")
    (title,) = re.findall("<title>(.*?)</title>", dumped(probe, tmp_path / "profile"))[:1]
    assert title == "stuck out: "


def test_it_prints(full, tmp_path):
    report, paper = write_report(full.folder), tmp_path / "report.pdf"
    command = [BROWSER, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}"]
    command += [f"--print-to-pdf={paper}", report.as_uri()]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    assert paper.read_bytes()[:5] == b"%PDF-"
