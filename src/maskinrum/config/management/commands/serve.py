"""``maskinrum serve``"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from maskinrum.config import serving
from maskinrum.config.demo import holds_demo_persons
from maskinrum.config.environment import unknown_variables


class Command(BaseCommand):
    """Serve the site with gunicorn under our supervisor."""

    help = "Serve the site until told to stop; what ends by itself is started again."
    requires_system_checks = ()  # they would read the code of every page into a process that shows none

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--bind`` and ``--port`` say where, ``--migrate`` brings the database up to date first."""
        parser.add_argument("--bind", default=serving.LOOPBACK_NAME, metavar="HOST", help="default: this machine only")
        parser.add_argument("--port", type=int, default=settings.ENVIRONMENT.port, help="default: PORT, or 8000")
        parser.add_argument("--migrate", action="store_true", help="make missing database tables first")

    def handle(self, **options: Any) -> None:
        """Check, listen, serve; the exit code is 0 after a stop that was asked for."""
        for name in unknown_variables():
            self.stderr.write(_("%(name)s is not a variable of Maskinrum and has no effect.") % {"name": name})
        self.refuse_unready_database(migrate=options["migrate"])
        self.refuse_public_demo(options["bind"])
        serving.collect_static()
        try:
            sockets = serving.listen(options["bind"], options["port"])
        except serving.AddressTakenError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Maskinrum listens at {bind} port {port}. Stop with Ctrl-C.").format(**options))
        if where := serving.where_mail_goes():
            self.stdout.write(where)
        code = serving.serve(sockets, workers=settings.ENVIRONMENT.workers, tell=self.stderr.write)
        if code:
            raise SystemExit(code)

    def refuse_unready_database(self, *, migrate: bool) -> None:
        """Raise CommandError when there is no database or its tables are those of another version."""
        try:
            if migrate:
                serving.prepare_database()
            if serving.pending_migrations() or not serving.has_cache_table():
                raise CommandError(_("Database tables are missing. Run again with --migrate to make them."))
        except DatabaseError as error:
            text = _("The database cannot be used: %(reason)s. Run maskinrum doctor.")
            raise CommandError(text % {"reason": error}) from error

    def refuse_public_demo(self, host: str) -> None:
        """Raise CommandError when demo persons, whose password everybody knows, would be reachable from outside."""
        if not serving.is_loopback(host) and holds_demo_persons():
            raise CommandError(_("The database holds demo sign-ins, so it is served on this machine only."))
