"""Agreements of the register that do not exist, so that everybody can see what others see, change and correct."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import override

from maskinrum.config.demo.names import CONTRACTORS, FACILITATORS, HOUSING, OTHER_HOUSING
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.partnerships.actions import (
    add_partnership,
    answer_correction,
    change_partnership,
    send_correction,
)
from maskinrum.partnerships.enums import (
    ClientKind,
    CorrectionState,
    Discipline,
    Inside,
    PartnershipStatus,
    PartnershipType,
    SourceLabel,
    VolumeKind,
)
from maskinrum.partnerships.facts import CallOffFacts, JobFacts, PartnershipFacts, PartyFacts, SourceFacts, Words
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import partnership_facts
from maskinrum.shared.partial_dates import months_later

RUNNING = 37  # months of the agreement that all may see, so that its option is to be decided now
INVENTED_SOURCE = SourceFacts("https://eksempel.example/opdigtet", SourceLabel.INFERENCE)


def invent_agreements(now: datetime) -> None:
    """Three agreements that do not exist: one for all to see, one for the network, one for its parties."""
    invented = {
        "eksempel-faelles": (_shown_to_all(now), Visibility.OPEN),
        "eksempel-udenfor": (_shown_to_the_network(), Visibility.NETWORK),
        "eksempel-kladde": (_shown_to_its_parties(), Visibility.PARTNERSHIP),
    }
    for slug, (facts, visibility) in invented.items():
        if not Partnership.objects.filter(slug=slug).exists():
            add_partnership(
                facts,
                slug=slug,
                source=INVENTED_SOURCE,
                viewer=OPERATOR,
                now=now,
                is_fictitious=True,
                visibility=visibility,
            )


def invent_history(manager: Viewer, now: datetime) -> None:
    """The agreement that all may see has been changed, and corrected by people who saw that something was wrong."""
    row = Partnership.objects.get(slug="eksempel-faelles")
    if row.revision > 1:
        return
    rights = (CallOffFacts(OTHER_HOUSING, "", SourceLabel.STATEMENT, INVENTED_SOURCE.url),)
    steps: tuple[dict[str, Any], ...] = (
        {"volume_high": Decimal(1100), "volume_note": Words("Opdigtet: hævet efter genudbud.", "Invented: raised.")},
        {"call_off": rights, "procurement": {"procedure": "negotiated", "notice": "2022-05-02", "award": "2023-01-16"}},
        {"signed": "2023-02-24", "unknown": ("ceiling", "applicants")},
    )
    for step in steps:
        row = change_partnership(
            row,
            facts=replace(partnership_facts(row), **step),
            source=INVENTED_SOURCE,
            expected_revision=row.revision,
            viewer=manager,
            now=now,
        )
    texts: dict[str, Any] = {"source_url": INVENTED_SOURCE.url, "email": "", "viewer": VISITOR, "now": now}
    answered = send_correction(row, field="agreement", text="Aftalen blev skrevet under den 24. februar 2023.", **texts)
    answer = "Tak. Datoen står der nu."
    answer_correction(answered, state=CorrectionState.MENDED, answer=answer, viewer=manager, now=now)
    send_correction(row, field="jobs", text="Opdigtparken har 238 boliger efter sammenlægningen af to.", **texts)


def _party(name: str, discipline: Discipline) -> PartyFacts:
    return PartyFacts(name, discipline, SourceLabel.FACT)


def _invented_job(slug: str, name: str, homes: int, value: int, begins: str, ends: str) -> JobFacts:
    return JobFacts(
        slug=slug,
        client=HOUSING,
        name=name,
        inside=Inside.YES,
        kind="renovation",
        homes=homes,
        value=Decimal(value),
        currency="DKK",
        begins=begins,
        ends=ends,
        label=SourceLabel.FACT,
        source_url=INVENTED_SOURCE.url,
    )


def _shown_to_all(now: datetime) -> PartnershipFacts:
    start = months_later(now.date().replace(day=1), -RUNNING)
    with override("da"):
        danish = date_format(start, "F Y")
    with override("en"):
        english = date_format(start, "F Y")
    return PartnershipFacts(
        name="Fælles om Eksemplet",
        type=PartnershipType.STRATEGIC_PARTNERSHIP,
        client_kind=ClientKind.HOUSING,
        client_name=HOUSING,
        client_homes=4200,
        status=PartnershipStatus.WORKS_RUNNING,
        start=f"{start:%Y-%m}",
        start_words=Words(danish, english),
        term_months=48,
        option_months=24,
        scope=Words("Opdigtet: renovering af rækkehuse og helhedsplaner.", "Invented: renovation and master plans."),
        volume_low=Decimal(850),
        volume_high=Decimal(950),
        volume_kind=VolumeKind.ESTIMATE,
        volume_note=Words("Opdigtet tal.", "Invented figure."),
        unknown=("signed", "ceiling", "applicants"),
        parties=(
            _party(HOUSING, Discipline.CLIENT),
            *(_party(name, Discipline.CONTRACTOR) for name in CONTRACTORS),
            _party("Tegnestuen Tænkt", Discipline.ARCHITECT),
            _party("Ingeniørerne Antaget", Discipline.ENGINEER),
            _party(FACILITATORS, Discipline.FACILITATOR),
        ),
        jobs=(
            _invented_job("eksempel-sag-1", "Prøvevænget", 112, 118, "2024-05", "2026-08"),
            _invented_job("eksempel-sag-2", "Opdigtparken", 240, 310, "2026-02", "2030-06"),
        ),
        sources=(INVENTED_SOURCE,),
    )


def _shown_to_the_network() -> PartnershipFacts:
    return PartnershipFacts(
        name="Rammeaftalen Udenfor",
        type=PartnershipType.PARALLEL_FRAMEWORKS,
        client_kind=ClientKind.HOUSING,
        client_name=OTHER_HOUSING,
        status=PartnershipStatus.ACTIVE,
        start="2025",
        start_words=Words("2025", "2025"),
        scope=Words("Opdigtet: nybyggeri.", "Invented: new build."),
        unknown=("term_months", "option_months", "volume_mdkk"),
        parties=(
            _party(OTHER_HOUSING, Discipline.CLIENT),
            _party(CONTRACTORS[0], Discipline.CONTRACTOR),
        ),
        sources=(INVENTED_SOURCE,),
    )


def _shown_to_its_parties() -> PartnershipFacts:
    return PartnershipFacts(
        name="Næste aftale, kladde",
        type=PartnershipType.STRATEGIC_PARTNERSHIP,
        client_kind=ClientKind.HOUSING,
        client_name=HOUSING,
        client_homes=4200,
        status=PartnershipStatus.UNKNOWN,
        start="2029",
        start_words=Words("ventet i 2029", "expected in 2029"),
        scope=Words("Opdigtet: renovering og nybyggeri.", "Invented: renovation and new build."),
        unknown=("term_months", "option_months", "volume_mdkk", "contractor"),
        parties=(_party(HOUSING, Discipline.CLIENT), _party(FACILITATORS, Discipline.FACILITATOR)),
        sources=(INVENTED_SOURCE,),
    )
