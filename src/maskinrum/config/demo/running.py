"""A running partnership that does not exist: what it decided, what it disagrees on, and a project that starts."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from maskinrum.config.demo.names import FACILITATORS, HOUSING
from maskinrum.knowledge.models import Experience
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import current_projects
from maskinrum.steering.actions import (
    add_subject,
    answer_subject,
    climb,
    log_decision,
    name_for_ladder,
    open_checklist,
    open_disagreement,
    settle,
)
from maskinrum.steering.facts.decisions import BasisFacts, DecisionFacts
from maskinrum.steering.facts.disagreements import Climb, Opening
from maskinrum.steering.facts.starts import AnswerFacts
from maskinrum.steering.models import Disagreement, PartnershipDecision

AGREEMENT = "eksempel-faelles"
CONTRACTOR, ARCHITECT, ENGINEER = "Entreprenørfirmaet Påhit", "Tegnestuen Tænkt", "Ingeniørerne Antaget"
NAMES = {
    HOUSING: ("Lea Ledersen", "Dora Direktørsen"),
    CONTRACTOR: ("Poul Påhitsen", "Inger Indfaldsen"),
    ARCHITECT: ("Tine Tænktesen", ""),
}


def invent_running(viewers: dict[str, Viewer], now: datetime) -> None:
    """Decisions, disagreements, names and a start-up; doing it again changes nothing."""
    row = Partnership.objects.filter(slug=AGREEMENT, is_fictitious=True).first()
    if row is None or PartnershipDecision.objects.filter(partnership=row).exists():
        return
    _decisions(row, viewers, now)
    _names(row, viewers[HOUSING], now)
    _disagreements(row, viewers, now)
    _start(row, viewers[HOUSING], now)


def _ago(now: datetime, days: int) -> date:
    return timezone.localdate(now) - timedelta(days=days)


def _decide(
    row: Partnership, viewer: Viewer, now: datetime, days: int, text: str, body: str, **more: Any
) -> PartnershipDecision:
    facts = DecisionFacts(text=text, decided_on=_ago(now, days), body=body, **more)
    return log_decision(row, facts, viewer=viewer, now=now)


def _decisions(row: Partnership, viewers: dict[str, Viewer], now: datetime) -> None:
    host = viewers[HOUSING]
    keys = {one.name: str(one.pk) for one in Organisation.objects.filter(name__in=(CONTRACTOR, ARCHITECT, ENGINEER))}
    _decide(
        row,
        host,
        now,
        980,
        "Styregruppen mødes hver sjette uge og har mandat op til to procent af en sags budget.",
        "steering_group",
        reason="Små ændringer ventede i ugevis på bestyrelsen.",
        alternatives="Mandat fra sag til sag. Det tog for lang tid i den første.",
        covers="Alle sager i aftalen",
    )
    first = _decide(
        row,
        host,
        now,
        860,
        "Regnskaber ligger åbne i en fælles mappe.",
        "partnership_management",
        reason="Alle skal kunne se de samme tal.",
        bound=(keys[CONTRACTOR],),
    )
    _decide(
        row,
        host,
        now,
        590,
        "Regnskaber læses sammen hver måned efter en fælles kontoplan.",
        "partnership_management",
        reason="En åben mappe uden fælles ord gav mistillid.",
        alternatives="At lukke mappen igen.",
        bound=(keys[CONTRACTOR],),
        replaces=f"d{first.pk}",
        basis=(BasisFacts(label="Kontoplan", url="https://eksempel.example/kontoplan"),),
    )
    _decisions_about_projects(row, viewers, keys, now)
    _decisions_ahead(row, host, now)


def _decisions_about_projects(
    row: Partnership, viewers: dict[str, Viewer], keys: dict[str, str], now: datetime
) -> None:
    host, guide = viewers[HOUSING], viewers[FACILITATORS]
    told = Experience.objects.filter(organisation__is_fictitious=True, title__startswith="Prøveboligen fandt").first()
    _decide(
        row,
        host,
        now,
        430,
        "Der bygges altid en prøvebolig, og driften går den igennem, før resten bestilles.",
        "steering_group",
        reason="Prøvevænget fandt elleve fejl, mens de kun kostede én bolig.",
        alternatives="Tegninger i fuld størrelse. De fandt ikke afløbet.",
        covers="Sager med mere end 50 ens boliger",
        basis=(BasisFacts(experience=told.key),) if told else (),
    )
    _decide(
        row,
        guide,
        now,
        300,
        "Partnerskabsudvikleren er med til opstarten af hver sag.",
        "partnership_management",
        reason="Ellers spørger ingen, hvad der kan genbruges.",
        look_again_on=_ago(now, 20),
    )
    _decide(
        row,
        host,
        now,
        210,
        "Badeværelser vælges fra et katalog med tre løsninger.",
        "project_group",
        body_name="projektgruppen for Opdigtparken",
        reason="Driften kender dem, og leverandøren kan holde prisen.",
        alternatives="Frit valg i hver afdeling. Det gav elleve slags afløb.",
        bound=(keys[CONTRACTOR], keys[ARCHITECT]),
        look_again_on=_ago(now, -160),
    )


def _decisions_ahead(row: Partnership, host: Viewer, now: datetime) -> None:
    _decide(
        row,
        host,
        now,
        95,
        "Genhusning varsles fire måneder før, og beboerne har én person at ringe til.",
        "client_board",
        reason="Tre måneder var for lidt for dem, der skulle have en ny bolig.",
        look_again_on=_ago(now, -270),
    )
    _decide(
        row,
        host,
        now,
        40,
        "Optionen på to år lægges for bestyrelsen senest ni måneder før udløb.",
        "client",
        reason="Holdet skal vide, om der er flere sager, før det opløses.",
        look_again_on=_ago(now, -60),
    )


def _names(row: Partnership, viewer: Viewer, now: datetime) -> None:
    for name, (leader, management) in NAMES.items():
        party = Organisation.objects.get(parties__partnership=row, name=name)
        name_for_ladder(row, party, leader=leader, management=management, viewer=viewer, now=now)


def _open(
    row: Partnership, viewer: Viewer, now: datetime, days: int, subject: str, *parties: str, **more: Any
) -> Disagreement:
    keys = tuple(str(one.pk) for one in Organisation.objects.filter(name__in=parties, parties__partnership=row))
    facts = Opening(subject=subject, opened_on=_ago(now, days), parties=keys, **more)
    return open_disagreement(row, facts, viewer=viewer, now=now)


def _disagreements(row: Partnership, viewers: dict[str, Viewer], now: datetime) -> None:
    """One that is talked of, one overdue with the project leaders, one with the managements, and one settled."""
    host, guide = viewers[HOUSING], viewers[FACILITATORS]
    between = (HOUSING, CONTRACTOR)
    _open(
        row,
        guide,
        now,
        5,
        "Hvem rydder op i gårdene hver fredag?",
        *between,
        text="Bygherren læser det i byggepladsplanen. Entreprenøren læser, at det kun er ved aflevering.",
    )
    late = _open(
        row,
        host,
        now,
        34,
        "Er det ekstra stillads en ændring?",
        *between,
        size=480_000,
        text="Entreprenøren: stilladset blev flyttet, fordi genhusningen ændrede rækkefølgen. "
        "Bygherren: rækkefølgen stod ikke fast, da prisen blev aftalt.",
    )
    talked = "Vi er enige om dagene, men ikke om, hvem der bar risikoen."
    _climb(late, host, now, Climb("project-leaders", _ago(now, 21), "Projektlederne for begge", talked))
    high = _open(
        row,
        host,
        now,
        45,
        "Hvem betaler for fugten bag de gamle facader?",
        *between,
        size=2_150_000,
        text="Undersøgelsen fandt to steder. Der var ni.",
    )
    steps = (
        Climb("project-leaders", _ago(now, 24), "Projektlederne og ingeniøren", "Vi ser tegningerne igennem sammen."),
        Climb("management", _ago(now, 1), "Ledelserne", "Om beløbet er vi ikke enige."),
    )
    for step in steps:
        high = _climb(high, host, now, step)
    _settled(row, host, now, between)


def _settled(row: Partnership, host: Viewer, now: datetime, between: tuple[str, ...]) -> None:
    done = _open(
        row,
        host,
        now,
        240,
        "Tæller vinterdage med i tidsplanen?",
        *between,
        size=310_000,
        text="To læste det samme ord forskelligt.",
    )
    steps = (
        Climb("project-leaders", _ago(now, 230), "Projektlederne", "Ingen ville flytte afleveringen."),
        Climb("management", _ago(now, 222), "Ledelserne", "Vi beder styregruppen om et forslag."),
        Climb("partnership-steering-group", _ago(now, 214), "Styregruppen", "Vejrdata fra to vintre lægges frem."),
    )
    for step in steps:
        done = _climb(done, host, now, step)
    settle(
        done,
        settled_on=_ago(now, 200),
        outcome="Otte vinterdage om året er med i tidsplanen. Flere giver ret til tid, ikke til penge.",
        expected_revision=done.revision,
        viewer=host,
        now=now,
    )


def _climb(row: Disagreement, viewer: Viewer, now: datetime, step: Climb) -> Disagreement:
    return climb(row, step, expected_revision=row.revision, viewer=viewer, now=now)


def _start(row: Partnership, viewer: Viewer, now: datetime) -> None:
    """A checklist half answered."""
    project = next(
        one for one in current_projects(Organisation.objects.get(pk__in=[viewer.organisation])) if not one.end
    )
    begun = open_checklist(row, project=str(project.pk), meeting_on=_ago(now, -9), viewer=viewer, now=now)
    told = Experience.objects.filter(organisation__is_fictitious=True, title__startswith="Prøveboligen fandt").first()
    answers = {
        "bathrooms": AnswerFacts(
            "reuse", "Kataloget fra Prøvevænget, løsning 2.", "Projektlederen hos arkitekten", told.key if told else ""
        ),
        "envelope": AnswerFacts("develop", "Facaden er en anden. Bygherren betaler prøvefeltet.", "Ingeniøren"),
        "rehousing": AnswerFacts("reuse", "Rækkefølgen fra Opdigtparken, tre opgange ad gangen.", "Bygherren"),
        "residents": AnswerFacts("reuse", "De fire breve fra Prøvevænget.", "Beboerkoordinatoren"),
        "trades": AnswerFacts("not_relevant", "Fagene er udbudt samlet.", ""),
    }
    for key, facts in answers.items():
        item = begun.items.get(key=key)
        answer_subject(item, facts, expected_revision=item.revision, viewer=viewer, now=now)
    add_subject(begun, title="Cykelparkering", viewer=viewer, now=now)
