"""What only the deployer can say: `declared.yaml`. What it leaves out is printed as a blank."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from socialcredit.language.model.provenance import Block
from socialcredit.language.read.quantities import Text


def said(value: Any) -> Any:
    """What was said as text: yes and no, a number or a day are what people write without quotes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    plain = isinstance(value, list | dict | tuple) or value is None
    return value if plain else str(value)


Said = Annotated[Text | None, BeforeValidator(said)]


def _asks(question: str) -> Any:
    return Field(default=None, description=question)


class Declared(Block):
    """The deployer's own words, field by field; the question of each is its description."""

    deployer: Said = _asks("Who puts the scheme to use: name, address, kind of body?")
    assessor: Said = _asks("Who made this assessment, in which capacity?")
    reason: Said = _asks("What is to be decided with this assessment, and when?")
    purpose: Said = _asks("What is the scheme for?")
    process: Said = _asks("In which of the deployer's processes is it used, and at which step?")
    is_ai_system: Said = _asks("Is it an AI system under Art. 3(1) of the AI Act, and why?")
    in_use: Said = _asks("Is it placed on the market, put into service or used, and since when?")
    public_or_private: Said = _asks("Is it used by a public body, or by or for a private one?")
    provider_information: Said = _asks(
        "What has the provider told under Art. 13 (instructions, accuracy, known risks)?"
    )
    period: Said = _asks("From when to when is it to be used?")
    frequency: Said = _asks("How often is each person scored, and how often is the score used?")
    legal_basis: Said = _asks("On which legal basis are the data processed, under which statute?")
    special_categories: Said = _asks("Which special categories of data, or inferences of them?")
    controllers: Said = _asks("Who are controller, joint controllers, processors?")
    recipients: Said = _asks("Who receives score, grade or record, also outside the country?")
    retention: Said = _asks("How long is each kind of data kept, and who deletes it?")
    security: Said = _asks("Which measures of security and of data protection by design are taken?")
    oversight: Said = _asks("Who oversees it, with what training, and can they overrule it?")
    score_weight: Said = _asks("How much does the score weigh in what an officer decides?")
    complaint_route: Said = _asks("Where and how can people complain, and who decides by when?")
    governance: Said = _asks("Who is responsible inside, and what happens if a risk comes true?")
    notice: Said = _asks("How are people told that they are scored, and of each record?")
    consultation: Said = _asks("Who of those affected was consulted, how, and what did they say?")
    dpo: Said = _asks("What has the data protection officer advised, and on which day?")
    alternatives_considered: Said = _asks("Which other ways were considered, why were they left?")
    statutory_clocks: Said = _asks("By which statute, in how many days, is an objection decided?")
    review: Said = _asks("When, and after what changes, is this assessment made anew?")


QUESTIONS: dict[str, str] = {
    name: field.description or name for name, field in Declared.model_fields.items()
}


def as_said(declared: Declared) -> dict[str, str]:
    """What was said, by field; what was not is left out."""
    told = {name: getattr(declared, name) for name in QUESTIONS}
    return {name: text for name, text in told.items() if text is not None}


def to_be_filled_in() -> str:
    """A file with every question and nothing answered."""
    head = (
        "# What only the deployer can say. Write behind each colon, in your own words; what\n"
        "# stays empty is printed as a numbered blank. `socialcredit assess NAME --declared FILE`\n"
        "# reads this file.\n"
    )
    return head + "".join(f"\n# {asks}\n{name}:\n" for name, asks in QUESTIONS.items())
