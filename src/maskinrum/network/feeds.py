"""What is new and open, as Atom (RFC 4287): the same whoever asks, and gone from here when it is open no more."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.cache import cache
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maskinrum.network.models import Question
from maskinrum.network.queries import news
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.reports.history import changes_in_words
from maskinrum.shared.calendar import events_of

FEED_TYPE = "application/atom+xml; charset=utf-8"
EVERYTHING = "alt"
BEFORE_ANYTHING = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed without entries was changed: before there was one."""

REMEMBERED = 90 * 24 * 3600
"""For how many seconds it is known since when a feed has been as it is."""

NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One thing that is open. ``key`` never changes; ``language`` is that of its words."""

    key: UUID
    kind: str
    title: str
    text: str
    path: str
    at: datetime
    since: datetime
    by: str
    language: str


@dataclass(frozen=True)
class Feed:
    """A feed: its name, the page that shows the same, and what stands in it."""

    name: Any
    page: str
    entries: Callable[[datetime], Iterable[Entry]]


def _language() -> str:
    return (get_language() or "da")[:2]


def _by(organisation: Organisation | None) -> str:
    if organisation is None:
        return str(_("Maskinrum"))
    return _named(organisation.name, is_example=organisation.is_fictitious)


def _named(name: str, *, is_example: bool) -> str:
    return f"{name} ({_('Example')})" if is_example else name or str(_("Maskinrum"))


def _own_words(row: Any, *names: str) -> tuple[str, ...]:
    """The words of a row in the language of the reader where there is a title in it, else as first written."""
    ends = "_en" if _language() == "en" and getattr(row, f"{names[0]}_en") else ""
    return tuple(getattr(row, f"{name}{ends}") or getattr(row, name) for name in names)


def _experiences(now: datetime) -> Iterator[Entry]:
    for row in news.new_experiences(now=now):
        told = (row.context, row.happened, row.effect_text, row.advice)
        path, since = reverse("knowledge:experience", args=[row.key]), row.published_at or row.created_at
        text = "\n\n".join(part for part in told if part)
        yield Entry(
            row.pk,
            str(_("Experience")),
            row.title,
            text,
            path,
            row.changed_at,
            since,
            _by(row.organisation),
            row.language,
        )


def _recommendations(now: datetime) -> Iterator[Entry]:
    for row in news.new_recommendations(now=now):
        title, reasons, caveat = _own_words(row, "statement", "reasons", "caveat")
        path = reverse("recommendations:recommendation", args=[row.key])
        text, language = "\n\n".join(part for part in (reasons, caveat) if part), _written_in(row.statement_en)
        dates = (row.changed_at, row.created_at)
        yield Entry(row.pk, str(_("Recommendation")), title, text, path, *dates, _by(row.organisation), language)


def _tools(now: datetime) -> Iterator[Entry]:
    for row in news.new_tools(now=now):
        title, purpose = _own_words(row, "title", "purpose")
        path, dates = reverse("tools:tool", args=[row.key]), (row.changed_at, row.created_at)
        by, language = _by(row.organisation), _written_in(row.title_en)
        yield Entry(row.pk, str(_("Tool")), title, purpose, path, *dates, by, language)


def _written_in(english: str) -> str:
    return "en" if _language() == "en" and english else "da"


def _questions(now: datetime) -> Iterator[Entry]:
    for row in news.new_questions(now=now):
        path, dates = reverse("network:question", args=[row.key]), (row.news_at, row.asked_at)  # type: ignore[attr-defined]
        yield Entry(row.pk, str(_("Question")), row.title, row.text, path, *dates, _asks(row), row.language)


def _asks(row: Question) -> str:
    return str(_("Somebody without a name")) if row.is_anonymous else _by(row.organisation)


def _register(now: datetime) -> Iterator[Entry]:
    rows = list(news.changed_partnerships(now=now))
    names = {row.slug: row.name for row in rows}
    for row in rows:
        path, title = reverse("register:entry", args=[row.slug]), row.name
        if row.is_fictitious:
            title = f"{title} ({_('Example')})"
        dates, by = (row.changed_at, row.added_at), row.client_name or str(_("Maskinrum"))
        yield Entry(row.pk, str(_("Register")), title, _change(row, names), path, *dates, by, _language())


def _change(row: Partnership, names: dict[str, str]) -> str:
    """What was changed last in words; what the agreement is about where nothing has been."""
    last = next(iter(row.history.all()), None)
    said = changes_in_words(last.changes, names) if last else []
    if not said:
        return (row.scope_en if _language() == "en" else row.scope_da) or row.scope_da
    unknown = _("not known")
    return "\n\n".join(f"{one.name}: {one.before or unknown} → {one.after or unknown}" for one in said)


def _salons(now: datetime) -> Iterator[Entry]:
    """The salons that everybody can come to and that are not over; the app that plans them offers them."""
    return _events("salon", str(_("Salon")), now)


def _meetings(now: datetime) -> Iterator[Entry]:
    """The development meetings that everybody may know of and that are not over."""
    return _events("meeting", str(_("Development meeting")), now)


def _events(kind: str, name: str, now: datetime) -> Iterator[Entry]:
    for one in events_of(VISITOR, now=now):
        if one.kind == kind and one.ends_at > now and not one.is_cancelled:
            path, dates = urlsplit(one.address).path or reverse("calendar:index"), (one.changed_at, one.changed_at)
            key, by = uuid5(NAMESPACE_URL, one.uid), _named(one.organiser, is_example=one.is_example)
            text = "\n\n".join(part for part in (one.place, one.description) if part)
            yield Entry(key, name, one.title, text, path, *dates, by, _language())


def _everything(now: datetime) -> list[Entry]:
    parts = [feed.entries(now) for name, feed in FEEDS.items() if name != EVERYTHING]
    return sorted((one for part in parts for one in part), key=lambda one: (one.at, one.key), reverse=True)[: news.MOST]


FEEDS: dict[str, Feed] = {
    EVERYTHING: Feed(gettext_lazy("Everything that is open"), "network:feeds", _everything),
    "erfaringer": Feed(gettext_lazy("Experiences"), "knowledge:index", _experiences),
    "anbefalinger": Feed(gettext_lazy("Recommendations"), "recommendations:index", _recommendations),
    "vaerktoejer": Feed(gettext_lazy("Tools"), "tools:index", _tools),
    "register": Feed(gettext_lazy("Changes to the register"), "register:index", _register),
    "saloner": Feed(gettext_lazy("Open salons"), "salons:index", _salons),
    "udviklingsmoeder": Feed(gettext_lazy("Open development meetings"), "meetings:index", _meetings),
    "spoergsmaal": Feed(gettext_lazy("Questions"), "network:questions", _questions),
}


class _Atom(Atom1Feed):
    """Atom whose entries say their own language, and that was changed when its newest entry was."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return super().item_attributes(item) | {"xml:lang": item["language"]}

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=BEFORE_ANYTHING)


