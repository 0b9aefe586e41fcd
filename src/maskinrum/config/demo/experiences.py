"""Experiences of organisations that do not exist: one in every state, used, made clearer and spoken against."""

from dataclasses import replace
from datetime import datetime

from maskinrum.config.demo.alike import MEASURED, MEASURED_TOO, TOLD_ONCE, TOLD_TWICE
from maskinrum.config.demo.names import FACILITATORS, HOUSING, OTHER_HOUSING, SECRETARIAT
from maskinrum.knowledge.actions import (
    add_comment,
    answer_for_partner,
    pass_review,
    record_use,
    retire_experience,
    send_back,
    send_to_review,
    start_draft,
    supersede_experience,
    tell_apart,
)
from maskinrum.knowledge.actions.drafts import change_experience
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import experience_facts
from maskinrum.organisations.enums import Decision
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.partnerships.models import Partnership, Project

SAMPLE_HOME = ExperienceFacts(
    title="Prøveboligen fandt elleve fejl, før de blev 112 gange dyrere",
    context="Prøvevænget: 112 ens rækkehuse med nye bade, mens folk bor der.",
    happened="Holdet byggede én bolig helt færdig. Driften og en beboer gik den igennem og skrev fejl på væggen.",
    effect_text="Elleve fejl blev rettet på tegningen. To af dem ville have krævet, at væggen blev åbnet igen.",
    advice="Byg en prøvebolig, og lad driften gå den igennem, før resten bliver bestilt.",
    themes=("F6", "F4", "G3"),
    phase="F5",
    role="client",
    works="renovation",
    effect="positive",
    evidence="documented",
    visibility="open",
)
OPEN_BOOKS = ExperienceFacts(
    title="Åbne bøger uden en fælles måde at læse dem på gav mistillid",
    context="Første år i aftalen. Alle regnskaber lå åbne i en fælles mappe.",
    happened="Ingen havde aftalt, hvad der hører under byggepladsen, og hvad der ikke gør. Hvert møde startede forfra.",
    effect_text="Tre måneder gik med at forklare tal. Uenigheden handlede om ord, ikke om penge.",
    advice="Aftal kontoplanen, før den første sag begynder, og læs den første opgørelse igennem sammen.",
    themes=("C2", "E1"),
    phase="F4",
    role="client",
    effect="negative",
    evidence="experienced",
    visibility="network",
)
KEY_BOXES = ExperienceFacts(
    title="Nøglebokse gav færre forgæves besøg",
    context="96 lejligheder, hvor folk er på arbejde, når håndværkerne kommer.",
    happened="Hver opgang fik en boks med kode. Holdet skrev en besked i boksen, når nøglen var brugt.",
    effect_text="Forgæves besøg faldt fra ti om ugen til to. To beboere ville ikke være med.",
    advice="Spørg beboerne først, og hav en aftale klar til dem, der siger nej.",
    themes=("G3", "F5"),
    phase="F5",
    role="client",
    works="renovation",
    effect="positive",
    evidence="experienced",
    visibility="open",
)
OTHERWISE = ExperienceFacts(
    title="Hos os tog prøveboligen tid fra planen",
    context="40 boliger i fem forskellige typer.",
    happened="Prøveboligen lignede kun hver femte af de andre, men holdet ventede på den.",
    effect_text="Seks uger tabt. De fleste fejl kom i de andre typer.",
    advice="Byg kun en prøvebolig, når mindst ti er ens.",
    themes=("F6", "F5"),
    phase="F5",
    role="client",
    works="renovation",
    effect="mixed",
    evidence="experienced",
    visibility="open",
)
OLD = replace(
    OPEN_BOOKS,
    title="Ugentlige møder om økonomi holdt uenighederne små",
    happened="Byggeleder og bygherre så på regnskabet hver fredag i en halv time.",
    effect_text="Ingen uenighed nåede styregruppen det første år.",
    advice="Se på tallene sammen hver uge, også når der ikke er noget galt.",
    themes=("C2", "E3", "D2"),
    phase="F5",
    effect="positive",
    visibility="network",
)
NAMING = replace(
    SAMPLE_HOME,
    title="Facilitatorhuset Opdigt tog referatet, så parterne kunne tale",
    context="Styregruppens møder i aftalens andet år.",
    happened="Facilitatorhuset Opdigt skrev beslutningerne på en tavle og sendte et billede samme dag.",
    effect_text="Ingen kom senere i tvivl om, hvad der var besluttet.",
    advice="Skriv beslutningen på tavlen, før I går videre.",
    themes=("D3", "D2"),
    evidence="experienced",
)
INSIDE = replace(
    OPEN_BOOKS,
    title="Vores egen godkendelse tog længere tid end udbuddet",
    context="Sagen lå fem uger mellem to afdelinger hos os selv.",
    happened="Ingen vidste, hvem der kunne sige ja til aftalesedlen.",
    effect_text="Holdet stod stille i fem uger.",
    advice="Skriv ned, hvem der må underskrive hvad, før den første aftaleseddel.",
    themes=("A5", "D2"),
    phase="F4",
    visibility="organisation",
)


