"""Board paper and workbook opened by LibreOffice, which writes down what it has read. Without it, a skip in sight."""

import io
import math
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from maskinrum.decisions.analysis.exploring import explore
from maskinrum.decisions.models import Analysis
from maskinrum.decisions.reports.paper import model_workbook, paper_document
from maskinrum.decisions.reports.paper.stored import read_back
from maskinrum.shared.documents import write_word
from tests.decisions.making import THREE
from tests.decisions.test_paper import ADDRESS, analysed

TITLE = "Får Østergård & Æblehaven »ét« udbud?"
NAMES = ("Æblehaven <nr. 2>", "=1+1 på Ødegårdsvej", "Kælderen å la carte")
PATIENCE = 120  # seconds for the first start on a busy machine


@pytest.fixture(scope="module")
def office() -> str:
    """Where LibreOffice is; without it the test is skipped in sight."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("no LibreOffice on PATH; Debian has it as libreoffice-writer-nogui and libreoffice-calc-nogui")
    return found


@pytest.fixture(scope="module")
def stored() -> Analysis:
    """A version with Danish letters and marks in every name."""
    return analysed(*(replace(one, name=name) for one, name in zip(THREE, NAMES, strict=True)), title=TITLE)


def read_by(office: str, made: bytes, name: str, kind: str, folder: Path) -> Path:
    """The file that LibreOffice writes, in another kind, of what it has read."""
    (folder / name).write_bytes(made)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "read"), str(folder / name)]
    told = subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE, check=False)
    written = list((folder / "read").glob("*"))
    assert len(written) == 1, told.stdout + told.stderr
    return written[0]


def test_the_board_paper_is_read_as_it_was_written(office: str, stored: Analysis, tmp_path: Path) -> None:
    made = write_word(paper_document(stored, language="da", address=ADDRESS))
    read = read_by(office, made, "notat.docx", "txt:Text (encoded):UTF8", tmp_path).read_text(encoding="utf-8-sig")
    words = ("Spørgsmålet", "Svaret", "Det stærkeste argument imod", "Forslag til indstilling", "Hvad svaret hviler på")
    assert [one for one in (TITLE, *NAMES, *words, stored.input_hash) if one not in read] == []


def test_the_workbook_is_read_as_it_was_written(office: str, stored: Analysis, tmp_path: Path) -> None:
    found = explore(read_back(stored).case, stored.inputs, stored.result, lambda _done: None)
    made = model_workbook(stored, language="da", explored=found)
    read = read_by(office, made, "model.xlsx", "xlsx", tmp_path).read_bytes()
    before, after = (cells(openpyxl.load_workbook(io.BytesIO(one))) for one in (made, read))
    assert before.keys() == after.keys()
    assert [(place, one, after[place]) for place, one in before.items() if not is_same(one, after[place])] == []
    assert {*NAMES, TITLE, "Forudsætninger", "Sandsynlighed for at ligge på den anden side"} <= {*before.values()} | {
        sheet for sheet, _place in before
    }


def cells(book: openpyxl.Workbook) -> dict[tuple[str, str], object]:
    """Every cell that holds something, by sheet and place."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in {None, ""}
    }


def is_same(one: object, other: object) -> bool:
    """The same text or day, or the same figure but for the last of the digits that a workbook keeps."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    return one == other
