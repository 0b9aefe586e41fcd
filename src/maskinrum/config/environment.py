"""The settings that come from outside, each documented, typed and loud when malformed.

Every variable stands in ``VARIABLES`` and in ``docs/operations.md``; a test holds the two together.
"""

import gettext
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
import environs
from marshmallow import ValidationError

VARIABLES = (
    "DATABASE_URL",
    "MASKINRUM_BASE_URL",
    "MASKINRUM_DATA",
    "MASKINRUM_DEBUG",
    "MASKINRUM_EMAIL_FROM",
    "MASKINRUM_EMAIL_URL",
    "MASKINRUM_HOSTS",
    "MASKINRUM_SECRET_KEY",
    "MASKINRUM_WORKERS",
    "PORT",
)
YES = {"true", "yes", "on", "1"}
NO = {"false", "no", "off", "0"}
LOOPBACK = ("127.0.0.1", "[::1]", "localhost")
MAIL_PORTS = {"smtp": 25, "smtps": 465, "submission": 587}


class ConfigurationError(Exception):
    """One or more environment variables cannot be used; the text names each and says what to write instead."""


@dataclass(frozen=True)
class Environment:
    """What the surroundings decide.

    ``data`` is the one folder everything written lives in; ``database`` and ``email`` are Django settings mappings,
    ``email`` empty without a mail server; ``base_url`` is how browsers reach the site, without a trailing slash;
    ``port`` (1–65535) is where it is served.
    """

    data: Path
    secret_key: str
    database: dict[str, Any]
    email: dict[str, Any]
    email_from: str
    base_url: str
    hosts: list[str]
    workers: int
    port: int
    debug: bool


def read_environment() -> Environment:
    """Read and check every variable. Raises ConfigurationError naming all that are malformed at once."""
    env = environs.Env(eager=False)
    port = env.str("PORT", "8000", validate=_is_number(1, 65535))
    workers = env.str("MASKINRUM_WORKERS", "2", validate=_is_number(1, 64))
    debug = env.str("MASKINRUM_DEBUG", "false", validate=_is_yes_or_no)
    data = env.str("MASKINRUM_DATA", "", validate=_is_folder)
    base_url = env.str("MASKINRUM_BASE_URL", "", validate=_is_http_address)
    database = env.str("DATABASE_URL", "", validate=_is_database_address)
    email = env.str("MASKINRUM_EMAIL_URL", "", validate=_is_mail_address)
    email_from = env.str("MASKINRUM_EMAIL_FROM", "", validate=_is_sender)
    hosts = env.str("MASKINRUM_HOSTS", "", validate=_are_host_names)
    secret_key = env.str("MASKINRUM_SECRET_KEY", "")
    try:
        env.seal()
    except environs.EnvValidationError as error:
        raise ConfigurationError(_explain(error)) from error
    folder = Path(data or ".data").expanduser().resolve()
    address = (base_url or f"http://localhost:{port}").rstrip("/")
    return Environment(
        data=folder,
        secret_key=secret_key or _stored_secret(folder),
        database=_database(database or f"sqlite:///{folder / 'maskinrum.sqlite3'}"),
        email=_email(email),
        email_from=email_from or f"noreply@{urlsplit(address).hostname}",
        base_url=address,
        hosts=_names(hosts) or _names_of(address),
        workers=int(workers),
        port=int(port),
        debug=debug.lower() in YES,
    )


