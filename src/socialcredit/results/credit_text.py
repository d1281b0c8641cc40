"""What a score follows, whom checks fail and who gets loans, in sentences."""

from typing import Any

from socialcredit.results.wording import lower_first, number, percent


def follows_lines(block: dict[str, Any]) -> list[str]:
    """What a score of dimensions is made of, and whom checks turned away; silent for others."""
    lines, found = [], block["follows"]
    if found is not None and found["people"]:
        parts = [row for row in found["rows"] if abs(row["share"] or 0.0) >= 0.05][:4]
        told = [
            f"{percent(row['share'])} {lower_first(row['title'])} "
            f"(r {number(row['truly'])} with doing it)"
            for row in parts
        ]
        lines.append(f"Follows: of the differences in score, {'; '.join(told)}.")
    for row in block["checks"]:
        less, more = row["majority"], row["minority"]
        lines.append(
            f"{row['title']}: failed its own user in {percent(less['share'])} of "
            f"{less['tries']:,} tries in the majority, {percent(more['share'])} of "
            f"{more['tries']:,} in the minority."
        )
    return lines


def lending_lines(found: dict[str, Any] | None) -> list[str]:
    """Loans with the bureau and, where there is a twin, without it; nothing where nobody lends."""
    lines = []
    for world, block in enumerate(found["worlds"] if found else ()):
        name = "without the bureau" if world else "with the bureau"
        lines.append(
            f"Loans {name}: {percent(block['approved'])} of {block['asked']:,} applications "
            f"granted, {percent(block['face'])} failed by the face check, "
            f"{percent(block['wrongly'])} refused for wrong marks alone, "
            f"{percent(block['marks'])} for marks, {percent(block['full'])} for loans in view; "
            f"{percent(block['defaults'])} of loans lost, {percent(block['over'])} of borrowers "
            "over-indebted."
        )
    return lines
