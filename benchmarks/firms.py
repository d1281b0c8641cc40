"""What is asked of runs of firms: speed with inspectors on their rounds, and bytes of a firm."""

import statistics

from benchmarks.bars import Bar
from benchmarks.own import IN_WORDS, Row
from benchmarks.pairs import Tell, scaled
from benchmarks.running import cores, ours

NAME, MANY = "shanghai-food", 1_000_000
SPEED, BYTES = Bar(least=40, digits=0), Bar(most=64)
MILLION = 1e6


def rows(rounds: int, scale: float, tell: Tell) -> list[Row]:
    """Firm-days a second, by the clock, and the state of a firm; medians of the rounds."""
    threads = 2 if cores() > 1 else 1
    words = [NAME, "--threads", str(threads), "--firms", str(scaled(MANY, scale)), "--json"]
    found = []
    for number in range(1, rounds + 1):
        told = ours(["socialcredit", "bench", *words])
        found.append(told)
        speed = told["firm_days_per_second"] / MILLION
        tell(f"round {number} of {rounds}: {NAME}, {IN_WORDS[threads]}: {speed:.1f}")
    return rows_of(found)


def rows_of(found: list[dict[str, float]]) -> list[Row]:
    """The rows that these runs make."""
    speed = statistics.median(run["firm_days_per_second"] for run in found) / MILLION
    held, firms = found[0]["bytes_per_firm"], int(found[0]["people"])
    threads = IN_WORDS[int(found[0]["threads"])]
    command = f"socialcredit bench {NAME}"
    return [
        Row(f"firms with inspectors on their rounds, {firms:,} of them, {threads}", command,
            f"{SPEED.shown(speed)} million firm-days a second", speed, SPEED),
        Row("state of such a firm, its open records in it", "as above",
            f"{BYTES.shown(held)} bytes", held, BYTES),
    ]  # fmt: skip
