"""What a page says about itself: where it stands, in which language and colours."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.templatetags.maskinrum.library import register

SCHEMES = {"": _("As my device"), "light": _("Light"), "dark": _("Dark")}
SCHEME_COOKIE = "colour_scheme"
STYLES = (
    "fonts", "tokens", "theme", "type", "layout", "header", "buttons", "forms", "tables", "badges", "notices", "lists",
    "scales", "charts", "front", "print",
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """One of the four jobs; ``address`` is empty until its pages exist."""

    name: Any
    question: Any
    promise: Any
    address: str
    namespaces: tuple[str, ...]


JOBS = (
    (
        _("Decide"),
        _("When is it a good idea?"),
        _("Try your own portfolio against the other ways of procuring it. The answer may be no."),
        "decisions:index",
        ("decisions", "partnerships"),
    ),
    (
        _("Get going"),
        _("How do you do it?"),
        _("A start plan from idea to first call-off, with statutory periods computed and advice at every task."),
        "planning:index",
        ("planning",),
    ),
    (
        _("Run and evaluate"),
        _("Does it work?"),
        _("Watch ceiling, option, gaps and collaboration. Measure the same every year."),
        "steering:index",
        ("steering", "register", "evaluation"),
    ),
    (
        _("Share"),
        _("What did you learn?"),
        _("Tell an experience in three minutes. Find what others did. Meet them at an open salon."),
        "knowledge:index",
        ("knowledge", "recommendations", "tools", "themes", "booklets", "meetings", "network", "salons", "calendar"),
    ),
)


@register.simple_tag
def jobs() -> list[Job]:
    """Return the four jobs; the address of one whose pages do not exist yet is empty, so a page can say so."""
    return [Job(name, question, promise, address_of(to), spaces) for name, question, promise, to, spaces in JOBS]


@register.simple_tag
def address_of(name: str) -> str:
    """Return the address of a named page, or nothing while that page does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def current_space(context: Context) -> str:
    """Return the namespace of the page shown, or nothing."""
    match = getattr(context.get("request"), "resolver_match", None)
    return match.namespace if match else ""


@register.simple_tag(takes_context=True)
def colour_scheme(context: Context) -> str:
    """Return ``light`` or ``dark`` when the reader chose one, else nothing: then the device decides."""
    request: HttpRequest | None = context.get("request")
    chosen = request.COOKIES.get(SCHEME_COOKIE, "") if request else ""
    return chosen if chosen in SCHEMES else ""


@register.simple_tag
def colour_schemes() -> dict[str, Any]:
    """Return the choices of colour scheme with their names."""
    return SCHEMES


@register.simple_tag
def styles() -> list[str]:
    """Return the paths of our style sheets in the order they are read."""
    return [f"maskinrum/css/{name}.css" for name in STYLES]


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> dict[str, str]:
    """Return ``code``, ``name`` and ``address`` of this page in the other language, or of the front page."""
    code = "en" if (get_language() or "da").startswith("da") else "da"
    request: HttpRequest | None = context.get("request")
    here = request.get_full_path() if request else "/"
    address = translate_url(here, code)
    if urlsplit(address).path == urlsplit(here).path:
        with override(code):
            address = reverse("front")
    return {"code": code, "name": {"da": "Dansk", "en": "English"}[code], "address": address}


@register.simple_tag
def language_code() -> str:
    """Return the language of the page for ``<html lang>``."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]