def invent_experiences(viewers: dict[str, Viewer], now: datetime) -> None:
    """Tell them in the names of the invented organisations; doing it again changes nothing."""
    if Experience.objects.filter(organisation__is_fictitious=True).exists():
        return
    own = Partnership.objects.get(slug="eksempel-faelles")
    housing, other = viewers[HOUSING], viewers[OTHER_HOUSING]
    project = Project.objects.filter(organisation__in=[housing.organisation], removed_at=None).first()
    sample = _published(
        replace(SAMPLE_HOME, partnership=str(own.pk), project=str(project.pk) if project else ""), housing, now
    )
    _used(sample, viewers, now)
    _published(OTHERWISE, other, now, counter_to=sample)
    _published(replace(OPEN_BOOKS, partnership=str(own.pk)), housing, now)
    _ended(own, viewers, now)
    _on_the_way(own, viewers, now)
    _alike(viewers, now)


def _alike(viewers: dict[str, Viewer], now: datetime) -> None:
    """Two that tell the same are suggested; two that only sound alike the secretariat has told apart."""
    housing, other = viewers[HOUSING], viewers[OTHER_HOUSING]
    _published(MEASURED, housing, now)
    _published(MEASURED_TOO, other, now)
    twice, once = _published(TOLD_TWICE, housing, now), _published(TOLD_ONCE, other, now)
    tell_apart(twice, other=once, viewer=viewers[SECRETARIAT], now=now)


def _published(
    facts: ExperienceFacts, viewer: Viewer, now: datetime, counter_to: Experience | None = None
) -> Experience:
    row = start_draft(facts, viewer=viewer, now=now, counter_to=counter_to)
    send_to_review(row, viewer=viewer, now=now)
    return pass_review(row, named=[], viewer=OPERATOR, now=now)


def _used(row: Experience, viewers: dict[str, Viewer], now: datetime) -> None:
    """Two organisations used it, one made it clearer, and the secretariat mended a word."""
    record_use(
        row,
        outcome=UseOutcome.WORKED,
        text="Vi gjorde det samme med 38 ens altaner. Fire fejl blev fundet på den første.",
        place="38 altaner",
        viewer=viewers[OTHER_HOUSING],
        now=now,
    )
    later = "Vi har bygget prøveboligen. Resten begynder til foråret."
    record_use(row, outcome=UseOutcome.TOO_EARLY, text=later, viewer=viewers[FACILITATORS], now=now)
    add_comment(row, text="Tog I ventilationen med i prøveboligen?", viewer=viewers[OTHER_HOUSING], now=now)
    mended = replace(
        experience_facts(row),
        advice="Byg en prøvebolig, og lad driften gå den igennem, før I bestiller resten.",
    )
    change_experience(row, facts=mended, expected_revision=row.revision, viewer=viewers[SECRETARIAT], now=now)


def _ended(own: Partnership, viewers: dict[str, Viewer], now: datetime) -> None:
    """One is due for review since last year, one has been replaced, and one no longer holds."""
    housing, long_ago = viewers[HOUSING], now.replace(year=now.year - 2, day=1)
    due = _published(replace(OLD, visibility="open"), housing, long_ago)
    replaced = _published(
        replace(OLD, title="Møder hver anden uge om økonomien", partnership=str(own.pk)), housing, long_ago
    )
    supersede_experience(replaced, by=due, viewer=housing, now=now)
    gone = replace(INSIDE, title="Skema B kunne vente til efter udbuddet", visibility="open")
    retired = _published(gone, housing, now)
    retire_experience(retired, reason="Reglerne er ændret siden. Spørg kommunen først.", viewer=housing, now=now)


def _on_the_way(own: Partnership, viewers: dict[str, Viewer], now: datetime) -> None:
    """A draft, one that came back, one to be read, one that waits for a party, one inside the organisation."""
    housing, secretariat = viewers[HOUSING], viewers[SECRETARIAT]
    begun = ExperienceFacts(context="Vi skiftede tømrer midt i Opdigtparken.", partnership=str(own.pk))
    start_draft(begun, viewer=housing, now=now)
    back = start_draft(replace(OLD, title="Ti minutter om morgenen"), viewer=housing, now=now)
    send_to_review(back, viewer=housing, now=now)
    send_back(back, answer="Hvad kom der ud af det? Skriv ét eksempel.", viewer=secretariat, now=now)
    keys = replace(KEY_BOXES, partnership=str(own.pk))
    wait = start_draft(keys, viewer=housing, now=now)
    send_to_review(wait, viewer=housing, now=now)
    _waiting(replace(NAMING, partnership=str(own.pk)), (FACILITATORS, SECRETARIAT), housing, now)
    lent = replace(
        OPEN_BOOKS,
        title="Boligforeningen Eksempel lånte os sin kontoplan",
        happened="Boligforeningen Eksempel gav os sin kontoplan og en eftermiddag til at forklare den.",
        effect_text="Den første opgørelse blev læst på et kvarter.",
        effect="positive",
    )
    _waiting(lent, (HOUSING, SECRETARIAT), viewers[OTHER_HOUSING], now)
    inside = start_draft(INSIDE, viewer=housing, now=now)
    send_to_review(inside, viewer=housing, now=now)
    pass_review(inside, named=[], viewer=housing, now=now)


def _waiting(facts: ExperienceFacts, names: tuple[str, ...], viewer: Viewer, now: datetime) -> None:
    """It names two; the secretariat has said yes."""
    named = list(Organisation.objects.filter(name__in=names, is_fictitious=True))
    row = start_draft(facts, viewer=viewer, now=now)
    send_to_review(row, viewer=viewer, now=now)
    pass_review(row, named=named, viewer=OPERATOR, now=now)
    said = row.named.get(organisation__name=SECRETARIAT)
    answer_for_partner(said, decision=Decision.APPROVED, note="Sagt på mødet.", viewer=OPERATOR, now=now)
