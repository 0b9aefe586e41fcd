"""What the house tests look at: our Python files and templates, as they are committed."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "maskinrum"


def python_files() -> list[Path]:
    """Every Python file of the product but migrations."""
    return sorted(file for file in PACKAGE.rglob("*.py") if "migrations" not in file.parts)


def templates() -> list[Path]:
    """Every template of the product that becomes a page or a part of one."""
    return sorted(PACKAGE.rglob("templates/**/*.html"))


def name_of(file: Path) -> str:
    """A file as it is called in a message: its path in the repository."""
    return str(file.relative_to(ROOT))


@cache
def tree_of(file: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def repository_files() -> list[Path]:
    """Every text file of the repository, committed or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    binary = {".woff2", ".ttf", ".png", ".xlsx", ".mo", ".ico", ".jpg"}
    return [ROOT / name for name in names if Path(name).suffix not in binary and (ROOT / name).is_file()]
