"""Databases that have all tables, made by whichever test process needs one first, for the others to copy.

A process that makes them takes three seconds, to copy them almost none.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection
from psycopg import sql

from tests.postgres import FOLDER
from tests.processes import run

TEMPLATE = "with_all_tables"
# As Django calls the database of the tests.
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"


def can_be_copied() -> bool:
    """Whether several processes share a run, and the database is one that ends with it."""
    return "PYTEST_XDIST_WORKER" in os.environ and (
        connection.vendor == "sqlite" or FOLDER in os.environ.get("DATABASE_URL", "")
    )


def migrated_file(folder: Path) -> None:
    """Make a data folder with a database file."""
    answer = run(folder, "migrate", "--verbosity", "0")
    assert answer.returncode == 0, answer.stderr


def migrated_template(folder: Path) -> None:
    """Make a database on the server of the tests that others can be made like."""
    address = urlsplit(os.environ["DATABASE_URL"])
    with closing(psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    url = urlunsplit(address._replace(path=f"/{TEMPLATE}"))
    answer = run(folder, "migrate", "--verbosity", "0", DATABASE_URL=url)
    assert answer.returncode == 0, answer.stderr


def copied_into_memory(data: Path) -> sqlite3.Connection:
    """Fill the database of the tests from a file. It stays as long as the connection is open."""
    memory = sqlite3.connect(IN_MEMORY, uri=True, check_same_thread=False)
    with closing(sqlite3.connect(data / "maskinrum.sqlite3")) as file:
        file.backup(memory)
    return memory
