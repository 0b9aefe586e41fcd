"""A booklet of an organisation that does not exist, with a part that others may not read."""

from datetime import datetime

from maskinrum.config.demo.names import HOUSING
from maskinrum.knowledge.actions import add_to_booklet, begin_booklet, write_in_booklet
from maskinrum.knowledge.actions.booklets import BookletFacts
from maskinrum.knowledge.enums import BookletReaders
from maskinrum.knowledge.models import Booklet, Experience, Recommendation, Tool
from maskinrum.organisations.permissions import Viewer


def invent_booklets(viewers: dict[str, Viewer], now: datetime) -> None:
    """Put one together of what is there; doing it again changes nothing."""
    if Booklet.objects.filter(organisation__is_fictitious=True).exists():
        return
    facts = BookletFacts(
        title="Før den første prøvebolig",
        introduction="Til projektledere, der skal i gang med deres første projekt i partnerskabet.",
        visibility=BookletReaders.NETWORK,
    )
    viewer = viewers[HOUSING]
    row = begin_booklet(facts, viewer=viewer, now=now)
    text = "Læs anbefalingen, og tag mødedagsordenen med til det første møde.\nRing til os, hvis I er i tvivl."
    write_in_booklet(row, None, heading="Begynd her", text=text, viewer=viewer, now=now)
    invented = {"organisation__is_fictitious": True}
    chosen = (
        Recommendation.objects.filter(**invented).first(),
        Experience.objects.filter(**invented, title__startswith="Prøveboligen fandt").first(),
        Experience.objects.filter(organisation=viewer.organisation, title__startswith="Vores egen godkendelse").first(),
        Tool.objects.filter(key="meeting-agenda").first(),
    )
    for one in chosen:
        if one is not None:
            add_to_booklet(row, one, viewer=viewer, now=now)
