import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from maskinrum.config.environment import (
    VARIABLES,
    ConfigurationError,
    read_environment,
    terminal_language,
    unknown_variables,
)

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable is set but the data folder."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MASKINRUM_DATA", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "en_DK.UTF-8")


def test_every_variable_is_documented_and_no_other() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS.read_text(encoding="utf-8"), re.MULTILINE)
    assert tuple(rows) == VARIABLES


def test_without_variables_the_site_is_served_to_this_machine(tmp_path: Path) -> None:
    environment = read_environment()
    assert environment.base_url == "http://localhost:8000"
    assert environment.hosts == ["127.0.0.1", "[::1]", "localhost"]
    assert environment.database["NAME"] == str(tmp_path / "maskinrum.sqlite3")
    assert environment.email == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://user@host/name"),
        ("DATABASE_URL", "postgres://user@host"),
        ("DATABASE_URL", "postgres://user@host:port/name"),
        ("MASKINRUM_BASE_URL", "maskinrum.example"),
        ("MASKINRUM_BASE_URL", "https://maskinrum.example/site"),
        ("MASKINRUM_DATA", __file__),
        ("MASKINRUM_DEBUG", "maybe"),
        ("MASKINRUM_EMAIL_FROM", "maskinrum.example"),
        ("MASKINRUM_EMAIL_FROM", "post@nord.example\nBcc: all@nord.example"),
        ("MASKINRUM_EMAIL_URL", "http://mail.example"),
        ("MASKINRUM_EMAIL_URL", "smtp://"),
        ("MASKINRUM_HOSTS", "https://maskinrum.example"),
        ("MASKINRUM_WORKERS", "0"),
        ("MASKINRUM_WORKERS", "two"),
        ("PORT", "65536"),
        ("PORT", "-1"),
    ],
)
def test_a_malformed_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=rf"\n  {name}: "):
        read_environment()


def test_all_malformed_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eight")
    monkeypatch.setenv("MASKINRUM_DEBUG", "perhaps")
    with pytest.raises(ConfigurationError) as told:
        read_environment()
    assert str(told.value) == (
        "These environment variables cannot be used:\n"
        "  MASKINRUM_DEBUG: Write true or false.\n"
        "  PORT: Write a whole number from 1 to 65535."
    )


def test_the_port_is_part_of_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9123")
    assert read_environment().base_url == "http://localhost:9123"


def test_the_site_answers_to_its_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASKINRUM_BASE_URL", "https://maskinrum.example/")
    assert read_environment().base_url == "https://maskinrum.example"
    assert read_environment().hosts == ["maskinrum.example"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:9123", "http://localhost", "http://[::1]:8000"])
def test_on_this_machine_it_answers_to_every_name_it_has_here(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("MASKINRUM_BASE_URL", address)
    assert read_environment().hosts == ["127.0.0.1", "[::1]", "localhost"]


def test_mails_come_from_the_site_unless_another_sender_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASKINRUM_BASE_URL", "https://maskinrum.example:8443")
    assert read_environment().email_from == "noreply@maskinrum.example"
    monkeypatch.setenv("MASKINRUM_EMAIL_FROM", "Maskinrum <post@nord.example>")
    assert read_environment().email_from == "Maskinrum <post@nord.example>"


def test_hosts_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASKINRUM_HOSTS", "a.example, b.example,")
    assert read_environment().hosts == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("url", "port", "is_ssl", "is_tls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtps://mail.example", 465, True, False),
        ("submission://mail.example:2587", 2587, False, True),
    ],
)
def test_the_mail_scheme_decides_the_encryption(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int, is_ssl: bool, is_tls: bool
) -> None:
    monkeypatch.setenv("MASKINRUM_EMAIL_URL", url)
    email = read_environment().email
    assert (email["EMAIL_PORT"], email["EMAIL_USE_SSL"], email["EMAIL_USE_TLS"]) == (port, is_ssl, is_tls)


def test_a_password_in_a_mail_address_may_hold_any_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASKINRUM_EMAIL_URL", "submission://user%40a:p%2Fw@mail.example")
    email = read_environment().email
    assert (email["EMAIL_HOST_USER"], email["EMAIL_HOST_PASSWORD"]) == ("user@a", "p/w")


def test_the_secret_key_is_kept_for_the_owner_only(tmp_path: Path) -> None:
    first = read_environment().secret_key
    assert read_environment().secret_key == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_no_folder_is_made_by_reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MASKINRUM_DATA", str(tmp_path / "later"))
    assert len(read_environment().secret_key) == 64
    assert not (tmp_path / "later").exists()


def test_a_misspelt_variable_is_noticed_with_the_one_meant() -> None:
    variables = {"MASKINRUM_WORKER": "3", "MASKINRUM_BASE_URL": "http://a.example", "MASKINRUM_ZZZ": "", "PATH": "/bin"}
    assert unknown_variables(variables) == {"MASKINRUM_WORKER": "MASKINRUM_WORKERS", "MASKINRUM_ZZZ": ""}


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "da"),
        ({"LANG": "C.UTF-8"}, "da"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "da_DK.UTF-8"}, "da"),
    ],
)
def test_commands_speak_danish_unless_the_terminal_asks_for_english(variables: dict[str, str], language: str) -> None:
    assert terminal_language(variables) == language


def test_a_malformed_value_is_told_in_danish_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "da_DK.UTF-8")
    monkeypatch.setenv("MASKINRUM_DEBUG", "måske")
    with pytest.raises(ConfigurationError, match="MASKINRUM_DEBUG: Skriv true eller false"):
        read_environment()


def test_the_matrix_library_is_told_to_use_one_thread_before_it_is_loaded() -> None:
    """Read when it is loaded: said too late, nothing would happen."""
    asked = "import os, sys, maskinrum.config; print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    answer = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout == "1 False\n"
