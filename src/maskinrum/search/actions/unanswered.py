"""Count what was searched for in vain, so that it can never be said who asked.

Words are kept when two senders have asked the same within a month. Until then only a keyed hash of them stands in the
database, and for a month a keyed hash of words and sender in the cache, from which neither can be read.
"""

import hashlib
import hmac
import re
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from maskinrum.search.models import UnansweredSearch
from maskinrum.search.queries import normalised, searches_naming

TOGETHER = timedelta(days=30)
LONGEST = 80
MOST_WORDS = 6
# Addresses, numbers of people, houses and telephones are of no use to a thesaurus.
PERSONAL = re.compile(r"@|\d{3}|://")


def note_unanswered(text: str, *, sender: str, now: datetime) -> None:
    """Count a search that nothing was found for. ``sender`` is never written down."""
    words = normalised(text)
    if not words or len(words) > LONGEST or words.count(" ") >= MOST_WORDS or PERSONAL.search(words):
        return
    digest = _keyed(words)
    seen_before = not cache.add(f"unanswered:{_keyed(f'{words} {sender}')}", 1, timeout=int(TOGETHER.total_seconds()))
    if seen_before:
        return
    today = timezone.localdate(now)
    since = today - TOGETHER
    is_shared = UnansweredSearch.objects.filter(digest=digest, day__gte=since).exists()
    _count(digest, today)
    if is_shared:
        UnansweredSearch.objects.filter(digest=digest, day__gte=since).update(words=words)


def _keyed(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"unanswered {text}".encode(), hashlib.sha256).hexdigest()


def _count(digest: str, day: date) -> None:
    row = UnansweredSearch.objects.filter(day=day, digest=digest)
    if not row.update(times=F("times") + 1):
        try:
            with transaction.atomic():
                UnansweredSearch.objects.create(day=day, digest=digest)
        except IntegrityError:
            row.update(times=F("times") + 1)


def forget_unanswered(words: str) -> int:
    """Take words off the list and say how many days they stood on; they come again when others search in vain."""
    return UnansweredSearch.objects.filter(words=words).exclude(words="").delete()[0]


def erase_searches(person: Any, *, viewer: object, now: datetime) -> None:
    """Forget searches for a person's name."""
    searches_naming(person).delete()


def remove_unanswered(rows: QuerySet[UnansweredSearch]) -> int:
    """Remove what has been kept long enough, and say how much that was."""
    return rows.delete()[0]
