"""The settings that come from outside, each documented, typed and loud when malformed.

Every variable is listed in ``docs/operations.md``; a test holds the two together.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import environs
import marshmallow


class ConfigurationError(Exception):
    """One or more environment variables cannot be used; the text names each and says what to write instead."""


@dataclass(frozen=True)
class Environment:
    """What the surroundings decide.

    ``data`` is the one folder everything written lives in; ``database`` and ``email`` are Django settings mappings;
    ``base_url`` is how browsers reach the site, without a trailing slash.
    """

    data: Path
    secret_key: str
    database: dict[str, Any]
    email: dict[str, Any]
    base_url: str
    hosts: list[str]
    workers: int
    debug: bool


def read_environment(variables: "environs.Env | None" = None) -> Environment:
    """Read and check every variable. Raises ConfigurationError naming all that are malformed at once."""
    env = variables or environs.Env(eager=False)
    data = env.path("MASKINRUM_DATA", Path.cwd() / ".data")
    base_url = env.str("MASKINRUM_BASE_URL", "http://localhost:8000", validate=_is_http_address)
    email = env.str("MASKINRUM_EMAIL_URL", "", validate=_is_mail_address)
    database = env.str("DATABASE_URL", "", validate=_is_database_address)
    workers = env.int("MASKINRUM_WORKERS", 2, validate=marshmallow.validate.Range(1, 64))
    debug = env.bool("MASKINRUM_DEBUG", False)
    hosts = env.list("MASKINRUM_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
    secret_key = env.str("MASKINRUM_SECRET_KEY", "")
    try:
        env.seal()
    except environs.EnvValidationError as error:
        raise ConfigurationError(_explain(error)) from error
    data = data.expanduser().resolve()
    return Environment(
        data=data,
        secret_key=secret_key or _stored_secret(data),
        database=_database(database or f"sqlite:///{data / 'maskinrum.sqlite3'}"),
        email=_email(email, data),
        base_url=base_url.rstrip("/"),
        hosts=hosts,
        workers=workers,
        debug=debug,
    )


def _explain(error: environs.EnvValidationError) -> str:
    lines = [f"{name}: {' '.join(messages)}" for name, messages in sorted(error.error_messages.items())]
    return "These environment variables cannot be used:\n  " + "\n  ".join(lines)


def _is_http_address(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise marshmallow.ValidationError("Write the address of the site without a path, for example https://maskinrum.example.")


def _is_database_address(value: str) -> None:
    if value and urlsplit(value).scheme not in {"sqlite", "postgres", "postgresql"}:
        raise marshmallow.ValidationError("Write postgres://user:password@host:5432/name or sqlite:////folder/file.")


def _is_mail_address(value: str) -> None:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"smtp", "smtps", "submission"} or not parts.hostname):
        raise marshmallow.ValidationError("Write submission://user:password@host:587, smtps://… or smtp://….")


def _stored_secret(data: Path) -> str:
    file = data / "secret_key"
    data.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="ascii") as new:
            file.chmod(0o600)
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
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


def _email(address: str, data: Path) -> dict[str, Any]:
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(data / "outbox"),
        }
    parts = urlsplit(address)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "submission": 587}[parts.scheme],
        "EMAIL_HOST_USER": parts.username or "",
        "EMAIL_HOST_PASSWORD": parts.password or "",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "submission",
    }
