"""Begin an experience of a disagreement that is settled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions import start_draft
from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.models import Experience
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import own_organisation
from maskinrum.shared.errors import DomainError
from maskinrum.steering.models import Disagreement, DisagreementExperience
from maskinrum.steering.phrases.ladder import short_name
from maskinrum.steering.queries.disagreements import seen_disagreements, told_by

THEME = "E3"


@transaction.atomic
def tell_of_disagreement(row: Disagreement, *, viewer: Viewer, now: datetime) -> Experience:
    """Begin a draft from what was settled, or give the one the organisation has begun.

    The draft is the own organisation's and is read like any other before others see it. Size and names of the parties
    are left out. Raises DomainError for what is not settled, and for who may not see it.
    """
    own = own_organisation(viewer)
    if own is None or not seen_disagreements(viewer).filter(pk=row.pk).exists():
        raise DomainError(_("Only the client, the parties to it and the facilitator can write here."))
    current = Disagreement.objects.select_for_update().get(pk=row.pk)
    if current.settled_on is None:
        raise DomainError(_("It is not settled yet. Tell what you learnt when it is."))
    begun = told_by(viewer, current)
    if begun is not None:
        return begun.experience
    draft = start_draft(_facts(current), viewer=viewer, now=now)
    DisagreementExperience.objects.create(disagreement=current, organisation=own, experience=draft, begun_at=now)
    record("tell_of_disagreement", current, viewer=viewer, now=now)
    return draft


def _facts(row: Disagreement) -> ExperienceFacts:
    steps = ", ".join(short_name(one.step) for one in row.steps.order_by("position"))
    climbed = _("The steps it went through: %(steps)s.") % {"steps": steps}
    return ExperienceFacts(
        title=row.subject[:200],
        context=row.text,
        happened=climbed,
        effect_text=row.outcome,
        themes=(THEME,),
        phase=Phase.OPERATION.value,
        visibility="organisation",
        partnership=str(row.partnership_id),
    )
