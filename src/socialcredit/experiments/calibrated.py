"""Where a calibration lies, whether it still holds, and its points as draws."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.requests import USUAL_PARAMETER_SEED, drawn_for
from socialcredit.experiments.keys import model_hash
from socialcredit.experiments.targets import Matter, matter_of
from socialcredit.language.model.calibration import Calibration
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.read.diagnostics import checked
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.drawing import Draw, quantile
from socialcredit.language.resolve.paths import is_shipped, scheme_called, scheme_folder
from socialcredit.language.resolve.published import FILE

FOLDER = "calibrations"
STRIDE = (5**0.5 - 1) / 2  # further draws fall between earlier ones (golden section)


def file_name(scheme: str, under: str | None) -> str:
    """The file of a scheme's calibration by one reading."""
    return f"{scheme}-{under}.yaml" if under else f"{scheme}.yaml"


def own_folder(scheme: str | Path) -> Path:
    """Where a calibration is written: beside a scheme of one's own, else in the working folder."""
    folder = scheme_folder(scheme)
    return Path(FOLDER) if is_shipped(folder) else folder / FOLDER


def file_of(scheme: str | Path, under: str | None = None) -> Path | None:
    """The calibration of a scheme; None where there is none.

    None ships: one holds for the very version of the model that it was made with.
    """
    path = own_folder(scheme) / file_name(scheme_called(scheme), under)
    return path if path.is_file() else None


def calibration_of(
    scheme: str | Path, under: str | None = None, scenario: Scenario | None = None
) -> Calibration:
    """The calibration of a scheme, which has to hold for its files as they are now.

    scenario  the one that is to be lived; left out, the one that the figures are about
    """
    path = file_of(scheme, under)
    again = f"socialcredit calibrate {scheme}"
    if path is None:
        raise SocialCreditError(
            f"there is no calibration of `{scheme}`" + (f" under `{under}`" if under else ""),
            expected=str(own_folder(scheme) / file_name(scheme_called(scheme), under)),
            hint=f"make one: {again}",
        )
    found = checked(Calibration, read(path))
    now = matter_of(scheme, under, scenario)
    other = now.scenario.scenario
    if scenario is not None and found.scenario != other and found.content != now.content:
        raise SocialCreditError(
            f"the calibration is of the scenario `{found.scenario}`, not of `{other}`", str(path),
            hint=f"run {found.scenario} with it, or leave --calibrated out",
        )  # fmt: skip
    reason = why_stale(found, now)
    if reason:
        raise SocialCreditError(
            f"the calibration is stale: {reason}", str(path), hint=f"make it again: {again}"
        )
    if not found.weights:
        raise SocialCreditError(
            "the calibration left no point to draw from", str(path), text=found.says,
            hint="draw from the ranges without --calibrated, or widen ranges and calibrate again",
        )  # fmt: skip
    return found


def why_stale(found: Calibration, now: Matter) -> str | None:
    """What a calibration rests on that is no longer so; None where it holds."""
    if found.model != model_hash():
        return "it was made by another version of the model"
    if found.content != now.content:
        return f"the files of {now.scenario.scenario} say something else than when it was made"
    if set(found.points) != {doubt.name for doubt in now.doubts}:
        return "other values are in doubt than when it was made"
    used = [(one.asked, one.published, one.chance, one.discrepancy) for one in found.figures]
    if used != [one.as_used for one in now.figures]:
        return "the figures marked calibrated are others than when it was made"
    return None


def point_of(found: Calibration, parameter_seed: int, number: int) -> Mapping[str, float]:
    """The point of a draw, by weight: it hangs on the two numbers alone.

    Draws 1, 2, 3 ... go round the points in strides, so that a few are spread as the weights are.
    """
    at = (quantile("calibration", parameter_seed, 0) + number * STRIDE) % 1 * sum(found.weights)
    ends = list(accumulate(found.weights))
    index = min(bisect_right(ends, at), len(ends) - 1)
    return {name: quantiles[index] for name, quantiles in found.points.items()}


def drawn_or_calibrated(
    scenario: Scenario,
    sets: Sequence[str],
    draw: int | None,
    parameter_seed: int | None,
    calibrated: bool = False,
) -> Draw | None:
    """The draw that was asked for: from the ranges, or from the points that calibration left."""
    if not calibrated:
        return drawn_for(scenario, sets, draw, parameter_seed)
    if draw is None:
        raise SocialCreditError(
            "a calibration draws nothing by itself", "--calibrated",
            expected="the number of a draw beside it, such as --draw 1",
            hint="give --draw as well, or leave --calibrated out",
        )  # fmt: skip
    if draw == 0:
        return drawn_for(scenario, sets, draw, parameter_seed)
    found = calibration_of(_calibrated_scheme(scenario), None, scenario)
    seed = USUAL_PARAMETER_SEED if parameter_seed is None else parameter_seed
    return drawn_for(scenario, sets, draw, parameter_seed, point_of(found, seed, draw))


def _calibrated_scheme(scenario: Scenario) -> str:
    """The first scheme of a scenario that has a calibration, else one that could have."""
    for name in scenario.schemes:
        if file_of(name) is not None:
            return name
    for name in scenario.schemes:
        if (scheme_folder(name) / FILE).is_file():
            return name
    raise SocialCreditError(
        f"no scheme of the scenario `{scenario.scenario}` has published numbers to calibrate on",
        expected=f"a scheme with a file {FILE}",
        hint="draw from the ranges: leave --calibrated out",
    )
