"""Letters with personal links. Their text is for the receiver alone, and nothing of them is kept once they are sent."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from maskinrum.evaluation.enums import RoundState
from maskinrum.evaluation.models import Invitation, Round
from maskinrum.organisations.actions.letters import address_of_page, send_letter
from maskinrum.shared.actions import add_to_mail
from maskinrum.shared.models import OutboxMail
from maskinrum.shared.tokens import digest_of, token_for

INVITED, REMINDED = "evaluation_invited", "evaluation_reminder"
PERSONAL, WALL = "evaluation-answer", "evaluation-wall"


def token_of(row: Invitation) -> str:
    """The token in a personal link. It is written in letters only; no page shows it."""
    return token_for(PERSONAL, row.pk)


def token_of_wall(row: Round) -> str:
    """The token behind the QR code on the wall."""
    return token_for(WALL, row.pk)


def write_to_invited(name: str, rows: Iterable[Invitation], round_: Round, *, now: datetime) -> None:
    """Write one of the letters above to each."""
    for row in rows:
        link = address_of_page("evaluation:answer", row.language, token=token_of(row))
        leave = address_of_page("evaluation:leave", row.language, token=token_of(row))
        days = {"closes_on": round_.closes_on, "partnership": round_.partnership}
        context = days | {"link": link, "leave": leave, "asks_importance": round_.model.asks_importance}
        mail = send_letter(name, to=row.email, language=row.language, context=context, now=now)
        add_to_mail(mail, html="", headers={}, about=[str(row.pk), round_.key])


def digest_for(row: Invitation) -> str:
    """What is kept of a personal link."""
    return digest_of(token_of(row))


def is_still_asked(mail: OutboxMail) -> bool:
    """Whether whoever the letter is to can still answer."""
    rows = Invitation.objects.filter(pk__in=mail.about[:1], has_answered=False, round__state=RoundState.OPEN)
    return rows.exclude(token_digest="").filter(round__closes_on__gte=timezone.localdate()).exists()


def forget_letters(round_: Round) -> None:
    """Take away the letters of a round that were not sent."""
    waiting = OutboxMail.objects.filter(kind__in=[INVITED, REMINDED]).values_list("pk", "about")
    OutboxMail.objects.filter(pk__in=[pk for pk, about in waiting if round_.key in about]).delete()
