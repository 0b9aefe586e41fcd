import hashlib
import os
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tools import bootstrap

ROOT = Path(__file__).parents[2]
SCRIPT = "#!/bin/sh\necho uv 7.8.9\n"


def wheel(folder: Path, content: str = SCRIPT) -> Path:
    """A wheel like uv's, with a program in it that only knows its version."""
    file = folder / "some" / "uv.whl"
    file.parent.mkdir()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"uv-{bootstrap.UV_VERSION}.data/scripts/uv", content)
    return file


@pytest.fixture
def wheel_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place to fetch wheels from that is a folder."""
    file = wheel(tmp_path)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    monkeypatch.setattr(bootstrap, "WHEEL_HOST", f"{tmp_path.as_uri()}/")
    monkeypatch.setitem(bootstrap.WHEELS, bootstrap.this_platform(), ("some", "uv.whl", sha256))
    return file


def test_a_fetched_wheel_gives_a_program_that_runs(
    wheel_host: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "OWN_UV", tmp_path / "own")
    bootstrap.unpack_wheel(bootstrap.fetch_wheel())
    assert bootstrap.uv_version(tmp_path / "own" / "bin" / "uv") == (7, 8, 9)


def test_a_wheel_with_another_hash_is_refused(wheel_host: Path) -> None:
    wheel_host.write_bytes(wheel_host.read_bytes() + b" ")
    with pytest.raises(bootstrap.SetupError, match="not the file that was expected"):
        bootstrap.fetch_wheel()


def test_a_wheel_host_that_cannot_be_reached_is_told(wheel_host: Path) -> None:
    wheel_host.unlink()
    with pytest.raises(bootstrap.SetupError, match="could not be reached"):
        bootstrap.fetch_wheel()


def test_a_platform_without_a_pinned_wheel_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(bootstrap.WHEELS, bootstrap.this_platform())
    with pytest.raises(bootstrap.SetupError, match="Install uv yourself"):
        bootstrap.fetch_wheel()


def test_every_pinned_wheel_is_of_the_pinned_version() -> None:
    names = [name for _folder, name, _sha256 in bootstrap.WHEELS.values()]
    assert all(name.startswith(f"uv-{bootstrap.UV_VERSION}-py3-none-") for name in names)
    assert len(set(names)) == 6


def test_the_wheels_work_where_they_are_pinned_for() -> None:
    for (system, machine, library), (_folder, name, _sha256) in bootstrap.WHEELS.items():
        tag = {"Darwin": "macosx", "Linux": "manylinux" if library == "glibc" else "musllinux"}[system]
        processor = "aarch64" if (system, machine) == ("Linux", "arm64") else machine
        assert tag in name
        assert name.endswith(f"{processor}.whl")


def test_a_shim_without_anything_behind_it_is_no_uv(tmp_path: Path) -> None:
    shim = tmp_path / "uv"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    assert bootstrap.uv_version(shim) == ()
    assert bootstrap.uv_version(tmp_path / "missing") == ()


def test_an_older_python_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; .* is 3\.9\."):
        runpy.run_path(str(ROOT / "tools" / "bootstrap.py"))


def test_what_is_set_up_depends_on_lock_file_and_kind() -> None:
    run, dev = bootstrap.wanted_setup(dev=False), bootstrap.wanted_setup(dev=True)
    assert run.split()[0] == dev.split()[0]
    assert (run.split()[1], dev.split()[1]) == ("run", "dev")


def test_make_alone_tells_the_commands() -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    answer = subprocess.run(["make", "-s"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    commands = [line.split()[1] for line in answer.stdout.splitlines() if line.startswith("make ")]
    assert commands == ["demo", "test", "install", "check", "messages", "screenshots"]