def unknown_variables(variables: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The names that look like ours and are not, each with the one that may have been meant (or an empty string)."""
    names = [name for name in variables if name.startswith("MASKINRUM_") and name not in VARIABLES]
    return {name: "".join(get_close_matches(name, VARIABLES, n=1, cutoff=0.8)) for name in sorted(names)}


def terminal_language(variables: Mapping[str, str] = os.environ) -> str:
    """``en`` when the terminal asks for English, else ``da``."""
    wanted = next(filter(None, (variables.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if wanted.startswith("en") else "da"


def terminal_gettext(text: str) -> str:
    """Translate for whoever runs a command, before Django is there to do it: its settings are what is being read."""
    folder = Path(__file__).resolve().parent / "locale"
    return gettext.translation("django", folder, [terminal_language()], fallback=True).gettext(text)


_ = terminal_gettext


def _explain(error: environs.EnvValidationError) -> str:
    messages: Mapping[str, list[str]] = error.error_messages  # type: ignore[assignment]
    lines = [f"{name}: {' '.join(texts)}" for name, texts in sorted(messages.items())]
    return "\n  ".join([_("These environment variables cannot be used:"), *lines])


def _is_number(least: int, most: int) -> Callable[[str], None]:
    def check(value: str) -> None:
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            raise ValidationError(_("Write a whole number from {least} to {most}.").format(least=least, most=most))

    return check


def _is_yes_or_no(value: str) -> None:
    if value.lower() not in YES | NO:
        raise ValidationError(_("Write true or false."))


def _is_folder(value: str) -> None:
    if value and Path(value).expanduser().exists() and not Path(value).expanduser().is_dir():
        raise ValidationError(_("This is a file. Write the path of a folder."))


def _is_http_address(value: str) -> None:
    if not value:
        return
    parts = _split(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"} or parts.query:
        raise ValidationError(_("Write the address of the site without a path, such as https://maskinrum.example."))


def _is_database_address(value: str) -> None:
    if not value:
        return
    parts = _split(value)
    complete = parts.hostname and parts.path.strip("/") if parts.scheme in {"postgres", "postgresql"} else parts.path
    if parts.scheme not in {"sqlite", "postgres", "postgresql"} or not complete:
        raise ValidationError(_("Write postgres://user:password@host:5432/name or sqlite:////folder/file."))


def _is_mail_address(value: str) -> None:
    if not value:
        return
    parts = _split(value)
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise ValidationError(_("Write submission://user:password@host:587, smtps://… or smtp://…."))


def _is_sender(value: str) -> None:
    address = parseaddr(value)[1] if value else ""
    if value and not (address.count("@") == 1 and all(address.split("@")) and value.isprintable()):
        raise ValidationError(_("Write an address such as noreply@maskinrum.example."))


def _split(value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises when the port is no number
    except ValueError as error:
        raise ValidationError(_("This is not an address.")) from error
    return parts


def _are_host_names(value: str) -> None:
    if any(set(name) & set("/ @?#") for name in _names(value)):
        raise ValidationError(_("Write names with commas between, such as maskinrum.example,localhost."))


def _names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


def _names_of(address: str) -> list[str]:
    """The host of the site, and on this machine every name it has here; elsewhere nobody may ask by another name."""
    host = urlsplit(address).hostname or ""
    name = f"[{host}]" if ":" in host else host
    return [*LOOPBACK] if name in LOOPBACK else [name]


def _stored_secret(folder: Path) -> str:
    """The key kept in the data folder, made on the first run; where there is no folder, a key for this process only."""
    file = folder / "secret_key"
    if not folder.is_dir():
        return secrets.token_urlsafe(48)
    try:
        return _kept_secret(file)
    except OSError as error:
        text = _("The key cannot be kept in the data folder ({reason}). Correct its rights or set MASKINRUM_DATA.")
        raise ConfigurationError(text.format(reason=error)) from error


def _kept_secret(file: Path) -> str:
    if not file.exists():
        # Linked into place whole, so that a process started at the same time never reads half a key.
        with tempfile.NamedTemporaryFile("w", dir=file.parent, encoding="ascii") as new:
            new.write(secrets.token_urlsafe(48))
            new.flush()
            with suppress(FileExistsError):
                os.link(new.name, file)
    return file.read_text(encoding="ascii").strip()


def _database(address: str) -> dict[str, Any]:
    parsed: dict[str, Any] = {**dj_database_url.parse(address, conn_max_age=600)}
    if parsed["ENGINE"].endswith("sqlite3"):
        parsed["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
                "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=2000"
            ),
        }
    return parsed


def _email(address: str) -> dict[str, Any]:
    if not address:
        return {}
    parts = urlsplit(address)
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "submission",
    }
