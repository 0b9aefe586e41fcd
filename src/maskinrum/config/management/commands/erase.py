"""``maskinrum erase``"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import erase_person
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR


class Command(BaseCommand):
    """Forget a person who asked for it."""

    help = "Erase address, name, password, memberships and sessions of a person; what they wrote stays without a name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``EMAIL`` says whom, ``--yes`` asks nothing."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--yes", action="store_true", help="do not ask first")

    def handle(self, **options: Any) -> None:
        """Ask, and erase. Raises CommandError when nobody has the address or the answer is no."""
        person = Person.objects.filter(email=options["email"].strip().lower()).first()
        if person is None:
            raise CommandError(_("Nobody has this address: %(email)s") % options)
        if not options["yes"] and input(_("Write the address again to erase the person: ")).strip() != person.email:
            raise CommandError(_("Nothing was erased."))
        erase_person(person, viewer=OPERATOR, now=timezone.now())
        self.stdout.write(_("The person is erased."))
