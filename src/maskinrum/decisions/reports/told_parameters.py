"""What a page tells of a number: its ranges, its reason, its strength and its sources."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from maskinrum.decisions.reports.assumptions import ShownParameter
from maskinrum.knowledge.reports.evidence_page import ShownCard

KEPT = 512  # both languages of all delivery models, and what a few people have changed


def told_parameter(shown: ShownParameter, sources: tuple[ShownCard, ...]) -> SafeString:
    """The markup, written once for each number and its sources, for it is the same to every reader.

    A page tells of thirty numbers, and writing them anew took longer than all else on it.
    """
    return _told(shown, sources, get_language())


@lru_cache(maxsize=KEPT)
def _told(shown: ShownParameter, sources: tuple[ShownCard, ...], _language: str | None) -> SafeString:
    return render_to_string("decisions/_told_parameter.html", {"shown": shown, "sources": sources})
