"""Words of the document itself, in the language of the form; answers are in English."""

from __future__ import annotations

LABELS: dict[str, dict[str, str]] = {
    "en": {
        "contents": "Contents", "annexes": "Annexes", "annex": "Annex", "guidance": "Guidance",
        "blank": "To be filled in", "declared": "Declared by the deployer", "asked": "Asked",
        "see": "See number {} above: it waits for the same answer.",
        "asks": "Asked by", "question": "What is to be decided", "what": "Simulated",
        "date": "Date", "version": "Version", "form": "Form", "official": "Official form",
        "unsaid": "not said yet (number {})", "unasked": "not said",
        "stamp": "Synthetic people. Nobody in this document exists.",
        "waits": "{} in this document wait for the deployer: they are numbered, with space to fill "
                 "in. No simulation can answer them.",
        "none_waits": "No question of this form waits for the deployer.",
        "only_deployer": "Only the deployer can say this.",
        "english": "",
        "form_sources": "Sources of this form",
        "form_sources_asks": "Where is each question from, and how well is that known?",
        "source": "source", "where": "where", "read": "how well known", "sections": "sections",
    },
    "nl": {
        "contents": "Inhoud", "annexes": "Bijlagen", "annex": "Bijlage", "guidance": "Toelichting",
        "blank": "In te vullen", "declared": "Verklaard door de gebruiksverantwoordelijke",
        "asked": "Gevraagd",
        "see": "Zie nummer {} hierboven: daar wordt hetzelfde gevraagd.",
        "asks": "Gevraagd door", "question": "Wat moet worden besloten", "what": "Gesimuleerd",
        "date": "Datum", "version": "Versie", "form": "Formulier",
        "official": "Officieel formulier",
        "unsaid": "nog niet verklaard (nummer {})", "unasked": "niet verklaard",
        "stamp": "Synthetische mensen. Niemand in dit document bestaat.",
        "waits": "{} in dit document wachten op de gebruiksverantwoordelijke: ze zijn genummerd, "
                 "met ruimte om in te vullen. Geen simulatie kan ze beantwoorden.",
        "none_waits": "Geen vraag van dit formulier wacht op de gebruiksverantwoordelijke.",
        "only_deployer": "Alleen de gebruiksverantwoordelijke kan dit zeggen.",
        "form_sources": "Bronnen van dit formulier",
        "form_sources_asks": "Waar komt elke vraag vandaan, en hoe goed is dat bekend?",
        "source": "bron", "where": "waar", "read": "hoe goed bekend", "sections": "onderdelen",
        "english": "De vragen zijn in het Nederlands; wat uit de simulatie komt is in het Engels.",
    },
}  # fmt: skip


def label(language: str, name: str, *words: object) -> str:
    """A word of the document in its language, with what belongs into it."""
    return LABELS[language][name].format(*words)
