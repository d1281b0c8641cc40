"""sensors.yaml: who sees deeds, and how each errs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from socialcredit.core.levels import Sector
from socialcredit.language.model.faces import Density, Devices, Recognition
from socialcredit.language.model.provenance import Believed, Block, Source
from socialcredit.language.model.readings import Readings
from socialcredit.language.model.rounds import Rounds
from socialcredit.language.model.self_reports import SelfReports
from socialcredit.language.read.quantities import Day, Days, Factor, Share, Text, Yes, unexpected

# What a source with rounds does not say: where it looks is decided by its visits.
NOT_ON_ROUNDS = (
    "ranked", "coverage", "devices", "density", "recognition", "attention", "draws_along",
    "wrong_person", "minority_times", "mistaken_for", "false_alarm", "alleges", "wrong_content",
    "confused_with", "complaints", "self_reported",
)  # fmt: skip


class Delay(Block):
    """From the deed to the record, in days."""

    least: Days
    most: Days


class Coverage(Block):
    """Share of such places a source covers, by date; linear between the dates."""

    urban: dict[Day, Share] = {}
    rural: dict[Day, Share] = {}


class Attention(Block):
    """How much more often than `sees` says a group's deeds are noticed, by date; 1 when silent."""

    majority: dict[Day, Factor] = {}
    minority: dict[Day, Factor] = {}


class Complaints(Block):
    """What people harmed by faults that stand tell this source, from the next month on.

    Of whoever was harmed (`of`: a harm that counts people) the share `chance` complains; of their
    complaints the share `elsewhere` is about another subject nearby, which did not do it. Each is
    filed as the deed `files`, which nobody does.
    """

    of: Text
    files: Text
    chance: Share
    elsewhere: Share = 0.0


class Sensor(Believed):
    """Who sees deeds, which, where, and how wrongly.

    Where is everywhere, unless `places` or `sectors` are named.
    A rule that hears the sources that it `counts_as` hears it too. `ranked` gives it the place
    among those who see a deed that a source with such a chance has. `alleges` says of which kinds
    its false alarms are, by weights; where it is left out they are of the kinds that it files. Who
    watches life at home never writes down people whom a scheme holds, unless it `sees_held`.
    One with `rounds` goes somewhere and looks for faults that stand: `sees` is its skill. To one
    with `complaints` people write whom such faults have harmed. What
    is `self_reported` may be a lie.
    """

    source: Text
    title: Text
    sees: dict[Text, Share]
    ranked: dict[Text, Share] = {}
    counts_as: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()
    sectors: tuple[Sector, ...] = ()
    coverage: Coverage = Coverage()
    devices: dict[Text, Devices] = {}
    density: Density | None = None
    recognition: Recognition | None = None
    rounds: Rounds | None = None
    self_reported: SelfReports | None = None
    complaints: Complaints | None = None
    attention: Attention = Attention()
    draws_along: Share = 0.0
    sees_held: Yes = False
    wrong_person: Share = 0.0
    minority_times: Factor = 1.0
    mistaken_for: dict[Literal["household", "community", "elsewhere"], Share] = {}
    false_alarm: Factor = 0.0
    alleges: dict[Text, Factor] = {}
    wrong_content: Share = 0.0
    confused_with: dict[Text, Text] = {}
    delay: Delay

    @model_validator(mode="after")
    def _one_way_to_err(self) -> Sensor:
        if self.devices and self.density is not None:
            raise unexpected("devices are counted twice", "either devices or density")
        if self.alleges and not any(self.alleges.values()):
            raise unexpected("`alleges` gives weight to no deed", "one weight above nought")
        if self.rounds is not None:
            self._goes_round(self.rounds)
        plain = {"wrong_person": 0.0, "minority_times": 1.0, "mistaken_for": {}, "false_alarm": 0.0}
        twice = [name for name, none in plain.items() if getattr(self, name) != none]
        if self.recognition is not None and twice:
            raise unexpected(
                f"`{twice[0]}` stands beside `recognition`, which says the same in parts",
                "capture, match and review alone",
            )
        return self

    def _goes_round(self, rounds: Rounds) -> None:
        """Who goes somewhere finds faults there, and errs in no other way than a visit does."""
        plain = {name: field.default for name, field in type(self).model_fields.items()}
        idle = [name for name in NOT_ON_ROUNDS if getattr(self, name) != plain[name]]
        if idle:
            raise unexpected(
                f"`{idle[0]}` stands beside `rounds`, and does nothing there", f"no `{idle[0]}`"
            )
        for name in self.sees.keys() ^ rounds.weights.keys():
            here, other = ("sees", "weights") if name in self.sees else ("weights", "sees")
            raise unexpected(
                f"`{here}` names `{name}`, and `{other}` of the rounds does not",
                "each fault in both: its chance to be noticed, and its weight in the record",
            )


class SensorFile(Block):
    """sensors.yaml: its `sources` are those who see; documents stand under `documents`."""

    documents: dict[Text, Source] = {}
    sources: Annotated[tuple[Sensor, ...], Field(min_length=1)]
    readings: Readings = ()
