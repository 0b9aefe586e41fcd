import os
import re
import signal
import socket
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote

import pytest

from maskinrum.config.serving import AddressTakenError, is_loopback, listen
from tests.processes import PATIENCE, Site, free_port, run, running_site, wait_for


@pytest.fixture
def site(prepared_folder: Path, tmp_path: Path) -> Iterator[Site]:
    """A site without a mail server, to do harm to."""
    with running_site(prepared_folder, tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def lasting_site(prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that is only looked at."""
    with running_site(prepared_folder, tmp_path_factory.mktemp("lasting")) as running:
        yield running


@pytest.mark.thorough
def test_a_question_for_the_length_only_is_no_trouble(site: Site) -> None:
    question = urllib.request.Request(f"http://127.0.0.1:{site.port}/", method="HEAD")
    with urllib.request.urlopen(question, timeout=10) as answer:
        assert (answer.status, answer.read(), int(answer.headers["Content-Length"]) > 1000) == (200, b"", True)
    site.process.send_signal(signal.SIGTERM)
    site.process.wait(PATIENCE)
    assert "WARNING" not in site.told.read_text()


def test_no_list_of_what_was_collected_is_served(lasting_site: Site) -> None:
    names = ["staticfiles.json", "collected", ".collected", "../collected", "../staticfiles.json"]
    assert [lasting_site.status(f"/static/{name}") for name in names] == [404] * len(names)


def test_as_much_as_the_box_takes_can_be_searched_for(lasting_site: Site) -> None:
    assert lasting_site.status(f"/soeg/?q={quote('ø' * 1_000)}") == 200


def test_an_error_is_logged_once_under_its_number(lasting_site: Site) -> None:
    with closing(sqlite3.connect(lasting_site.folder / "data" / "maskinrum.sqlite3")) as database:
        database.execute("DROP TABLE django_session")  # who sends no cookie does not miss it
    question = urllib.request.Request(f"http://127.0.0.1:{lasting_site.port}/afgoer/")
    question.add_header("Cookie", f"sessionid={32 * 'a'}")
    with pytest.raises(HTTPError, match="500"):
        urllib.request.urlopen(question, timeout=10)
    told = lasting_site.told.read_text()
    assert (len(re.findall("Error [0-9a-f]{8}: GET /afgoer/", told)), told.count("Internal Server Error")) == (1, 0)


def test_whatever_is_killed_is_started_again(site: Site) -> None:
    for name in ("web", "worker", "tick", "indexer"):
        os.kill(site.started(name)[0], signal.SIGKILL)
    for name in ("web", "worker", "tick", "indexer"):
        wait_for(lambda name=name: len(site.started(name)) == 2, f"{name} was not started again")  # type: ignore[misc]
        assert f"{name}: ended (SIGKILL)" in site.told.read_text()
    wait_for(lambda: site.status() == 200, "it does not answer")


@pytest.mark.skipif(not Path("/proc").exists(), reason="only Linux tells what a process was given, and has such heaps")
def test_the_threads_of_a_process_share_one_heap(lasting_site: Site) -> None:
    given = Path(f"/proc/{lasting_site.started('web')[0]}/environ").read_text().split("\0")
    assert "MALLOC_ARENA_MAX=1" in given


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.thorough)])
def test_a_stop_leaves_nothing_behind(site: Site, number: signal.Signals) -> None:
    site.process.send_signal(number)
    assert site.process.wait(PATIENCE) == 0
    assert "did not stop" not in site.told.read_text()
    for name in ("web", "worker", "tick", "indexer"):
        with pytest.raises(ProcessLookupError):
            os.killpg(site.started(name)[0], 0)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", site.port)) != 0


def test_without_a_mail_server_it_is_told_where_mails_are_read(lasting_site: Site) -> None:
    assert "The secretariat reads them at /en/sekretariat/udbakke/" in lasting_site.said.read_text()


def test_what_is_written_is_for_the_owner_only(lasting_site: Site) -> None:
    written = [lasting_site.folder / "data" / name for name in ("static", "secret_key", "maskinrum.sqlite3")]
    assert [path.stat().st_mode & 0o077 for path in written] == [0, 0, 0]


def test_slow_clients_keep_nobody_waiting(lasting_site: Site) -> None:
    with ExitStack() as slow:
        for _ in range(2):
            client = slow.enter_context(socket.create_connection(("127.0.0.1", lasting_site.port)))
            client.sendall(b"POST /afgoer/proev/ HTTP/1.1\r\nHost: localhost\r\n")
        assert lasting_site.status() == 200


def test_who_sends_too_much_sees_our_page_and_not_that_of_a_browser_whose_line_was_cut(lasting_site: Site) -> None:
    question = urllib.request.Request(f"http://127.0.0.1:{lasting_site.port}/afgoer/proev/", data=bytes(30_000_000))
    with pytest.raises(HTTPError, match="413") as refused:
        urllib.request.urlopen(question, timeout=30)
    assert "Du sendte 29 MB" in refused.value.read().decode()


def test_missing_tables_are_refused(tmp_path: Path) -> None:
    answer = run(tmp_path, "serve")
    assert answer.returncode == 1
    assert "Run again with --migrate" in answer.stderr


def test_an_unreachable_database_is_told(tmp_path: Path) -> None:
    answer = run(tmp_path, "serve", DATABASE_URL=f"postgres://nobody@127.0.0.1:{free_port()}/nothing")
    assert answer.returncode == 1
    assert "The database cannot be used" in answer.stderr


def test_a_misspelt_variable_is_mentioned(tmp_path: Path) -> None:
    assert "MASKINRUM_HOST is not a variable" in run(tmp_path, "serve", MASKINRUM_HOST="a.example").stderr


def test_a_taken_port_is_told_with_another_to_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AddressTakenError, match=rf"PORT={port + 1}"):
            listen("localhost", port)


def test_localhost_is_also_127_0_0_1() -> None:
    port = free_port()
    opened = listen("localhost", port)
    with socket.socket() as visitor:
        visitor.connect(("127.0.0.1", port))
    assert ("127.0.0.1", port) in {listening.getsockname()[:2] for listening in opened}
    for listening in opened:
        listening.close()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.3.2.1", "::1", "[::1]"])
def test_these_reach_this_machine_only(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "localhost.example", ""])
def test_these_may_be_reached_by_others(host: str) -> None:
    assert not is_loopback(host)
