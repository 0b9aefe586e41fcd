from pathlib import Path

from tests.processes import run


def test_without_arguments_our_commands_are_shown(tmp_path: Path) -> None:
    answer = run(tmp_path)
    assert answer.returncode == 0
    names = [line.split()[0] for line in answer.stdout.splitlines() if line.startswith("  ")]
    assert names == ["serve", "demo", "decide", "worker", "tick", "outbox", "erase", "unlock", "doctor"]
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


def test_an_unknown_command_is_an_error(tmp_path: Path) -> None:
    answer = run(tmp_path, "surve")
    assert answer.returncode == 1
    assert "serve" in answer.stderr
