"""Dated values that change along straight lines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np


def along(curve: Mapping[date, float], day: date) -> float:
    """A dated value on a day: straight lines between the dates, level outside them."""
    points = sorted((when.toordinal(), float(value)) for when, value in curve.items())
    days, values = zip(*points, strict=True)
    return float(np.interp(day.toordinal(), days, values))


def value_on(curve: Any, day: date) -> float:
    """A value on a day: a number, or dated values joined by straight lines and flat outside."""
    return along(curve, day) if isinstance(curve, Mapping) else float(curve)
