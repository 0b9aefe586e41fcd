"""The ``maskinrum`` command: Django's management under our own name."""

import os
import sys

from django.core.management import execute_from_command_line

from maskinrum.config.environment import ConfigurationError


def main() -> None:
    """Run one command; a malformed environment is told in plain words with exit code 78 (EX_CONFIG)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maskinrum.config.settings")
    try:
        execute_from_command_line(["maskinrum", *sys.argv[1:]])
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(78) from error
