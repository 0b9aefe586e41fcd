"""``maskinrum migrate``: the tables that an empty database gets at once are those that all migrations leave."""

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from tests.processes import run

AT_ONCE = "all its tables were made at once"
# What a server knows of a database, in words that do not tell in which order columns were added.
OF_POSTGRES = {
    "columns": """SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale,
        is_nullable, column_default, is_identity, identity_generation, collation_name
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "triggers": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "sequences": "SELECT sequencename, data_type::text, increment_by FROM pg_sequences WHERE schemaname = 'public'",
}
ROWS = {
    "migrations": "SELECT app, name FROM django_migrations",
    "content types": "SELECT app_label, model FROM django_content_type",
    "permissions": """SELECT app_label, model, codename, name FROM auth_permission
        JOIN django_content_type ON content_type_id = django_content_type.id""",
}
# PostgreSQL names what is unique from the start, Django what becomes so later.
UNIQUE_LATER = re.compile(r"_[0-9a-f]{8}_uniq\b")
Asked = Callable[[str], list[tuple[Any, ...]]]


def migrated(folder: Path, *, at_once: bool) -> Path:
    """A data folder whose database was made at once, or one migration after the other."""
    folder.mkdir()
    variables = {"DATABASE_URL": made_on_server(folder.name)} if connection.vendor == "postgresql" else {}
    for words in [[]] if at_once else [["contenttypes", "0001"], []]:
        answer = run(folder, "migrate", *words, LC_ALL="en", **variables)
        assert answer.returncode == 0, answer.stderr
        assert (AT_ONCE in answer.stdout) is at_once
    return folder


def address_on_server(name: str) -> str:
    """Where the database of that name is."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def made_on_server(name: str) -> str:
    """Make an empty database, and say where it is."""
    with closing(psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return address_on_server(name)


def told(folder: Path) -> dict[str, Any]:
    """Everything a migrated database says of itself, and how many rows each table has."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "data" / "maskinrum.sqlite3")) as file:
            return told_by(lambda question: file.execute(question).fetchall(), of_sqlite)
    with closing(psycopg.connect(address_on_server(folder.name))) as server:
        return told_by(lambda question: server.execute(question).fetchall(), of_postgres)


def told_by(ask: Asked, schema: Callable[[Asked], dict[str, Any]]) -> dict[str, Any]:
    """The schema in the words of one of the two databases, and the rows."""
    found = schema(ask)
    counts = {table: ask(f'SELECT COUNT(*) FROM "{table}"') for table in found["tables"]}  # noqa: S608
    return found | {"counts": counts} | {name: sorted(ask(question)) for name, question in ROWS.items()}


def of_sqlite(ask: Asked) -> dict[str, Any]:
    """Tables, indexes and triggers in the words they were made with; columns and bounds of a table in any order."""
    rows = ask("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    made = {row[:3]: sorted(re.split(r"[(,)]\s*", row[3] or "")) if row[0] == "table" else row[3] for row in rows}
    return {"made": made, "tables": sorted(name for kind, name, _of, _text in rows if kind == "table")}


def of_postgres(ask: Asked) -> dict[str, Any]:
    """What the server keeps of each kind; Django finds a column's uniqueness by the column, whatever it is called."""
    found: dict[str, Any] = {
        name: sorted(UNIQUE_LATER.sub("_key", str(row)) for row in ask(question))
        for name, question in OF_POSTGRES.items()
    }
    tables = ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return found | {"tables": sorted(name for (name,) in tables)}


@pytest.mark.thorough
@pytest.mark.django_db
def test_tables_made_at_once_are_those_that_all_migrations_leave(tmp_path: Path) -> None:
    at_once, in_steps = (told(migrated(tmp_path / name, at_once=name == "at_once")) for name in ("at_once", "in_steps"))
    assert len(at_once["tables"]) > 100
    assert at_once.keys() == in_steps.keys()
    for kind, of_steps in in_steps.items():
        assert at_once[kind] == of_steps, kind


@pytest.mark.either_database
def test_a_database_that_has_tables_is_left_to_django(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    with closing(sqlite3.connect(data / "maskinrum.sqlite3")) as file:
        file.execute("CREATE TABLE organisations_person (id)")
    answer = run(tmp_path, "migrate", LC_ALL="en")
    assert answer.returncode != 0
    assert AT_ONCE not in answer.stdout
    assert 'table "organisations_person" already exists' in answer.stderr


@pytest.mark.either_database
def test_whoever_asks_for_one_app_gets_no_more(tmp_path: Path) -> None:
    answer = run(tmp_path, "migrate", "contenttypes", LC_ALL="en")
    assert answer.returncode == 0, answer.stderr
    with closing(sqlite3.connect(tmp_path / "data" / "maskinrum.sqlite3")) as file:
        assert file.execute("SELECT app, name FROM django_migrations").fetchall() == [
            ("contenttypes", "0001_initial"),
            ("contenttypes", "0002_remove_content_type_name"),
        ]
