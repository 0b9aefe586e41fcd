"""Tools that organisations which do not exist used and made their own, and a recommendation of theirs."""

from datetime import datetime

from maskinrum.config.demo.names import FACILITATORS, HOUSING, OTHER_HOUSING, SECRETARIAT
from maskinrum.knowledge.actions import bring_tool, record_tool_use, write_recommendation
from maskinrum.knowledge.actions.tool_files import read_own_file
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.facts.recommendations import RecommendationFacts
from maskinrum.knowledge.models import Experience, Recommendation, Tool
from maskinrum.knowledge.queries.recommendations import recommendation_facts
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.documents import Document, Heading, Items, Paragraph, write_word
from maskinrum.shared.tables import OutColumn, OutSheet, write_xlsx

ADVICE = "Byg en prøvebolig, når mindst ti boliger er ens."


def invent_tools(viewers: dict[str, Viewer], now: datetime) -> None:
    """Use and change some of the tools there are; doing it again changes nothing."""
    if not Recommendation.objects.filter(organisation__is_fictitious=True).exists():
        _recommended(viewers[SECRETARIAT], now)
    if Tool.objects.filter(organisation__is_fictitious=True).exists():
        return
    shipped = Tool.objects.filter(organisation=None)
    if row := shipped.filter(key="meeting-agenda").first():
        _used(row, viewers, now)
    if row := shipped.filter(key="start-up-checklist").first():
        _made_their_own(row, viewers, now)


def _used(row: Tool, viewers: dict[str, Viewer], now: datetime) -> None:
    """It worked for one, and in part for another."""
    record_tool_use(
        row,
        outcome=UseOutcome.WORKED,
        text="Møderne blev 40 minutter kortere, fordi orienteringen sendes dagen før.",
        place="Styregruppen, fire møder",
        viewer=viewers[HOUSING],
        now=now,
    )
    text = "Dagsordenen virker. Vi glemmer stadig at skrive erfaringerne ned til sidst."
    record_tool_use(row, outcome=UseOutcome.PARTLY, text=text, viewer=viewers[FACILITATORS], now=now)


def _made_their_own(row: Tool, viewers: dict[str, Viewer], now: datetime) -> None:
    """One made a shorter list of it, another used that, and then a newer version came."""
    own = _brought(row, "Første udgave: kun det, vi spørger om hver gang.", 5, viewers[HOUSING], now)
    text = "Vi brugte den på to opstarter. Punktet om nøgler manglede."
    record_tool_use(own, outcome=UseOutcome.PARTLY, text=text, viewer=viewers[OTHER_HOUSING], now=now)
    _brought(own, "Nøgler og adgang er kommet med.", 6, viewers[HOUSING], now)


def _brought(row: Tool, note: str, lines: int, viewer: Viewer, now: datetime) -> Tool:
    asked = ("Hvem siger ja?", "Er driften med?", "Er beboerne varslet?", "Hvad genbruger vi?", "Hvad koster ventetid?")
    items = (*asked, "Hvem har nøglerne?")[:lines]
    content = Document(
        title="Opstart på én side",
        language="da",
        dated=now.date(),
        blocks=(Heading("Før vi går i gang"), Items(items), Paragraph("Opdigtet eksempel.")),
    )
    part = lines - 4
    files = [
        read_own_file(write_word(content), name=f"opstart-paa-en-side-{part}.docx", language="da"),
        read_own_file(_to_tick_off(items), name=f"afkrydsning-{part}.xlsx", language="da"),
    ]
    return bring_tool(
        row, title="Opstart på én side", note=note, visibility="network", files=files, viewer=viewer, now=now
    )


def _to_tick_off(items: tuple[str, ...]) -> bytes:
    """The same questions as rows of a workbook."""
    columns = (OutColumn("Spørgsmål", width=40), OutColumn("Svar", width=30))
    return write_xlsx([OutSheet("Opstart", columns, [(one, "") for one in items])], title="Opstart på én side")


def _recommended(viewer: Viewer, now: datetime) -> None:
    """One that two experiences disagree about, changed once."""
    key = dict(Experience.objects.filter(organisation__is_fictitious=True).values_list("title", "key"))
    good = [key[title] for title in key if title.startswith("Prøveboligen fandt")]
    bad = [key[title] for title in key if title.startswith("Hos os tog prøveboligen")]
    facts = RecommendationFacts(
        statement="Byg en prøvebolig, før resten går i gang.",
        reasons="Fejl er billigst, når de kun findes i én bolig.",
        caveat="Kun når boligerne ligner hinanden.",
        phase="F5",
        themes=("F6", "F4"),
        owner_role="client",
        visibility="network",
        support=tuple(good),
        counter=tuple(bad),
    )
    row = write_recommendation(None, facts=facts, viewer=viewer, now=now)
    changed = RecommendationFacts(**{**vars(recommendation_facts(row)), "statement": ADVICE})
    write_recommendation(row, facts=changed, expected_revision=row.revision, viewer=viewer, now=now)
