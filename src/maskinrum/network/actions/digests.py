"""Tell people what is new about what they follow: one mail for all that is due, and none when nothing is new."""

import uuid
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from maskinrum.network.enums import Rhythm
from maskinrum.network.facts.digests import MOST_TOLD, Item, fitting, in_order, is_due, written_moment
from maskinrum.network.indexing.following import gathered
from maskinrum.network.models import Subscription
from maskinrum.network.queries import all_still_seen, in_words, stage_of
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.actions import add_to_mail, send_later
from maskinrum.shared.models import OutboxMail

DIGEST = "digest"
SALT = "maskinrum.network.digest"
SETTLES = timedelta(minutes=1)
"""So long saving anything takes at most."""


def send_settled_digests(now: datetime) -> int:
    """What the tick does: ``send_digests`` of what is a minute old.

    A thing carries the moment when it was sent in, and others see it when it is saved, which may be after a look that
    came in between: from then on it would be older than what was told.
    """
    return send_digests(now - SETTLES)


def send_digests(now: datetime) -> int:
    """Write one mail to everybody for whom something followed is due and new; return how many. Safe to do twice."""
    people = Subscription.objects.exclude(rhythm=Rhythm.OFF).filter(person__is_active=True, person__erased_at=None)
    keys = people.order_by("person").values_list("person", flat=True).distinct()
    return sum(_send(key, now) for key in list(keys))


@transaction.atomic
def _send(key: uuid.UUID, now: datetime) -> bool:
    person = Person.objects.select_for_update().get(pk=key)
    rows = Subscription.objects.filter(person=person).order_by("created_at", "id")
    if DIGEST in person.muted_mail:
        # As with a rhythm that is off: what was new meanwhile is not told afterwards.
        rows.filter(told_until__lt=now).update(told_until=now)
        return False
    viewer = viewer_of(person)
    due = [row for row in rows if is_due(row.rhythm, row.told_until, now)]
    with translation.override(person.language):
        new = gathered(viewer, due, now=now)
        # Daily and rarer rhythms count from the last look, so that nothing new means a wait, not a mail.
        for until in set(new.until.values()):
            looked_at = [pk for pk, one in new.until.items() if one == until]
            Subscription.objects.filter(pk__in=looked_at).update(told_until=until)
        stage = stage_of(viewer)
        items = in_order(new.items, stage=stage)
        if told := in_words(viewer, items[:MOST_TOLD], now=now):
            _write(person, items, told, stage, (min(row.told_until for row in due), now))
    return bool(told)


def _write(person: Person, items: list[Item], told: list[Item], stage: str, window: tuple[datetime, datetime]) -> None:
    """Write one mail: the first things whole, and of the others how many they are and where all of them stand."""
    base, (since, now) = str(settings.ENVIRONMENT.base_url), window
    stop = base + reverse("network:stop_digests", args=[token_of(person)])
    subject, mine = subject_of(items, stage), base + reverse("network:subscriptions")
    everything = base + reverse("network:followed_news") + "?" + urlencode({"fra": written_moment(since)})
    context = {"items": told, "more": max(len(items) - MOST_TOLD, 0), "everything": everything}
    context |= {"base": base, "stop": stop, "mine": mine, "subject": subject}
    mail = send_later(
        person.email,
        subject=subject,
        text=render_to_string("network/letters/digest.txt", context).strip() + "\n",
        kind=DIGEST,
        language=person.language,
        person=person.pk,
        now=now,
    )
    headers = {
        "List-Id": f"Maskinrum <digest.{urlsplit(base).hostname or 'localhost'}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    html = render_to_string("network/letters/digest.html", context)
    add_to_mail(mail, html=html, headers=headers, about=[item.key for item in told])


def subject_of(items: list[Item], stage: str) -> str:
    """How many things there are, also those that the mail has no room for, and for the own phase where there are."""
    if own := fitting(items, stage=stage):
        return ngettext("%(count)s thing for your phase", "%(count)s things for your phase", own) % {"count": own}
    many = len(items)
    return ngettext("%(count)s new thing you follow", "%(count)s new things you follow", many) % {"count": many}


def token_of(person: Person) -> str:
    """What stands in the address that stops the mails of this person, and nothing else."""
    return signing.dumps(str(person.pk), salt=SALT)


def person_of_token(token: str) -> Person | None:
    """Whose mails the address stops; None for an address that we did not make."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=key, erased_at=None).first()


def may_still_go(mail: OutboxMail) -> bool:
    """Whether the reader may see everything in the mail right before it is sent, and still wants it."""
    person = Person.objects.filter(pk__in=[mail.person], is_active=True, erased_at=None).first()
    if person is None or DIGEST in person.muted_mail:
        return False
    if not Subscription.objects.filter(person=person).exclude(rhythm=Rhythm.OFF).exists():
        return False
    return all_still_seen(viewer_of(person), mail.about, now=timezone.now())
