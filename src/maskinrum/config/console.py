"""The ``maskinrum`` command: Django's management under our own name."""

import gc
import os
import sys
from collections.abc import Callable

import django
from django.core.management import CommandError, execute_from_command_line
from django.utils import translation

from maskinrum.config.environment import ConfigurationError, read_environment, terminal_language
from maskinrum.config.environment import terminal_gettext as _

OWNER_ONLY = 0o077  # what is written, the database above all, holds personal data
# New objects before anybody looks for rubbish among them: reading the code makes 350,000 that all stay, and to look
# after every 700 took a fifth of the start of each command.
OBJECTS_BETWEEN_LOOKS = 50_000
BROKEN_CONFIGURATION = 78  # EX_CONFIG of sysexits.h
# These neither read nor write anything of the site, and leave no data folder behind.
WITHOUT_DATA = {"decide", "deadlines", "search-eval", "help", "version", "--version", "doctor"}


def main(arguments: list[str] | None = None) -> None:
    """Run one command; a malformed environment is told in plain words with exit code 78 (EX_CONFIG)."""
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    os.umask(OWNER_ONLY)
    words = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maskinrum.config.settings")
    try:
        command = words[0] if words else "--help"
        if command in {"--help", "-h"}:
            show_help(sys.stdout.write)
        else:
            prepare_data_folder(command)
            django.setup()
            translation.activate(terminal_language())
            run(command, words[1:])
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(BROKEN_CONFIGURATION) from error


def as_django_says(command: str) -> str:
    """Return the name of a command as its file is called: Python's names have no hyphen."""
    return command if command.startswith("-") else command.replace("-", "_")


def run(command: str, words: list[str]) -> None:
    """Run a command. What one of ours refuses is told as it stands, without the English name of an exception."""
    raised = ["--traceback"] if command in our_commands() else []  # Django then leaves the exception to us
    try:
        execute_from_command_line(["maskinrum", as_django_says(command), *raised, *words])
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(error.returncode) from error


def prepare_data_folder(command: str) -> None:
    """Check the environment, and make the data folder, closed to others, for a command that needs one."""
    folder = read_environment().data
    if command not in WITHOUT_DATA:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(f"MASKINRUM_DATA: {error}") from error


def show_help(write: Callable[[str], object]) -> None:
    """Tell in a few lines what there is."""
    write(_("Maskinrum – the knowledge network about strategic partnerships in non-profit housing") + "\n\n")
    write(_("Use: maskinrum COMMAND") + "\n\n")
    for name, text in our_commands().items():
        write(f"  {name:<11} {text}\n")
    write("\n" + _("maskinrum COMMAND --help tells about one of them; maskinrum help lists Django's as well.") + "\n")


def our_commands() -> dict[str, str]:
    """Our own commands, each with what it does."""
    return {
        "serve": _("serve the site, and start again what stops"),
        "demo": _("load the demonstration and serve it on this machine only"),
        "decide": _("compute a first answer for a portfolio file, without a site"),
        "deadlines": _("count the legal periods of a tender, without a site"),
        "worker": _("send e-mails and do other background work; serve starts one"),
        "tick": _("do periodic work every minute; serve starts one"),
        "indexer": _("keep the search index up to date; serve starts one"),
        "reindex": _("build the search index anew"),
        "outbox": _("read the e-mails that wait for a mail server, when nobody can sign in yet"),
        "erase": _("forget a person who asked for it"),
        "unlock": _("let somebody in who has lost passkey, app and recovery codes"),
        "search-eval": _("measure the search on a judged collection, without a site"),
        "doctor": _("check the installation and say what to mend"),
    }
