"""Reads of what became of letters."""

import uuid
from collections.abc import Iterable

from maskinrum.shared.enums import MailState
from maskinrum.shared.models import OutboxMail


def refused(mails: Iterable[uuid.UUID | None]) -> set[uuid.UUID]:
    """Those of some letters that the mail server refused, in one question."""
    asked = [mail for mail in mails if mail is not None]
    return set(OutboxMail.objects.filter(pk__in=asked, state=MailState.GIVEN_UP).values_list("pk", flat=True))
