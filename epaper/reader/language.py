"""The reader's words, in the language of the edition that is read.

In: a BCP 47 tag for each request. Out: what templates call: `_`, `ngettext`, `tongue`.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, g

from epaper.language.catalogue import Catalogue, read_catalogue
from epaper.language.locale import Tongue


def speak(app: Flask) -> None:
    """Give the templates of `app` the paper's language; `say_in` chooses it for a request."""
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.globals["tongue_of"] = lambda tag: replace(tongue(), tag=tag) if tag else tongue()
    env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: catalogue().gettext(text),
        lambda one, many, n: catalogue().ngettext(one, many, n),
        newstyle=True,
    )
    app.context_processor(lambda: {"tongue": tongue()})


def say_in(tag: str) -> None:
    """The rest of this request is answered in the language `tag`."""
    g.language = tag


def tongue() -> Tongue:
    """The language of this request."""
    from epaper.reader.library import library  # the library needs no words; words need it once

    if "language" not in g:
        latest = library().latest()
        g.language = latest.language if latest else "en-GB"
    return Tongue(g.language, library().settings.zone)


def catalogue() -> Catalogue:
    """The texts of this request's language."""
    return read_catalogue(tongue().tag)


def gettext(text: str, **values: object) -> str:
    """`text` in this request's language, with its values: what `_` is outside of templates."""
    said = catalogue().gettext(text)
    return said % values if values else said


def ngettext(one: str, many: str, num: int) -> str:
    """The form for `num` things in this request's language."""
    return catalogue().ngettext(one, many, num) % {"num": tongue().number(num)}
