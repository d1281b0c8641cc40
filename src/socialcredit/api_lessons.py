"""The Python face of lessons: the files that ship, or those of a folder, as plain values."""

from pathlib import Path
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.resolve.lessons import load_lesson
from socialcredit.results.measures import registry

SHIPPED = Path(__file__).parent / "lab" / "lessons"


def lessons(folder: str | Path = SHIPPED) -> list[dict[str, Any]]:
    """Every lesson of a folder in the order of their numbers, as its file has it.

    `reads` has the measure in words, too. Raises SocialCreditError with file and line of what does
    not fit, and for a folder without a lesson.
    """
    files = sorted(Path(folder).glob("*.yaml"))
    if not files:
        raise SocialCreditError(
            f"there is no lesson in {folder}",
            expected="files such as base-rates.yaml",
            hint="`socialcredit schema lesson` says what one may say",
        )
    ids = [one.id for one in registry.MEASURES]
    loaded = [load_lesson(file, ids) for file in files]
    return [_told(one) for one in sorted(loaded, key=lambda one: one.number)]


def _told(lesson: Any) -> dict[str, Any]:
    told: dict[str, Any] = lesson.model_dump(by_alias=True, mode="json")
    reads = told["reads"]
    reads["words"] = {
        key: registry.told(key) for key in (reads["measure"], *reads["beside"])
    }  # fmt: skip
    return told
