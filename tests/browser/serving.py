"""A lab of the tests' own: the command as a person types it, in a process that can be killed."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]


class Lab:
    """`socialcredit lab` on a free port of this machine; it may be killed and started again."""

    def __init__(self, log: Path) -> None:
        self.log, self.port = log, 0
        self.process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """Where it is open, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Lab":
        """Open it, on the port it had before if it had one."""
        command = [
            sys.executable, "-u", "-m", "socialcredit", "lab",
            "--port", str(self.port), "--no-open",
        ]  # fmt: skip
        source = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
        with self.log.open("a") as errors:
            self.process = subprocess.Popen(
                command, cwd=self.log.parent, env=os.environ | {"PYTHONPATH": source},
                stdout=subprocess.PIPE, stderr=errors, text=True,
            )  # fmt: skip
        self.port = self._port_of(self.process.stdout)
        return self

    def kill(self) -> None:
        """End it at once, as a machine that is switched off would."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _port_of(self, said: IO[str] | None) -> int:
        for line in said or []:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                return int(found[1])
        raise RuntimeError(f"the lab did not open: {self.log.read_text()}")
