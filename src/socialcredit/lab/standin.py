"""Stands in for `api.open_town` and for recordings until the engine has them."""

import json
import struct
import zlib
from datetime import date
from typing import Any

import numpy as np


class Town:
    def __init__(self, people: int, years: int, seed: int) -> None:
        self.count, self.month = people, 0
        self.months = tuple(date(2016 + k // 12, k % 12 + 1, 1) for k in range(12 * years))
        self.luck = np.random.default_rng(seed)
        self.grade = np.zeros(people, np.uint8)
        self.right = np.zeros(people, np.uint8)
        self.bad = np.zeros((2, people), np.uint8)
        self.title, self.schemes = "A small town", ("rongcheng",)
        self.filed = np.zeros(0, np.int64)

    @property
    def done(self) -> bool:
        return self.month == len(self.months)

    def grades(self, scheme: str) -> tuple[str, ...]:
        return ("AAA", "AA", "A", "B", "C", "D")

    def facts(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "scheme": "rongcheng",
            "schemes": list(self.schemes),
            "months": [one.isoformat() for one in self.months],
            "grades": list(self.grades("")),
            "kinds": ["grade", "filed", "bad deed"],
            "entries": ["a fine"],
            "deeds": ["theft"],
            "places": ["Rongcheng"],
            "panel": self.count,
            "worlds": 2,
            "people": self.count,
        }

    def people_facts(self) -> dict[str, list[int]]:
        number = np.arange(self.count)
        return {
            "household": (number // 3).tolist(),
            "neighbourhood": (number // 250).tolist(),
            "age": (18 + number * 7 % 60).tolist(),
            "sex": (number % 2).tolist(),
        }

    def step(self) -> None:
        self.filed = np.sort(self.luck.choice(self.count, self.count // 20, replace=False))
        worse = self.luck.random(len(self.filed)) < 0.6
        self.grade[self.filed] = np.clip(self.grade[self.filed] + worse * 2 - 1, 0, 5)
        self.right[:] = np.where(self.luck.random(self.count) < 0.01, 2, self.grade)
        self.bad += (self.luck.random((2, self.count)) < 0.3).astype(np.uint8)
        self.month += 1


class Recording:
    def __init__(self, key: str, facts: dict[str, Any]) -> None:
        self.key, self.facts = key, facts
        self.frames: list[bytes] = []
        self.before = np.zeros((2, 2, facts["people"]), np.uint8)

    @property
    def months(self) -> int:
        return len(self.frames) - 1

    def frame(self, month: int) -> bytes:
        return self.frames[month]

    def add(self, town: Town) -> None:
        wrong = town.right != town.grade
        penal = town.grade >= 4
        planes = np.stack(
            [
                np.stack(
                    [
                        town.grade | town.right << 4,
                        penal | (penal & wrong) << 1 | np.minimum(town.bad[0], 63) << 2,
                    ]
                ),
                np.stack([np.full(town.count, 0xFF, np.uint8), np.minimum(town.bad[1], 63) << 2]),
            ]
        ).astype(np.uint8)
        filed = town.filed if town.month else np.zeros(0, np.int64)
        counts = {
            "grades": np.bincount(town.grade, minlength=6).tolist(),
            "penalised": int(penal.sum()),
            "wrongful": int((penal & wrong).sum()),
            "filed": len(filed),
            "bad": int(town.bad[0].sum()),
        }
        twin = {
            "grades": [0] * 6,
            "penalised": 0,
            "wrongful": 0,
            "filed": 0,
            "bad": int(town.bad[1].sum()),
        }
        first = town.months[min(town.month, len(town.months) - 1)]
        head = json.dumps(
            {
                "month": town.month,
                "first": first.isoformat(),
                "counts": [counts, twin],
                "events": len(filed),
            }
        ).encode()
        events = (
            np.zeros(len(filed), np.uint8).tobytes()
            + filed.astype("<u4").tobytes()
            + np.zeros(len(filed), np.uint8).tobytes()
            + town.grade[filed].astype("<i2").tobytes()
        )
        body = zlib.compress((planes ^ self.before).tobytes() + events)
        self.before = planes
        self.frames.append(struct.pack("<I", len(head)) + head + body)


def open_town(
    scenario: str,
    *,
    people: Any = None,
    seed: Any = None,
    years: Any = None,
    sets: Any = (),
    alternatives: Any = (),
    texts: Any = None,
    threads: int = 1,
) -> Town:
    return Town(people or 5000, years or 3, seed or 7)
