"""Pages out of templates and words: what is put into a template is escaped, always."""

import json
import secrets
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
TEMPLATES = FOLDER / "templates"


@cache
def words() -> dict[str, Any]:
    """Every word that a person reads, by page and key."""
    told: dict[str, Any] = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))
    return told


def word(key: str, **values: Any) -> str:
    """The sentence of a key such as "live.play"; `{name}` in it stands for a value."""
    found: Any = words()
    for part in key.split("."):
        found = found[part]
    return str(found).format(**values) if values else str(found)


@cache
def templates() -> jinja2.Environment:
    """The templates that lie beside this file."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["word"] = word
    made.globals["words"] = words
    return made


def shown(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of this template, with a nonce of its own for the editor's styles."""
    nonce = secrets.token_urlsafe(16)
    request.scope["style_nonce"] = nonce
    text = templates().get_template(name).render(nonce=nonce, **values)
    return HTMLResponse(text, status)
