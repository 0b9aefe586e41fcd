import sqlite3
from contextlib import closing
from pathlib import Path

from tests.processes import run


def test_without_arguments_our_commands_are_shown(tmp_path: Path) -> None:
    answer = run(tmp_path)
    assert answer.returncode == 0
    names = [line.split()[0] for line in answer.stdout.splitlines() if line.startswith("  ")]
    answers, running, measuring = ["decide", "deadlines"], ["worker", "tick", "indexer"], ["search-eval"]
    assert names == ["serve", "demo", *answers, *running, "reindex", "outbox", "erase", "unlock", *measuring, "doctor"]
    assert list(tmp_path.iterdir()) == []


def test_the_help_is_danish_where_the_terminal_is(tmp_path: Path) -> None:
    assert "Brug: maskinrum KOMMANDO" in run(tmp_path, "--help", LC_ALL="da_DK.UTF-8").stdout


def test_a_malformed_environment_stops_every_command_with_78(tmp_path: Path) -> None:
    answer = run(tmp_path, "serve", PORT="eight")
    assert (answer.returncode, answer.stdout) == (78, "")
    assert answer.stderr.splitlines()[1] == "  PORT: Write a whole number from 1 to 65535."


def test_an_unusable_data_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = run(tmp_path, "migrate", MASKINRUM_DATA=str(tmp_path / "file" / "data"))
    assert answer.returncode == 78
    assert "MASKINRUM_DATA" in answer.stderr


def test_the_data_folder_is_closed_to_others(tmp_path: Path) -> None:
    run(tmp_path, "check")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_refusal_is_told_in_the_words_of_the_terminal_alone(tmp_path: Path) -> None:
    (tmp_path / "tom.csv").touch()
    answer = run(tmp_path, "decide", "tom.csv", LC_ALL="da_DK.UTF-8")
    assert (answer.returncode, answer.stderr) == (3, "tom.csv: Filen er tom. Vælg filen med tabellen.\n")


def database_of_another_version(folder: Path, *, is_demo: bool) -> Path:
    """A data folder with a table of people that ours cannot be made beside."""
    (folder / "data").mkdir(mode=0o700)
    file = folder / "data" / "maskinrum.sqlite3"
    with closing(sqlite3.connect(file)) as made, made:
        made.execute("CREATE TABLE organisations_person (id TEXT, is_demo BOOL)")
        made.execute("INSERT INTO organisations_person VALUES ('1', ?)", [is_demo])
    return file


def test_a_demonstration_of_another_version_is_set_aside_and_made_anew(tmp_path: Path) -> None:
    file = database_of_another_version(tmp_path, is_demo=True)
    answer = run(tmp_path, "demo", "--load-only")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "maskinrum.sqlite3.1" in answer.stdout
    with closing(sqlite3.connect(file)) as now, closing(sqlite3.connect(f"{file}.1")) as then:
        people = "SELECT COUNT(*) FROM organisations_person"
        assert (now.execute(people).fetchone()[0] > 1, then.execute(people).fetchone()) == (True, (1,))


def test_a_database_of_another_version_with_somebody_real_is_left_alone(tmp_path: Path) -> None:
    file = database_of_another_version(tmp_path, is_demo=False)
    before = file.read_bytes()
    answer = run(tmp_path, "demo", "--load-only")
    assert (answer.returncode, "Traceback" in answer.stderr) == (1, False)
    assert sorted(one.name for one in file.parent.glob("*.sqlite3*")) == ["maskinrum.sqlite3"]
    with closing(sqlite3.connect(file)) as left:
        assert left.execute("SELECT * FROM organisations_person").fetchall() == [("1", 0)]
    assert len(before) == file.stat().st_size


def test_an_unknown_command_is_an_error(tmp_path: Path) -> None:
    answer = run(tmp_path, "surve")
    assert answer.returncode == 1
    assert "serve" in answer.stderr
