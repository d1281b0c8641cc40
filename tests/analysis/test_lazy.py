"""The room is imported without what its extra brings."""

import subprocess
import sys

LOADED = """
import sys
import socialcredit
from socialcredit import cli
from socialcredit.analysis import designs, emulator, indices, intervals, matching, space
print(*sorted({name.split(".")[0] for name in sys.modules} & {"scipy", "SALib", "pandas"}))
"""


def test_no_import_of_the_room_or_the_package_loads_scipy():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
