"""What may be chosen in forms about experiences, as far as the viewer may see it."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Case, IntegerField, Q, Value, When

from maskinrum.knowledge.facts.naming import stands_in
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries.experiences import has_word, in_order, own_projects, published
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import grants_of, organisations_to_share_with, without_deciders
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import partnerships, partnerships_of

MOST_CHOICES = 500
MOST_TO_WEIGH = 40


def partnership_choices(viewer: Viewer, *, now: datetime) -> list[tuple[str, str]]:
    """The partnerships of the register that the viewer may see: those the own organisation is a party to first."""
    rows = partnerships(viewer, now=now).values_list("pk", "name").order_by("name_key", "pk")[:MOST_CHOICES]
    own = {row["partnership"] for row in partnerships_of(viewer)} if viewer.is_member else set()
    return [(str(key), name) for key, name in sorted(rows, key=lambda row: row[0] not in own)]


def project_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """The projects that the viewer may connect something to."""
    return [(str(row.pk), row.name) for row in own_projects(viewer)[:MOST_CHOICES]] if viewer.is_member else []


def partnership_names(viewer: Viewer, keys: Iterable[uuid.UUID | None], *, now: datetime) -> dict[uuid.UUID, str]:
    """The names of those partnerships that the viewer may see, in one question."""
    wanted = {key for key in keys if key is not None}
    return dict(partnerships(viewer, now=now).filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def partnership_chosen(viewer: Viewer, key: str, *, now: datetime) -> Partnership | None:
    """The partnership behind a choice, as far as the viewer may see it."""
    return partnerships(viewer, now=now).filter(pk=key).first() if key else None


def parties_to_name(viewer: Viewer, row: Experience, *, now: datetime) -> list[Organisation]:
    """The organisations that an experience may name.

    Those are the parties of its partnership, those asked before, and whoever else the viewer knows of and whose name
    stands in what was told. What stays in an organisation is offered to nobody, for asking would show it, as long as it
    is not opened to others by name.
    """
    if row.visibility == Visibility.ORGANISATION and not is_opened(row, now=now):
        return []
    return _nameable(viewer, row, now)


def is_opened(row: Experience, *, now: datetime) -> bool:
    """Whether others are let in to it by name."""
    return grants_of(row, now=now).exists()


def named_in_all(viewer: Viewer, row: Experience, *, now: datetime) -> list[Organisation]:
    """Whom it names, whoever may read it: those whose name stands in what was told, and those who have been asked."""
    told, asked = _told(row), set(row.named.values_list("organisation", flat=True))
    return [one for one in _nameable(viewer, row, now) if one.pk in asked or stands_in(one.name, told)]


def silent_of(organisations: Iterable[Organisation]) -> list[str]:
    """The names of those that nobody in the network can answer for."""
    found = list(organisations)
    silent = without_deciders(one.pk for one in found) if found else set()
    return [one.name for one in found if one.pk in silent]


def told_to_others(viewer: Viewer, row: Experience, *, now: datetime) -> list[Organisation]:
    """Those whose name stands in what is opened by name to somebody else than themselves."""
    let_in, told = list(grants_of(row, now=now)), _told(row)
    named = [one for one in _nameable(viewer, row, now) if stands_in(one.name, told)]
    return [one for one in named if any(grant.organisation_id != one.pk for grant in let_in)]


def _nameable(viewer: Viewer, row: Experience, now: datetime) -> list[Organisation]:
    asked = Organisation.objects.filter(named_in__experience=row)
    of_partnership = Organisation.objects.filter(parties__partnership__in=[row.partnership_id])
    told = _told(row)
    others = [one for one in _known_to(viewer, now) if stands_in(one.name, told)]
    found = {one.pk: one for one in [*of_partnership, *asked, *others] if one.pk != row.organisation_id}
    return sorted(found.values(), key=lambda one: one.name.casefold())


def _known_to(viewer: Viewer, now: datetime) -> Iterable[Organisation]:
    """The organisations that take part, and the parties of the entries of the register that the viewer may see."""
    in_register = Organisation.objects.filter(parties__partnership__in=partnerships(viewer, now=now).values("pk"))
    return [*organisations_to_share_with(viewer), *in_register.distinct()]


def named_in_texts(row: Experience, parties: Iterable[Organisation]) -> list[str]:
    """The keys of those parties whose name stands in what was told."""
    told = _told(row)
    return [str(one.pk) for one in parties if stands_in(one.name, told)]


def _told(row: Experience) -> str:
    return " ".join((row.title, row.title_en, row.context, row.happened, row.effect_text, row.advice)).casefold()


def other_published(viewer: Viewer, row: Experience, *, now: datetime) -> list[tuple[str, str]]:
    """The experiences that can take the place of one: those that share a theme first."""
    first = Case(When(_about(row.theme_codes.split()), then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = published(viewer, now=now).exclude(pk=row.pk).order_by(first, "title", "id")
    return list(rows.values_list("key", "title")[:MOST_CHOICES])


def to_weigh(
    viewer: Viewer, chosen: Collection[str], *, words: str, themes: Iterable[str], now: datetime, today: date
) -> tuple[list[tuple[str, str]], int]:
    """The experiences that are offered for and against a recommendation, and how many of them were found.

    Those chosen always, then the best founded of those with all the words; without words, of those with a theme of it.
    """
    rows = published(viewer, now=now)
    kept = rows.filter(key__in=chosen).order_by("title", "id").values_list("key", "title")
    wanted, codes = rows.exclude(key__in=chosen), list(themes)
    for word in words.split():
        wanted = wanted.filter(has_word(word))
    if codes and not words:
        wanted = wanted.filter(_about(codes))
    found = list(in_order(wanted, today=today).values_list("key", "title")[:MOST_TO_WEIGH])
    return [*kept, *found], len(found)


def _about(codes: Iterable[str]) -> Q:
    rule = Q(pk__in=[])
    for code in codes:
        rule |= Q(theme_codes__contains=code)
    return rule
