"""Whatever a file is called, its name stays a name, and the file is never opened as a page."""

import pytest

from maskinrum.shared.downloads import TYPES, download, download_file, stream


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("bilag.pdf", 'attachment; filename="bilag.pdf"'),
        ("tørt øl.pdf", "attachment; filename*=utf-8''t%C3%B8rt%20%C3%B8l.pdf"),
        ('a"; filename="b.exe', r'attachment; filename="a\"; filename=\"b.exe"'),
        ("a\r\nSet-Cookie: x=y", 'attachment; filename="a Set-Cookie: x=y"'),
        ("../../etc/passwd", 'attachment; filename="-..-etc-passwd"'),
        ("..\\..\\start.exe", 'attachment; filename="-..-start.exe"'),
        ("fdp\u202eexe.pdf", 'attachment; filename="fdpexe.pdf"'),
        ("\x00\x1f", 'attachment; filename="file"'),
    ],
)
def test_a_name_stays_a_name(name: str, disposition: str) -> None:
    response = download_file(b"", name=name)
    assert response["Content-Disposition"] == disposition
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")


@pytest.mark.parametrize("kind", TYPES)
def test_what_we_make_is_a_download_and_kept_by_no_cache(kind: str) -> None:
    for response in (download(b"", name="register", kind=kind), stream([b""], name="register", kind=kind)):
        assert response["Content-Disposition"] == f'attachment; filename="register.{kind}"'
        assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
