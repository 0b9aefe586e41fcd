"""``maskinrum demo``"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.config import serving
from maskinrum.config.demo import DEMO_PASSWORD, DemoSignIn, may_hold_demo
from maskinrum.config.demo.world import load_demo_world

OUTDATED = (DatabaseError, InconsistentMigrationHistory)


class Command(BaseCommand):
    """Load the demonstration and serve it to this machine."""

    help = "Load invented organisations, people and projects and serve them on this machine only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--port`` says where, ``--load-only`` serves nothing."""
        parser.add_argument("--port", type=int, default=settings.ENVIRONMENT.port, help="default: PORT, or 8000")
        parser.add_argument("--load-only", action="store_true", help="load the data and stop")

    def handle(self, **options: Any) -> None:
        """Prepare, load and serve; the exit code is 0 after a stop that was asked for."""
        sockets = [] if options["load_only"] else self.listen(options["port"])
        sign_ins = self.load()
        if options["load_only"]:
            self.stdout.write(_("The demonstration is loaded."))
            return
        serving.collect_static()
        self.show(sign_ins, options["port"])
        code = serving.serve(sockets, workers=settings.ENVIRONMENT.workers, tell=self.stderr.write)
        if code:
            raise SystemExit(code)

    def listen(self, port: int) -> list[Any]:
        """Listen on this machine only. Raises CommandError when the port is taken."""
        try:
            return [*serving.listen(serving.LOOPBACK_NAME, port)]
        except serving.AddressTakenError as error:
            raise CommandError(str(error)) from error

    def load(self) -> list[DemoSignIn]:
        """Make the tables and the demonstration, anew where one of another version is in the way.

        Raises CommandError in a database that is used for real.
        """
        try:
            return self.made()
        except OUTDATED as error:
            aside = serving.set_demo_aside(error)
            if aside is None:
                raise self.unusable(error) from error
        text = _("The demonstration here was made by another version. It is set aside as %(file)s and made anew.")
        self.stdout.write(text % {"file": aside})
        try:
            return self.made()
        except OUTDATED as error:
            raise self.unusable(error) from error

    def unusable(self, error: Exception) -> CommandError:
        """What to say where there is nothing to be done here."""
        return CommandError(_("The database cannot be used: %(reason)s. Run maskinrum doctor.") % {"reason": error})

    def made(self) -> list[DemoSignIn]:
        """Make what is missing."""
        if not may_hold_demo():
            text = _("This database holds people or organisations that are not demo ones. Nothing was changed.")
            raise CommandError(text + " " + _("Set MASKINRUM_DATA to an empty folder, or unset DATABASE_URL."))
        serving.prepare_database()
        return load_demo_world(timezone.now())

    def show(self, sign_ins: list[DemoSignIn], port: int) -> None:
        """Print the address and who one can sign in as."""
        self.stdout.write("\n" + _("Maskinrum is ready: %(url)s") % {"url": f"http://localhost:{port}"})
        self.stdout.write("\n" + _("Sign in as one of these. Password: %(password)s") % {"password": DEMO_PASSWORD})
        widest = max(len(each.email) for each in sign_ins)
        for each in sign_ins:
            self.stdout.write(f"  {each.email:<{widest}}  {each.role.label}, {each.organisation}")
        if where := serving.where_mail_goes():
            self.stdout.write("\n" + where)
        self.stdout.write("\n" + _("These people and their organisations are invented. Stop with Ctrl-C."))
