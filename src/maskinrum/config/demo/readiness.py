"""How ready the organisation that does not exist is: what it answers together, and two people who disagree."""

from datetime import datetime

from maskinrum.config.demo.names import HOUSING, INVENTED_FILE, SIGN_INS
from maskinrum.decisions.actions import Answered, Scored, answer_readiness, score_readiness
from maskinrum.decisions.models import DecisionFile, ReadinessScore
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of

ANSWERS = {
    "sponsor-and-lead": Answered("yes", "Direktøren står bag. Byggechefen har to dage om ugen til det."),
    "legal-route": Answered("unsure", "Advokaten ser på, om den administrerede organisation må trække på aftalen."),
    "resident-mandate": Answered(
        "yes", "Organisationsbestyrelsen har vedtaget forløbet. Afdelingsmøderne står i planen."
    ),
    "operations-on-board": Answered("yes", "Driftschefen er med i styregruppen."),
    "key-person-alone": Answered("yes"),
    "price-only": Answered("no"),
    "facilitator-unfunded": Answered("yes"),
    "call-off-left-to-each": Answered("no"),
}
FIGURES = {"expected_teams": 3.0}

# By criterion: the points of the first and of the second person, and what the first rests them on.
POINTS = {
    "volume": (2, 3, "Regnet af porteføljen."),
    "continuity": (4, 3, ""),
    "similarity": (3, 2, "Tag og facade, badeværelser og rækkehuse går igen."),
    "funding": (1, 1, "Tre sager har skema A."),
    "problem-projects": (4, 3, ""),
    "capacity": (3, 1, "Byggechef og en afløser."),
    "process": (2, 1, ""),
    "open-economy": (3, 2, "Vi viser budgettet i dag."),
    "market-depth": (2, 2, "Tre hold, endnu ikke spurgt."),
    "local-market": (2, 2, ""),
    "supplier-concentration": (3, 3, ""),
    "risk-appetite": (2, 2, ""),
    "political-horizon": (3, 2, "Retningen er besluttet i marts."),
    "data": (3, 1, "Regnskaber for de seneste fem sager."),
    "alternatives-tried": (3, 3, "Tidlig inddragelse i Prøvevænget."),
}


def invent_readiness(now: datetime) -> None:
    """Let the two answer; doing it again changes nothing."""
    file = DecisionFile.objects.filter(
        organisation__name=HOUSING, organisation__is_fictitious=True, title=INVENTED_FILE
    ).first()
    if file is None or ReadinessScore.objects.filter(decision_file=file).exists():
        return
    emails = [one.email for one in SIGN_INS if one.organisation == HOUSING]
    first, second = (viewer_of(Person.objects.get(email=email)) for email in emails)
    answer_readiness(file, answers=ANSWERS, figures=FIGURES, expected_revision=0, viewer=first, now=now)
    score_readiness(
        file, scores={slug: Scored(one, why) for slug, (one, _other, why) in POINTS.items()}, viewer=first, now=now
    )
    other = {slug: Scored(points) for slug, (_one, points, _why) in POINTS.items()}
    score_readiness(file, scores=other, viewer=second, now=now)
