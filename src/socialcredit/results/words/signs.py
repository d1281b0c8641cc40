"""Grades at the door, in words."""

from typing import Any

from socialcredit.core.text import lower_first, upper_first
from socialcredit.results.money import sum_of
from socialcredit.results.words.numbers import counted, percent


def sign_lines(rows: list[dict[str, Any]]) -> list[str]:
    """A line for each sign: who showed it, whom it kept away, and how much of that was wrong."""
    return [f"At the door, {lower_first(row['title'])}: {sign_words(row)}" for row in rows]


def sign_words(row: dict[str, Any]) -> str:
    """Hidden and forged signs, custom lost and gained, and what of it rests on wrong grades."""
    told = f"due in {counted(row['firms'], 'firm-month')}"
    if row["untrue"]:
        told += f", {percent(row['hidden'])} hidden and {percent(row['forged'])} forged"
    if not row["lost_customers"] and not row["gained"]:
        return told + "; it moved no customer."
    lost = percent(row["lost"])
    told += f". {upper_first(lost)} of customers stayed away"
    if row["wrongly"] or row["late"]:
        told += f" ({percent(row['wrongly'])} of these for a wrong grade"
        told += f", {percent(row['late'])} for one not renewed)" if row["late"] else ")"
    if row["gained"]:
        told += f", and {percent(row['gained'])} came besides"
    if row["kept"]:
        told += f"; a hidden or forged sign kept {percent(row['kept'])} from staying away"
    way = "lost" if row["money"] >= 0 else "gained"
    return f"{told}. In all, {sum_of(abs(row['money']))} of custom {way}."
