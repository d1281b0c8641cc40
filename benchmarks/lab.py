"""What is asked of the lab: months and pictures a second, memory of a visitor, thirty at once.

    python -m benchmarks.lab socket    # one visitor after the other, months as fast as they come
    python -m benchmarks.lab thirty    # thirty towns of thirty visitors at once
    python -m benchmarks.lab browser   # a town played in Chromium as fast as it is lived

Each prints one line of JSON, with the seconds of processor that the lab took (of one town, of all
thirty). The towns have 5,000 people, all of them recorded, and a twin.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.bars import Bar
from benchmarks.own import Row
from benchmarks.pairs import Tell
from benchmarks.running import ROOT, ours
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import fetch

MONTHS_DRAWN, PICTURES = Bar(least=10), Bar(least=20)
MEGABYTES = Bar(most=20, digits=0, unit=" MB")
LAST_OPEN = Bar(under=7, digits=1, unit=" s")
PEOPLE, YEARS, TOWNS, KEPT_UNDER_WAY = 5000, 3, 30, 2
OTHERS = 10  # visitors over whom memory is shared out
SECONDS = 6.0  # of playing in the browser

# Pictures are counted by the browser's own clock of them, months by what the page says is shown.
WATCH = """async (seconds) => {
  const lab = globalThis.lab;
  let pictures = 0, months = 0;
  lab.on("month", () => { months += 1; });
  lab.play(lab.last(), true);
  const begin = performance.now();
  while (lab.playing && performance.now() - begin < seconds * 1000) {
    await new Promise(requestAnimationFrame);
    pictures += 1;
  }
  const passed = (performance.now() - begin) / 1000;
  return { pictures: pictures / passed, months: lab.lived() / passed, shown: months / passed };
}"""


def rows(tell: Tell) -> list[Row]:
    """All of them; where a library is missing, the row says so."""
    here = "python -m benchmarks.lab"
    found = []
    for what, made in (("socket", _of_socket), ("thirty", _of_thirty), ("browser", _of_browser)):
        tell(f"the lab: {what}")
        try:
            found += made(ours(["benchmarks.lab", what]), f"{here} {what}")
        except SocialCreditError as why:
            found.append(Row(f"the lab: {what}", f"{here} {what}", f"not measured: {why.message}"))
    return found


def _of_socket(told: dict[str, float], command: str) -> list[Row]:
    held = told["megabytes"]
    return [
        Row(f"a town of {PEOPLE:,} people and its twin at the lab's socket", command,
            f"{told['months']:.0f} months a second with two under way"),
        Row("memory of a visitor with a town of three years", command,
            f"{MEGABYTES.shown(held)} MB", held, MEGABYTES),
        Row(f"what is sent of {YEARS} years of it, and of who lives there", command,
            f"{told['recording'] / 1000:.0f} and {told['people'] / 1000:.0f} kB"),
    ]  # fmt: skip


def _of_thirty(told: dict[str, float], command: str) -> list[Row]:
    last = told["last_open"]
    return [
        Row(f"{TOWNS} different towns at once: the last is open after", command,
            f"{LAST_OPEN.shown(last)} s; a month of each in {told['month']:.2f} s, three years "
            f"in {told['whole']:.0f} s", last, LAST_OPEN),
    ]  # fmt: skip


def _of_browser(told: dict[str, float], command: str) -> list[Row]:
    return [
        Row(what, command, f"{bar.shown(told[key])} a second", told[key], bar)
        for what, key, bar in (
            ("months drawn in Chromium, both towns", "months", MONTHS_DRAWN),
            ("pictures meanwhile", "pictures", PICTURES),
        )
    ]


@contextmanager
def lab() -> Iterator[tuple[str, int]]:
    """The lab as a person opens it, on a free port: host with port, number of the process."""
    command = [sys.executable, "-m", "socialcredit", "lab", "--port", "0", "--no-open"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://([\d.]+:\d+)/", process.stdout.readline())
            if found is None:
                raise SocialCreditError("the lab did not open")
            yield found[1], process.pid
        finally:
            process.terminate()


class Visitor:
    """A page that asks by its socket as the lab's own script does."""

    def __init__(self, socket: Any) -> None:
        self.socket, self.number = socket, 0
        self.sent = 0  # bytes that came as such: residents and months

    async def say(self, ask: str, **more: Any) -> None:
        """Ask, and do not wait."""
        self.number += 1
        await self.socket.send(json.dumps({"id": self.number, "ask": ask, **more}))

    async def hear(self) -> Any:
        """The next answer; what is told meanwhile is passed over."""
        while True:
            got = await self.socket.recv()
            if isinstance(got, bytes):
                self.sent += len(got) - 4
                return got[4:]
            said = json.loads(got)
            if "error" in said:
                raise SocialCreditError(said["error"]["what"])
            if "is" in said:
                return said["is"]

    async def open(self, seed: int) -> int:
        """Open a town of this seed; how many months it has."""
        asked = {"scenario": "small-town", "people": PEOPLE, "years": YEARS, "seed": seed}
        await self.say("open", asked=asked)
        months = len((await self.hear())["months"])
        await self.say("people")
        await self.hear()
        return months

    async def live(self, months: int) -> None:
        """Have all months, so many under way as the lab's page has."""
        for number in range(months + 1):
            await self.say("month", number=number)
            if number >= KEPT_UNDER_WAY:
                await self.hear()
        for _ in range(KEPT_UNDER_WAY):
            await self.hear()


