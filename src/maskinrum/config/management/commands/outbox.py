"""``maskinrum outbox``"""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import read_mail
from maskinrum.organisations.permissions import OPERATOR, can_read_mail
from maskinrum.organisations.queries import LATEST_MAILS, mails


class Command(BaseCommand):
    """Read mails where nothing sends them and nobody can sign in yet to read them on the secretariat's page."""

    help = "List the mails in the outbox, or show one that is kept there because no mail server is set up."
    requires_system_checks = ()  # they would read the code of every page into a process that shows none

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``ID`` is the number in front of a line of the list."""
        parser.add_argument("mail_id", metavar="ID", nargs="?", type=UUID)

    def handle(self, **options: Any) -> None:
        """Print a line for each mail, or the text of one. Raises CommandError when it cannot be read."""
        if options["mail_id"]:
            self.stdout.write(self.text_of(options["mail_id"]))
            return
        for mail in mails(OPERATOR)[:LATEST_MAILS]:
            when = timezone.localtime(mail.created_at)
            words = (str(mail.pk), f"{when:%Y-%m-%d %H:%M}", str(mail.get_state_display()), mail.to, mail.subject)
            self.stdout.write("  ".join(words))

    def text_of(self, mail_id: UUID) -> str:
        """The text of one mail; that it was read is written in the log."""
        mail = mails(OPERATOR).filter(pk=mail_id).first()
        if mail is None or not can_read_mail(OPERATOR, mail):
            raise CommandError(_("There is no such e-mail here to read. Only what no mail server sends can be read."))
        return read_mail(mail, viewer=OPERATOR, now=timezone.now())
