"""Files beside a salon: cleaned as everywhere, fetched by whoever sees it, kept by its planners alone."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import tidy_files
from maskinrum.knowledge.queries.attachments import folder
from maskinrum.meetings.actions import (
    attach_to_salon,
    clean_salon_files,
    erase_from_salons,
    plan_salon,
    remove_salon_file,
    tell_afterwards,
)
from maskinrum.meetings.actions.salon_files import MOST_FILES
from maskinrum.meetings.models import Salon, SalonFile
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.search.indexing import Question, ask
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.knowledge.test_attachments import PDF
from tests.meetings.salon_making import FACTS, STARTS, joined, opened

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person | None], Client]


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def salon(secretary: Person) -> Salon:
    return opened(viewer_of(secretary))


@pytest.fixture
def file(salon: Salon, secretary: Person) -> SalonFile:
    return attach_to_salon(salon, name="slides.pdf", content=PDF, viewer=viewer_of(secretary), now=NOW)


def address(file: SalonFile) -> str:
    return reverse("salons:file", args=[file.salon.key, file.pk])


def test_a_visitor_sees_and_fetches_a_file_of_a_salon(salon: Salon, file: SalonFile, client: Client) -> None:
    assert "slides.pdf" in client.get(reverse("salons:salon", args=[salon.key])).content.decode()
    answer = client.get(address(file))
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment; ")


def test_a_file_of_a_draft_is_for_its_planners(secretary: Person, outsider: Person, client_of: ClientOf) -> None:
    draft = plan_salon(FACTS, viewer=viewer_of(secretary), now=NOW)
    kept = attach_to_salon(draft, name="slides.pdf", content=PDF, viewer=viewer_of(secretary), now=NOW)
    answers = [client_of(who).get(address(kept)).status_code for who in (None, outsider, secretary)]
    assert answers == [404, 404, 200]


def test_the_page_takes_a_file_and_takes_it_away(salon: Salon, secretary: Person, client_of: ClientOf) -> None:
    browser, page = client_of(secretary), reverse("salons:files", args=[salon.key])
    browser.post(page, {"file": SimpleUploadedFile("C:\\hos mig\\slides.PDF", PDF)})
    kept = salon.files.get()
    assert (kept.name, kept.uploaded_by) == ("slides.pdf", secretary.pk)
    browser.post(reverse("salons:remove_file", args=[salon.key, kept.pk]))
    assert salon.files.count() == 0


@pytest.mark.parametrize("content", [b"", b"MZ an executable", b"%PDF-1.4 half"])
def test_what_is_no_document_is_refused_in_words(
    content: bytes, salon: Salon, secretary: Person, client_of: ClientOf
) -> None:
    sent = {"file": SimpleUploadedFile("slides.pdf", content)}
    answer = client_of(secretary).post(reverse("salons:files", args=[salon.key]), sent)
    assert (answer.status_code, "error-summary" in answer.content.decode()) == (200, True)
    assert salon.files.count() == 0


def test_only_planners_keep_files(salon: Salon, file: SalonFile, outsider: Person) -> None:
    with pytest.raises(DomainError):
        attach_to_salon(salon, name="slides.pdf", content=PDF, viewer=viewer_of(outsider), now=NOW)
    with pytest.raises(DomainError):
        remove_salon_file(file, viewer=viewer_of(outsider), now=NOW)
    assert salon.files.count() == 1


def test_ten_files_are_enough(salon: Salon, file: SalonFile, secretary: Person) -> None:
    told = {"salon": salon, "name": "fil.pdf", "kind": "pdf", "size": 1, "uploaded_at": NOW}
    SalonFile.objects.bulk_create(SalonFile(file=str(number), **told) for number in range(1, MOST_FILES))
    with pytest.raises(DomainError, match="ti filer"):
        attach_to_salon(salon, name="slides.pdf", content=PDF, viewer=viewer_of(secretary), now=NOW)


def test_tidying_knows_the_files_of_salons(file: SalonFile, now: datetime) -> None:
    old = (now - timedelta(hours=2)).timestamp()
    os.utime(folder() / file.file, (old, old))
    assert tidy_files(now) == 0


def test_what_stands_in_a_file_is_found(follow: Callable[[], int], file: SalonFile, now: datetime) -> None:
    follow()
    found = ask(VISITOR, Question("kvadersten"), language="da", now=now).found
    assert [one.hit.title for one in found] == [FACTS.title]


def test_the_letter_of_thanks_holds_the_files(salon: Salon, file: SalonFile, secretary: Person) -> None:
    joined(salon, "Anna")
    tell_afterwards(salon, digest="Godt.", material="", viewer=viewer_of(secretary), now=STARTS)
    letter = OutboxMail.objects.get(kind="salon_thanks").text
    assert f"slides.pdf: {settings.ENVIRONMENT.base_url}{address(file)}\n" in letter


def test_a_file_stays_without_whoever_brought_it(file: SalonFile, secretary: Person, client: Client) -> None:
    erase_from_salons(secretary, viewer=viewer_of(secretary), now=NOW)
    file.refresh_from_db()
    assert (file.uploaded_by, file.name, client.get(address(file)).status_code) == (None, "", 200)


def test_a_stricter_cleaner_takes_a_file_again(file: SalonFile, client: Client) -> None:
    (folder() / file.file).write_bytes(PDF)
    SalonFile.objects.update(cleaned_by=0, digest="an older one")
    assert (clean_salon_files(NOW), clean_salon_files(NOW)) == (1, 0)
    again = SalonFile.objects.get()
    assert (again.file != file.file, (folder() / again.file).exists()) == (True, True)
    assert client.get(address(again)).status_code == 200


def test_what_the_cleaner_takes_no_more_is_put_aside(
    salon: Salon, file: SalonFile, secretary: Person, client_of: ClientOf
) -> None:
    (folder() / file.file).write_bytes(b"MZ")
    SalonFile.objects.update(cleaned_by=0)
    assert (clean_salon_files(NOW), clean_salon_files(NOW)) == (1, 0)
    assert client_of(None).get(address(file)).status_code == 404
    (mail,) = OutboxMail.objects.filter(kind="file_set_aside")
    assert (mail.to, reverse("salons:files", args=[salon.key]) in mail.text) == (secretary.email, True)
    assert "Lagt til side" in client_of(secretary).get(reverse("salons:files", args=[salon.key])).content.decode()


def test_a_file_that_is_gone_from_the_disk_is_not_there(file: SalonFile, client: Client) -> None:
    (folder() / file.file).unlink()
    assert client.get(address(file)).status_code == 404
    assert remove_salon_file(file, viewer=OPERATOR, now=NOW) is None
