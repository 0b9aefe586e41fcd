"""What somebody follows, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts import theme_named
from maskinrum.network.enums import SubscriptionKind
from maskinrum.network.models import Subscription
from maskinrum.network.queries import questions
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.queries import partnerships


@dataclass(frozen=True)
class FollowedLine:
    """One thing that is followed: what it is called, and where it stands."""

    row: Subscription
    name: str
    address: str


def followed_lines(rows: Sequence[Subscription], viewer: Viewer, *, now: datetime) -> list[FollowedLine]:
    """The rows of the list; what the viewer may no longer see has no name."""
    asked = questions(viewer, now=now).filter(pk__in=[row.question_id for row in rows if row.question_id])
    known = partnerships(viewer, now=now).filter(pk__in=[row.partnership_id for row in rows if row.partnership_id])
    named: dict[object, tuple[str, str]] = {
        one.pk: (one.title, reverse("network:question", args=[one.key])) for one in asked
    }
    named |= {one.pk: (one.name, reverse("register:entry", args=[one.slug])) for one in known}
    return [FollowedLine(row, *_named(row, named)) for row in rows]


def _named(row: Subscription, named: dict[object, tuple[str, str]]) -> tuple[str, str]:
    if row.kind == SubscriptionKind.THEME:
        theme = theme_named(row.theme)
        name = theme.name[(get_language() or "da")[:2]] if theme else row.theme
        return name, f"{reverse('knowledge:index')}?{urlencode({'theme': row.theme})}"
    if row.kind == SubscriptionKind.SEARCH:
        return row.words, f"{reverse('search:index')}?{urlencode({'q': row.words})}"
    return named.get(row.question_id or row.partnership_id, (_("Something you may no longer read"), ""))
