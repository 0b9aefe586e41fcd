"""Set this checkout up from nothing but Python 3.11 and the network.

``python3 tools/bootstrap.py`` makes ``.venv`` with exactly the packages of ``uv.lock``; ``--dev`` adds those that tests
and checks need. The work is done by uv: the one on PATH, else a pinned one installed by pip, else (where Python has
neither venv nor pip) the same wheel fetched with the standard library. Both of the latter are checked by hash.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is given first
    sys.exit(
        f"Maskinrum needs Python 3.11 or newer; {sys.executable} is {sys.version_info[0]}.{sys.version_info[1]}.\n"
        "Install a newer one (Debian/Ubuntu: apt install python3, macOS: brew install python) or name one:\n"
        "  make demo PYTHON=/path/to/python3"
    )

import argparse
import hashlib
import importlib.util
import io
import os
import platform
import shutil
import subprocess
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VIRTUAL_ENVIRONMENT = ROOT / ".venv"
OWN_UV = ROOT / ".uv"
STAMP = VIRTUAL_ENVIRONMENT / ".maskinrum-setup"

UV_VERSION = "0.13.9"
OLDEST_UV = (0, 5, 0)  # earlier ones do not know dependency groups
WHEEL_HOST = "https://files.pythonhosted.org/packages/"
# (system, machine, C library): (folder at the wheel host, file name, SHA-256)
WHEELS = {
    ("Linux", "x86_64", "glibc"): (
        "3d/aa/26d64642d808de4a652579ef950d7cd2d37f080a8babf9c67c6b75fc4c3f",
        "uv-0.13.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("Linux", "x86_64", "musl"): (
        "fe/fe/794884de0efd3ac77a427cab21aa72c0483e100c55a42cd5cbb02c141b84",
        "uv-0.13.9-py3-none-musllinux_1_1_x86_64.whl",
        "2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25",
    ),
    ("Linux", "arm64", "glibc"): (
        "fe/2f/51a5de367c602592c018a42a23d57fba5f2689fe6c3bf025dcf043b39c61",
        "uv-0.13.9-py3-none-manylinux_2_28_aarch64.whl",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",
    ),
    ("Linux", "arm64", "musl"): (
        "57/15/94b6cd62ac3ff6550288328e8035288875197cbc183f51554b266a69877b",
        "uv-0.13.9-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
    ("Darwin", "arm64", ""): (
        "a7/a8/a8d7b074798c7fb3b26b37584b8fe2e29df2ccdc24ce7902caab2a53edbf",
        "uv-0.13.9-py3-none-macosx_11_0_arm64.whl",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ),
    ("Darwin", "x86_64", ""): (
        "1e/db/08e9ef4879bd667e6d7b4705e594e5bd3e4585f10fc63cb16b9fa2fac63e",
        "uv-0.13.9-py3-none-macosx_10_12_x86_64.whl",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
    ),
}


class SetupError(Exception):
    """Setting up cannot go on; the text says why and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Bring ``.venv`` in line with ``uv.lock``. Returns 0, or 1 after telling what is wrong."""
    parser = argparse.ArgumentParser(description="Set up this checkout.")
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    dev: bool = parser.parse_args(arguments).dev or recorded_setup().endswith(" dev")
    try:
        if recorded_setup() != wanted_setup(dev=dev):
            synchronise(find_uv(), dev=dev)
            STAMP.write_text(wanted_setup(dev=dev), encoding="ascii")
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def recorded_setup() -> str:
    """What the last successful run set up, or an empty string."""
    return STAMP.read_text(encoding="ascii") if STAMP.is_file() else ""


def wanted_setup(*, dev: bool) -> str:
    """A line that changes whenever there is something to do: lock file, project, interpreter, place or kind."""
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes() + (ROOT / "pyproject.toml").read_bytes())
    digest.update(f"{ROOT} {sys.version_info[:2]}".encode())
    return f"{digest.hexdigest()} {'dev' if dev else 'run'}"


def synchronise(uv: Path, *, dev: bool) -> None:
    """Let uv make ``.venv``; no other interpreter than the running one is used or fetched."""
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    environment |= {"UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(VIRTUAL_ENVIRONMENT)}
    group = ["--group", "dev"] if dev else ["--no-dev"]
    command = [str(uv), "sync", "--frozen", "--python", sys.executable, *group]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise SetupError("The packages could not be installed; the lines above say why. Is the network reachable?")


def find_uv() -> Path:
    """Return a uv that works, fetching the pinned one when there is none."""
    on_path = shutil.which("uv")
    if on_path and uv_version(Path(on_path)) >= OLDEST_UV:
        return Path(on_path)
    own = OWN_UV / "bin" / "uv"
    if uv_version(own) != tuple(map(int, UV_VERSION.split("."))):
        shutil.rmtree(OWN_UV, ignore_errors=True)
        if not install_with_pip():
            unpack_wheel(fetch_wheel())
    return own


def uv_version(uv: Path) -> tuple[int, ...]:
    """The version of a uv as numbers; empty when it does not run (a shim without anything behind it, say)."""
    try:
        answer = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True).stdout
        return tuple(int(part) for part in answer.split()[1].split(".")[:3])
    except (OSError, subprocess.CalledProcessError, ValueError, IndexError):
        return ()


def install_with_pip() -> bool:
    """Install the pinned uv into ``.uv`` with pip; False where this Python has no pip to make a place with."""
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        return False
    made = subprocess.run([sys.executable, "-m", "venv", OWN_UV], capture_output=True, check=False)
    if made.returncode:
        shutil.rmtree(OWN_UV, ignore_errors=True)
        return False
    hashes = " ".join(f"--hash=sha256:{sha256}" for _, _, sha256 in WHEELS.values())
    requirements = OWN_UV / "requirements.txt"
    requirements.write_text(f"uv=={UV_VERSION} {hashes}\n", encoding="ascii")
    pip = [str(OWN_UV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
    command = [*pip, "--require-hashes", "-r", str(requirements)]
    return subprocess.run(command, check=False).returncode == 0


def fetch_wheel() -> bytes:
    """Download the pinned wheel of this platform. Raises SetupError when it cannot be had or is not the right one."""
    platform_name = this_platform()
    if platform_name not in WHEELS:
        raise SetupError(f"No uv is pinned for {' '.join(platform_name)}. Install uv yourself and run again.")
    folder, name, sha256 = WHEELS[platform_name]
    sys.stderr.write(f"Fetching {name}\n")
    try:
        with urllib.request.urlopen(f"{WHEEL_HOST}{folder}/{name}", timeout=60) as answer:
            content: bytes = answer.read()
    except (urllib.error.URLError, OSError) as error:
        raise SetupError(f"{WHEEL_HOST} could not be reached ({error}). Install uv yourself and run again.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SetupError(f"{name} is not the file that was expected; nothing was installed.")
    return content


def this_platform() -> tuple[str, str, str]:
    """System, machine and C library, as the wheels are named."""
    machine = {"aarch64": "arm64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    library = ("glibc" if platform.libc_ver()[0] == "glibc" else "musl") if platform.system() == "Linux" else ""
    return platform.system(), machine, library


def unpack_wheel(content: bytes) -> None:
    """Put the one program of the wheel where pip would have put it."""
    target = OWN_UV / "bin" / "uv"
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(content)) as wheel:
        target.write_bytes(wheel.read(f"uv-{UV_VERSION}.data/scripts/uv"))
    target.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
