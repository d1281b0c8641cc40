"""A module of measures as a program: what is named on its command line, as a line of JSON."""

import argparse
import json
from collections.abc import Callable, Mapping
from typing import Any

# By name what measures, and the whole numbers that it takes.
Measures = Mapping[str, tuple[Callable[..., dict[str, Any]], tuple[str, ...]]]


def told(module: str, about: str | None, measures: Measures) -> None:
    """Measure what is named and print its line."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    parts = parser.add_subparsers(dest="what", required=True)
    for name, (_, numbers) in measures.items():
        part = parts.add_parser(name)
        for number in numbers:
            part.add_argument(f"--{number}", type=int, required=True)
    asked = vars(parser.parse_args())
    measure, _ = measures[asked.pop("what")]
    print(json.dumps(measure(**asked)))
