"""Words and figures in the language of the page."""

from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from maskinrum.shared import figures
from maskinrum.shared.templatetags.maskinrum.library import register

register.filter("number", figures.number)
register.filter("signed", figures.signed)
register.filter("percent", figures.percent)
register.filter("signed_percent", figures.signed_percent)
register.filter("money", figures.money)
register.filter("signed_money", figures.signed_money)
register.filter("volume", figures.volume)
register.filter("months", figures.months)
register.filter("term", figures.term)
register.filter("of_ten", figures.of_ten)
register.filter("of_hundred", figures.of_hundred)
register.filter("hundredths", figures.hundredths)


@register.filter
def localised(texts: Mapping[str, str] | str | None) -> str:
    """Return the text of a ``{"da": …, "en": …}`` pair in the language of the page; Danish where English is missing."""
    if texts is None or isinstance(texts, str):
        return texts or ""
    return texts.get((get_language() or "da")[:2]) or texts.get("da", "")


@register.simple_tag(name="localised")
def localised_marked(texts: Mapping[str, str] | str | None) -> SafeString | str:
    """Write a pair as ``localised`` does, and mark Danish words on an English page with their language."""
    text = localised(texts)
    if isinstance(texts, Mapping) and (get_language() or "da")[:2] != "da" and text == texts.get("da"):
        return format_html('<span lang="da">{}</span>', text)
    return text
