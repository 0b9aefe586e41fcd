"""Questions of organisations that do not exist: answered, open, clearer made, closed, and without a name."""

from datetime import datetime, timedelta

from maskinrum.config.demo.names import FACILITATORS, HOUSING, OTHER_HOUSING
from maskinrum.network.actions import accept_answer, ask_question, close_question, contribute, route_questions
from maskinrum.network.enums import ContributionKind
from maskinrum.network.facts.questions import QuestionFacts
from maskinrum.network.models import Contribution, Question
from maskinrum.organisations.permissions import Viewer

ANSWERED = QuestionFacts(
    title="Hvem betaler for prøveboligen, når den bliver bygget før resten?",
    text="Vores entreprenør vil have den på den første aftaleseddel. Vores økonomi vil have den delt på alle boliger.",
    themes=("F6", "C2"),
    phase="F5",
    agreement="strategic_partnership",
    visibility="open",
)
UNNAMED = QuestionFacts(
    title="Hvordan siger man til et hold, at samarbejdet ikke fungerer?",
    text="Vi er halvandet år inde. Møderne er blevet korte, og ingen siger noget. Vi vil nødig begynde med trappen.",
    themes=("E1",),
    phase="F5",
)
OPEN = QuestionFacts(
    title="Har nogen en kontoplan til åbne bøger, vi må se?",
    themes=("C2", "E1"),
    phase="F4",
    size="medium",
)
CLOSED = QuestionFacts(
    title="Skal driften med i styregruppen fra begyndelsen?",
    themes=("G3",),
    phase="F2",
    visibility="open",
)
INSIDE = QuestionFacts(
    title="Hvem hos os må underskrive en aftaleseddel?",
    themes=("A5",),
    phase="F4",
    visibility="organisation",
)


def invent_questions(viewers: dict[str, Viewer], now: datetime) -> None:
    """Ask and answer them in the names of the invented organisations; doing it again changes nothing."""
    if Question.objects.filter(organisation__is_fictitious=True).exists():
        return
    housing, other, facilitators = viewers[HOUSING], viewers[OTHER_HOUSING], viewers[FACILITATORS]
    row = ask_question(ANSWERED, viewer=other, now=now - timedelta(days=12))
    _write(row, "Hvor mange ens boliger har I?", facilitators, now, ContributionKind.CLARIFICATION)
    _write(row, "38, og de står i to rækker.", other, now, ContributionKind.CLARIFICATION)
    helped = (
        "Vi delte prisen på alle 112 boliger og skrev det på den første aftaleseddel. Så kunne begge regne med det."
    )
    written = _write(row, helped, housing, now)
    _write(row, "Spørg også kommunen, om den kan ligge i skema A.", facilitators, now)
    accept_answer(written, viewer=other, now=now)
    ask_question(UNNAMED, is_anonymous=True, viewer=housing, now=now - timedelta(days=3))
    ask_question(OPEN, viewer=other, now=now - timedelta(days=1))
    closed = ask_question(CLOSED, viewer=housing, now=now - timedelta(days=40))
    _write(closed, "Ja. Ellers kommer deres spørgsmål, når tegningerne er færdige.", other, now)
    close_question(closed, viewer=housing, now=now)
    ask_question(INSIDE, viewer=housing, now=now)
    route_questions(now)


def _write(
    row: Question, text: str, viewer: Viewer, now: datetime, kind: ContributionKind = ContributionKind.ANSWER
) -> Contribution:
    return contribute(row, kind=kind, text=text, viewer=viewer, now=now - timedelta(hours=5))
