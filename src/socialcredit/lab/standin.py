"""Stands in for `api.open_town` and for recordings until the engine has them."""

import json
import struct
import zlib
from typing import Any

import numpy as np

from socialcredit.api import Town


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
        planes, counts = [], []
        for world in range(town.worlds):
            view = town.view(world) if world == 0 else town.view(world)
            grade, right = view["grade"] & 15, view["right"] & 15
            if world:
                grade, right = grade * 0 + 15, right * 0 + 15
            bad = np.minimum(view["bad_deeds"], 63).astype(int)
            planes.append([grade | right << 4, view["penalised"] | view["wrongly"] * 2 | bad << 2])
            counts.append(
                {
                    "grades": np.bincount(grade, minlength=16)[:6].tolist(),
                    "penalised": int(view["penalised"].sum()),
                    "wrongful": int(view["wrongly"].sum()),
                    "filed": 0,
                    "bad": int(bad.sum()),
                }
            )
        now = np.array(planes).astype(np.uint8)
        first = town.months[min(town.month, len(town.months) - 1)]
        head = json.dumps(
            {"month": town.month, "first": first.isoformat(), "counts": counts, "events": 0}
        ).encode()
        self.frames.append(
            struct.pack("<I", len(head)) + head + zlib.compress((now ^ self.before).tobytes())
        )
        self.before = now