def write_feed(name: str, *, site: str, now: datetime) -> str:
    """Return a feed in the language of the reader; ``site`` is what stands before every path."""
    feed = FEEDS[name]
    title = _clean(f"{_('Maskinrum')}: {feed.name}")
    written = _Atom(
        title=title,
        link=site + reverse(feed.page),
        description="",
        language=_language(),
        author_name=str(_("Maskinrum")),
        feed_url=site + reverse("network:feed", args=[name]),
        feed_guid=f"tag:{urlsplit(site).hostname or 'localhost'},2026:{_language()}/{name}",
    )
    for one in feed.entries(now):
        written.add_item(
            title=_clean(one.title),
            link=site + one.path,
            description=linebreaks(escape(_clean(one.text))) or _clean(one.title),
            unique_id=f"urn:uuid:{one.key}",
            author_name=_clean(one.by),
            pubdate=min(one.since, one.at),
            updateddate=one.at,
            categories=[one.kind],
            language=one.language,
        )
    return str(written.writeString("utf-8"))


def tag_of(content: str) -> str:
    """The entity tag of a feed: another one as soon as anything in it comes, changes or goes."""
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def changed_since(name: str, tag: str, *, now: datetime) -> datetime:
    """When a feed was first seen as it is: later than every time it was seen otherwise, also when something went.

    It is kept in the cache; where it was forgotten there, it is now, and a reader fetches once more.
    """
    key = f"feed:{_language()}:{name}"
    known, stamp = cache.get(key) or ("", 0)
    if known != tag:
        stamp = max(int(now.timestamp()), stamp + 1)
        cache.set(key, (tag, stamp), timeout=REMEMBERED)
    return datetime.fromtimestamp(stamp, tz=UTC)


def _clean(text: str) -> str:
    return NO_XML.sub("", text)
