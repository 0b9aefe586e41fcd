"""Agreements of the register as documents: everything that stands on their pages, in both languages."""

from collections.abc import Collection, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import readers_of
from maskinrum.partnerships.facts import JobFacts, PartnershipFacts, PartyFacts, Words
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import partnership_facts, partnerships, partnerships_of
from maskinrum.search.indexing import Document, Shown, key_of
from maskinrum.shared.figures import months, volumes

LANGUAGES = ("da", "en")
OF_EXAMPLES = 0.5  # the weight of what is invented: it must not stand above what is real
_PARTS = ("parties", "known_jobs", "sources", "also_in", "call_off_rights__organisation", "call_off_rights__department")


def tokens_of_parties(viewer: Viewer) -> Iterator[str]:
    """What an organisation holds that is a party to agreements."""
    return (party_token(row["partnership"]) for row in partnerships_of(viewer).distinct())


def party_token(partnership: object) -> str:
    """What the parties of an agreement hold."""
    return f"partnership:{partnership}"


def readers_of_entry(row: Partnership) -> frozenset[str]:
    """Who may see an entry."""
    return readers_of(row, parties=[party_token(row.pk)])


def ids() -> Iterator[str]:
    """Every entry."""
    return (str(pk) for pk in Partnership.objects.order_by().values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """An entry is told in both languages."""
    rows = Partnership.objects.filter(pk__in=chosen).select_related("joint_estimate", "succeeded_by")
    for row in rows.prefetch_related(*_PARTS):
        facts = partnership_facts(row)
        for language in LANGUAGES:
            with override(language):
                yield _document(row, facts, language)


def _document(row: Partnership, facts: PartnershipFacts, language: str) -> Document:
    return Document(
        key=key_of("partnership", row.pk, language),
        kind="partnership",
        title=facts.name,
        text="\n".join(line for line in _lines(row, facts, language) if line),
        readers=readers_of_entry(row),
        facets={"language": (language,), "client_kind": (facts.client_kind,), "agreement": (facts.type,)},
        weight=OF_EXAMPLES if row.is_fictitious else 1.0,
        language=language,
        names=tuple(_names(facts)),
    )


def _names(facts: PartnershipFacts) -> Iterator[str]:
    yield from (facts.name, facts.client_name)
    yield from (party.name for party in facts.parties)
    yield from (job.name for job in facts.jobs)


def _lines(row: Partnership, facts: PartnershipFacts, language: str) -> Iterator[str]:
    def said(words: Words) -> str:
        return words.da if language == "da" else words.en

    yield f"{facts.type.label} · {facts.client_name} · {facts.client_kind.label}."
    yield from map(said, (facts.name_note, facts.scope, facts.status_words))
    yield _("Status: %(status)s.") % {"status": facts.status.label}
    yield _agreed(facts, said(facts.start_words))
    if facts.volume_low is not None:
        yield f"{volumes(facts.volume_low, facts.volume_high)} · {said(facts.volume_note)}"
    if estimate := row.joint_estimate:
        yield said(Words(estimate.note_da, estimate.note_en))
    yield ". ".join(_party(party, said(party.note)) for party in facts.parties)
    yield from map(said, (facts.parties_note, facts.organisation_note, facts.client_note))
    yield str(facts.procurement.get(f"note_{language}", ""))
    yield from (_job(job, said(job.note)) for job in facts.jobs)
    yield ", ".join(f"{right.organisation} {right.department}".strip() for right in facts.call_off)
    hosts = dict.fromkeys(urlsplit(source.url).hostname or "" for source in facts.sources)
    yield _("Sources: %(hosts)s") % {"hosts": ", ".join(hosts)} if hosts else ""


def _agreed(facts: PartnershipFacts, start: str) -> str:
    said = [start or facts.start]
    if facts.term_months:
        said.append(_("Term: %(months)s") % {"months": months(facts.term_months)})
    if facts.option_months:
        said.append(_("Option: %(months)s") % {"months": months(facts.option_months)})
    return " ".join(f"{one}." for one in said if one)


def _party(party: PartyFacts, note: str) -> str:
    name = f"{party.name} ({party.discipline.label})" if party.discipline else party.name
    return f"{name}. {note}" if note else name


def _job(job: JobFacts, note: str) -> str:
    return f"{job.name}, {job.client}. {note}" if note else f"{job.name}, {job.client}"


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """The entries among these that the viewer may see."""
    rows = partnerships(viewer, now=now).filter(pk__in=chosen)
    wanted = ("slug", "type", "client_name", "status", "is_fictitious")
    return {str(row.pk): Shown(reverse("register:entry", args=[row.slug]), _facts(row)) for row in rows.only(*wanted)}


def _facts(row: Partnership) -> tuple[str, ...]:
    said = [row.client_name, row.get_type_display(), row.get_status_display()]
    return tuple(one for one in [_("Example") if row.is_fictitious else "", *said] if one)


def parties_of(row: Partnership) -> Iterator[Organisation]:
    """Those who can be found because they, a company of theirs or one merged into them is a party."""
    direct = Q(parties__partnership=row)
    above = Q(companies__parties__partnership=row) | Q(merged__parties__partnership=row)
    return Organisation.objects.filter(direct | above).distinct().iterator()
