"""What may have happened between the page that somebody opened and what they do there."""

import uuid
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from maskinrum.organisations.models import Organisation
from maskinrum.shared.errors import OvertakenError


def hold_still(organisations: Iterable[uuid.UUID]) -> None:
    """Let nobody else change who acts for these organisations, nor merge them, before the transaction is over."""
    list(Organisation.objects.select_for_update().filter(pk__in=set(organisations)).order_by("pk").values_list("pk"))


def held_carrier(organisation: Organisation) -> Organisation:
    """The organisation as it is stored, held still, or the one that it was merged into meanwhile.

    Call within a transaction. A merger holds both of its organisations, so it is over, or has not begun, when this
    one is held.
    """
    current = Organisation.objects.select_for_update().get(pk=organisation.pk)
    while current.merged_into_id is not None:
        current = Organisation.objects.select_for_update().get(pk=current.merged_into_id)
    return current


def changed_meanwhile(stored: Sequence[str]) -> OvertakenError:
    """What to raise when somebody else has changed it; ``stored`` is what it says now."""
    words = _(
        "Somebody has changed it meanwhile: it is “%(stored)s” now. Yours still stands here; "
        "save again if yours counts."
    )
    return OvertakenError(words % {"stored": " · ".join(one for one in stored if one)})
