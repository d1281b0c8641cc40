"""`new`: a folder to start from, of a scheme or of a place."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import typer

from socialcredit.commands import completing
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import later
from socialcredit.core.text import wrapped
from socialcredit.language.resolve.paths import asked_scheme, scheme_names

new_schemes = later("socialcredit.language.new_scheme")
new_places = later("socialcredit.language.new_place")
new_copies = later("socialcredit.language.new_copy")

PLACE = "place"  # a word before a name, and so no name of a scheme
OF_A_PLACE = ("census", "people", "urban", "minority", "currency", "median_income", "year")


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new scheme's name, or `place`.")],
    called: Annotated[
        str | None, typer.Argument(metavar="[PLACE]", help="After `place`: the place's name.")
    ] = None,
    scheme: Annotated[
        str | None,
        typer.Option("--from", help="Start from this scheme.", autocompletion=completing.schemes),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option(help="With --from: for this place, declared in ./places.yaml or at a path."),
    ] = None,
    census: Annotated[
        str | None,
        typer.Option(help="Of a place: the table sex,age,count of its people; `example` for one."),
    ] = None,
    people: Annotated[
        int | None, typer.Option(help="Of a place: residents, if not as many as in the table.")
    ] = None,
    urban: Annotated[
        float | None, typer.Option(help="Of a place: share in streets rather than fields.")
    ] = None,
    minority: Annotated[
        float | None, typer.Option(help="Of a place: share of the group whose error differs.")
    ] = None,
    currency: Annotated[
        str | None, typer.Option(help="Of a place: what its money is called, such as euro.")
    ] = None,
    median_income: Annotated[
        float | None, typer.Option(help="Of a place: disposable income a head and year.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Of a place: the year of these numbers.")] = None,
) -> None:
    """A scheme folder to start from, in the current folder; or the folder of a place.

    `socialcredit new NAME --from rongcheng --place waldau` copies a scheme for a place: its sums
    of money are carried over by the two median incomes. `socialcredit new place NAME --census
    ages.csv --currency euro --median-income 24000` makes a place. Nothing is overwritten.
    """
    given = {
        "census": census, "people": people, "urban": urban, "minority": minority,
        "currency": currency, "median_income": median_income, "year": year,
    }  # fmt: skip
    if name == PLACE:
        _place(called, given, scheme or place)
        return
    _refuse_of_a_place(name, called, given)
    if place is not None:
        _copy(name, scheme, place)
        return
    folder = new_schemes.new_scheme(name, scheme and asked_scheme(scheme))
    _tell_next(name, str(folder))


def _tell_next(name: str, folder: str) -> None:
    called = f"./{folder}" if name in scheme_names() else folder
    typer.echo(
        f"{folder}\nNext: edit {folder}/scheme.yaml, then: socialcredit check {called}, then: "
        f"socialcredit run {called}"
    )


def _refuse_of_a_place(name: str, called: str | None, given: Mapping[str, object]) -> None:
    told = [option for option in OF_A_PLACE if given[option] is not None]
    if called is not None or told:
        word = called if called is not None else f"--{told[0].replace('_', '-')}"
        raise SocialCreditError(
            f"`{word}` is about a place, and `{name}` is a scheme", text=word,
            expected="one name, with --from SCHEME and --place PLACE",
            hint=f"for a place: socialcredit new place {called or name} --census ages.csv",
        )  # fmt: skip


def _copy(name: str, scheme: str | None, place: str) -> None:
    if scheme is None:
        raise SocialCreditError(
            "what is to be copied for the place is not said", "--place", place,
            "--from SCHEME beside it",
            f"for example: socialcredit new {name} --from rongcheng --place {place}",
        )  # fmt: skip
    home = new_copies.home_at(place)
    folder, told = new_copies.new_copy(name, asked_scheme(scheme), home)
    typer.echo(str(folder))
    typer.echo("\n".join(wrapped(" ".join(told))))
    typer.echo(f"Next: read {folder}/scheme.yaml, then: socialcredit check {folder}, then: "
               f"socialcredit run {folder}")  # fmt: skip


def _place(name: str | None, given: Mapping[str, object], of_a_scheme: str | None) -> None:
    missing = [o for o in ("census", "currency", "median_income") if given[o] is None]
    if name is None or of_a_scheme is not None or missing:
        option = f"--{missing[0].replace('_', '-')}" if missing else ""
        message = "what the place is called is not said" if name is None else (
            "a place is copied from no scheme" if of_a_scheme else f"`{option}` is not given"
        )  # fmt: skip
        raise SocialCreditError(
            message, "new place", of_a_scheme or "",
            "new place NAME --census ages.csv --currency euro --median-income 24000",
            "`--census example` is the table of an invented town; sums are carried over by the "
            "median income",
        )  # fmt: skip
    year = given["year"]
    folder = new_places.new_place(
        new_places.Asked(
            name=name, census=new_places.census_at(given["census"]), currency=given["currency"],
            median=given["median_income"], year=date.today().year - 1 if year is None else year,
            people=given["people"], urban=given["urban"], minority=given["minority"],
        )
    )  # fmt: skip
    typer.echo(
        f"{folder}\nNext: read {folder}/README.md, then: cd {folder}, then: socialcredit check "
        f"{name}.yaml, then: socialcredit run {name}.yaml"
    )
