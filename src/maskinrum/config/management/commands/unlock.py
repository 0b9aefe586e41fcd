"""``maskinrum unlock``"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import reset_second_factors
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR


class Command(BaseCommand):
    """Let somebody in who has lost passkey, app and recovery codes."""

    help = "Remove passkeys, app and recovery codes of a person who has lost them, and write to the person."
    requires_system_checks = ()  # they would read the code of every page into a process that shows none

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``EMAIL`` says whose."""
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, **options: Any) -> None:
        """Reset. Raises CommandError when nobody has the address."""
        person = Person.objects.filter(email=options["email"].strip().lower()).first()
        if person is None:
            raise CommandError(_("Nobody has this address: %(email)s") % options)
        reset_second_factors(person, viewer=OPERATOR, now=timezone.now())
        self.stdout.write(_("The person logs in with password or mailed code alone, and has been written to."))
