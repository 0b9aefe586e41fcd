"""Addresses of style sheets and scripts: worked out once, and anew when the files were collected anew."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import override_settings

from maskinrum.shared.static_files import SteadyFiles


def collected(folder: Path, text: str, storage: SteadyFiles) -> None:
    """Collect one style sheet that says this."""
    path = folder / "own.css"
    path.write_text(text, encoding="ascii")
    list(storage.post_process({"own.css": (FileSystemStorage(location=folder), "own.css")}))


@pytest.fixture
def storage(tmp_path: Path) -> SteadyFiles:
    """A storage with one file."""
    made = SteadyFiles(location=tmp_path, base_url="/static/")
    collected(tmp_path, "a{}", made)
    return made


@override_settings(DEBUG=False)
def test_an_address_is_worked_out_once(storage: SteadyFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    address = storage.url("own.css")
    monkeypatch.setattr(SteadyFiles, "stored_name", None)
    assert storage.url("own.css") == address
    assert address.startswith("/static/own.")


@override_settings(DEBUG=False)
def test_files_collected_anew_get_new_addresses(storage: SteadyFiles, tmp_path: Path) -> None:
    before = storage.url("own.css")
    collected(tmp_path, "b{}", storage)
    assert storage.url("own.css") != before


@override_settings(DEBUG=False)
def test_what_was_not_collected_has_no_address(storage: SteadyFiles) -> None:
    for _twice in range(2):
        with pytest.raises(ValueError, match=r"other\.css"):
            storage.url("other.css")
