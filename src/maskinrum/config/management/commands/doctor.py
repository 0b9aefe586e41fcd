"""``maskinrum doctor``"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from maskinrum.config.checkup import examine


class Command(BaseCommand):
    """Check the installation."""

    help = "Check configuration, database, mail, files and clock, and say what to mend."
    requires_system_checks = ()  # a broken installation is what this command is for

    def handle(self, **_options: Any) -> None:
        """Print a line for each check; the exit code is 1 when something has to be mended."""
        findings = list(examine(settings.ENVIRONMENT))
        for finding in findings:
            self.stdout.write(f"{'OK' if finding.is_well else _('MEND'):<4}  {finding.subject}: {finding.text}")
        if not all(finding.is_well for finding in findings):
            raise SystemExit(1)
