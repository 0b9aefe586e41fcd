"""Questions of organisations that do not exist: answered, open, clearer made, closed, and without a name."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from maskinrum.config.demo.names import FACILITATORS, HOUSING, OTHER_HOUSING
from maskinrum.knowledge.actions import change_experience, pass_review, send_to_review
from maskinrum.knowledge.queries import experience_facts
from maskinrum.network.actions import (
    accept_answer,
    accept_day,
    answer_proposal,
    ask_for_conversation,
    ask_question,
    close_question,
    contribute,
    edit_question,
    end_conversation,
    follow,
    make_experience,
    offer_day,
    propose_conversations,
    route_questions,
    show_of_oneself,
    write_stand,
)
from maskinrum.network.actions.subscriptions import Followed
from maskinrum.network.enums import ContributionKind, Rhythm
from maskinrum.network.facts.conversations import Slot
from maskinrum.network.facts.questions import QuestionFacts
from maskinrum.network.facts.stands import CardFacts, StandFacts
from maskinrum.network.models import Contribution, Question, SparringRequest, Stand, Subscription
from maskinrum.organisations.permissions import OPERATOR, Viewer

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
OPEN_BEFORE = replace(OPEN, title="Har nogen en kontoplan?", text="Vi skal bruge den til bogholderiet.")
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


STANDS = {
    HOUSING: StandFacts(
        stage="operating",
        size="medium",
        tried="To rammeaftaler før. Nu et opdigtet partnerskab i andet år.",
        seeks="En, der har brugt en option, og en, der har ladet være.",
        themes=("B2",),
        visibility="open",
    ),
    OTHER_HOUSING: StandFacts(
        stage="considering",
        size="small",
        tried="Særskilte udbud. Tre af dem gik om.",
        seeks="Nogen på vores størrelse, der er et skridt foran.",
        themes=("A1", "A5"),
    ),
}
CARDS = {
    HOUSING: CardFacts(shows_name=True, role="Byggechef", themes=("F6", "C2"), capacity=2),
    FACILITATORS: CardFacts(role="Partnerskabsudvikler", themes=("E1", "D3"), capacity=3),
}


def invent_stands(viewers: dict[str, Viewer], now: datetime) -> None:
    """Say where the invented organisations stand, and whom one may ask; doing it again changes nothing."""
    if Stand.objects.filter(organisation__is_fictitious=True).exists():
        return
    for name, stand in STANDS.items():
        write_stand(stand, expected_revision=0, viewer=viewers[name], now=now)
    for name, card in CARDS.items():
        show_of_oneself(card, viewer=viewers[name], now=now)


def invent_conversations(viewers: dict[str, Viewer], now: datetime) -> None:
    """One conversation that is held, and one that somebody is asked for; doing it again changes nothing."""
    if SparringRequest.objects.filter(organisation__is_fictitious=True).exists():
        return
    other, housing = viewers[OTHER_HOUSING], viewers[HOUSING]
    wish = "Vi overvejer en prøvebolig. Hvor mange ens boliger skal der til, før den betaler sig?"
    held = ask_for_conversation(("F6",), text=wish, viewer=other, now=now - timedelta(days=20))
    propose_conversations(now - timedelta(days=20))
    answer_proposal(held, accepts=True, viewer=housing, now=now - timedelta(days=19))
    slot = Slot(now.date() - timedelta(days=9), time(10))
    offer_day(held, slot, viewer=other, now=now - timedelta(days=18))
    accept_day(held, slot, viewer=housing, now=now - timedelta(days=17))
    came = "Mindst ti ens. Og tag driften med den dag, den bliver gået igennem."
    end_conversation(held, came_of_it=came, viewer=other, now=now - timedelta(days=8))
    text = "Hvordan læser man den første opgørelse sammen uden at tale om mistillid?"
    ask_for_conversation(("C2",), text=text, viewer=other, now=now)
    propose_conversations(now)


def invent_subscriptions(viewers: dict[str, Viewer], now: datetime) -> None:
    """What two of the invented people follow; doing it again changes nothing."""
    if Subscription.objects.filter(person__is_demo=True).exists():
        return
    follow(Followed(theme="F6"), rhythm=Rhythm.WEEKLY, viewer=viewers[HOUSING], now=now)
    follow(Followed(words="prøvebolig"), rhythm=Rhythm.MONTHLY, viewer=viewers[HOUSING], now=now)
    follow(Followed(theme="C2"), rhythm=Rhythm.OFF, viewer=viewers[OTHER_HOUSING], now=now)


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
    written.refresh_from_db()
    _told(written, housing, now)
    ask_question(UNNAMED, is_anonymous=True, viewer=housing, now=now - timedelta(days=3))
    begun = ask_question(OPEN_BEFORE, viewer=other, now=now - timedelta(days=1))
    edit_question(begun, OPEN, expected_revision=1, viewer=other, now=now - timedelta(hours=20))
    closed = ask_question(CLOSED, viewer=housing, now=now - timedelta(days=40))
    _write(closed, "Ja. Ellers kommer deres spørgsmål, når tegningerne er færdige.", other, now)
    close_question(closed, viewer=housing, now=now)
    ask_question(INSIDE, viewer=housing, now=now)
    route_questions(now)


def _told(written: Contribution, viewer: Viewer, now: datetime) -> None:
    """Make the answer that helped an experience, and publish it."""
    row = make_experience(written, viewer=viewer, now=now)
    title = "Prisen for prøveboligen delt på alle boliger, skrevet på den første aftaleseddel"
    advice = "Del den, og skriv det ned, før den bygges."
    facts = replace(experience_facts(row), title=title, effect_text="Ingen talte om det siden.", advice=advice)
    told = replace(facts, role="client", effect="positive", evidence="documented")
    row = change_experience(row, facts=told, expected_revision=row.revision, viewer=viewer, now=now)
    send_to_review(row, viewer=viewer, now=now)
    pass_review(row, named=[], viewer=OPERATOR, now=now)


def _write(
    row: Question, text: str, viewer: Viewer, now: datetime, kind: ContributionKind = ContributionKind.ANSWER
) -> Contribution:
    """Each a quarter of an hour after what stands there already."""
    ago = timedelta(hours=5) - timedelta(minutes=15 * row.contributions.count())
    return contribute(row, kind=kind, text=text, viewer=viewer, now=now - ago)