async def visiting(host: str) -> Visitor:
    """A page of the lab's own address."""
    connect = fetch("websockets.asyncio.client", "connect")
    return Visitor(
        await connect(f"ws://{host}/ws", origin=f"http://{host}", max_size=None, open_timeout=None)
    )


def resident(process: int) -> float:
    """Megabytes of memory that a process holds; not a number where the system does not say."""
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return float("nan")
    return int(re.findall(r"VmRSS:\s*(\d+)", told)[0]) / 1024


def processor(process: int) -> float:
    """Seconds of processor that a process has taken; not a number where the system does not say."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return float("nan")
    user, system = told.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


async def socket_alone(host: str, process: int) -> dict[str, float]:
    """Months a second of one town after the other, and what each of them holds in memory."""
    visitors = [await visiting(host)]
    await visitors[0].live(await visitors[0].open(1000))  # compiles, reads, rakes
    speeds, before, spent = [], resident(process), processor(process)
    for seed in range(OTHERS):
        visitor = await visiting(host)
        visitors.append(visitor)
        months = await visitor.open(2000 + seed)
        people = visitor.sent
        clock = time.perf_counter()
        await visitor.live(months)
        speeds.append(months / (time.perf_counter() - clock))
    held = (resident(process) - before) / OTHERS
    spent = (processor(process) - spent) / OTHERS
    return {
        "months": sorted(speeds)[len(speeds) // 2], "megabytes": held, "processor": spent,
        "people": people, "recording": visitor.sent - people,
    }  # fmt: skip


async def thirty_at_once(host: str, process: int) -> dict[str, float]:
    """Seconds until the last of thirty towns is open, for a month of each, for all their years."""
    first = await visiting(host)
    await first.live(await first.open(1000))
    visitors = [await visiting(host) for _ in range(TOWNS)]
    clock, spent = time.perf_counter(), processor(process)
    opened: list[float] = []

    async def whole(visitor: Visitor, seed: int) -> int:
        months = await visitor.open(seed)
        opened.append(time.perf_counter() - clock)
        await visitor.live(months)
        return months

    months = await asyncio.gather(*(whole(one, 3000 + at) for at, one in enumerate(visitors)))
    seconds = time.perf_counter() - clock
    return {
        "last_open": max(opened), "whole": seconds, "month": seconds / months[0],
        "processor": processor(process) - spent,
    }  # fmt: skip


def in_browser(host: str) -> dict[str, float]:
    """Months and pictures a second while a town with its twin beside it plays in Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SocialCreditError("there is no Chromium on this machine")
    playing: Callable[[], Any] = fetch("playwright.sync_api", "sync_playwright")
    address = f"http://{host}/live?scenario=small-town&people={PEOPLE}&years={YEARS}&seed="
    with playing() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        for seed in (1000, 2000):  # the first one compiles
            page.goto(f"{address}{seed}")
            page.locator("#live-months").wait_for()
            while not page.evaluate(READY):  # waiting for a function is eval, which pages forbid
                page.wait_for_timeout(50)
            page.locator('input[name="live-twin"][value="beside"]').check(force=True)
            found: dict[str, float] = page.evaluate(WATCH, SECONDS)
        browser.close()
    return found


READY = "() => globalThis.lab?.opened && globalThis.lab.months.length > 0"


def main(words: Sequence[str] | None = None) -> int:
    """Measure one thing and print a line of JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.lab", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("what", choices=("socket", "thirty", "browser"))
    asked = parser.parse_args(words)
    with lab() as (host, process):
        if asked.what == "browser":
            found = in_browser(host)
        else:
            way = socket_alone if asked.what == "socket" else thirty_at_once
            found = asyncio.run(way(host, process))
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
