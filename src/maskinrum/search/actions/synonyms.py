"""Add words to the thesaurus of this site, and remove them."""

from datetime import datetime

from django.utils.translation import gettext as _

from maskinrum.danish import tokenise
from maskinrum.search.models import SiteSynonym
from maskinrum.search.queries import normalised
from maskinrum.shared.errors import DomainError

LONGEST = 80
MOST = 1_000


def keep_synonym(word: str, other: str, *, now: datetime) -> tuple[SiteSynonym, bool]:
    """Keep that two ways to say something mean the same, and say whether that is new.

    Raises DomainError where one of them is no word, is too long, or both are the same, and when there are too many.
    """
    first, second = normalised(word), normalised(other)
    for field, text in (("word", first), ("other", second)):
        if not tokenise(text):
            raise DomainError(_("Write a word with letters or figures."), field=field)
        if len(text) > LONGEST:
            raise DomainError(_("Write 80 characters at most."), field=field)
    if first == second:
        raise DomainError(_("That is the same word. Write another that means the same."), field="other")
    if SiteSynonym.objects.count() >= MOST:
        raise DomainError(_("There are 1,000 already. Remove one that is not needed first."), field="other")
    turned = SiteSynonym.objects.filter(word=second, other=first).first()
    if turned is not None:
        return turned, False
    return SiteSynonym.objects.get_or_create(word=first, other=second, defaults={"added_at": now})


def drop_synonym(row: SiteSynonym) -> None:
    """Remove one."""
    row.delete()
