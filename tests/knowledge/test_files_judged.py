"""A file beside an experience is read and said yes to, as its words are."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from maskinrum.knowledge.actions import (
    answer_for_partner,
    pass_review,
    remove_file,
    retire_experience,
    supersede_experience,
    take_back,
)
from maskinrum.knowledge.models import Attachment, Experience
from maskinrum.organisations.enums import Decision
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.knowledge.telling import draft, fresh, published_one, sent, state_of
from tests.knowledge.test_attachments import ClientOf, kept, photo


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def ended(member: Person, how: str) -> Experience:
    row = published_one(member)
    kept(row, OPERATOR, photo())
    if how == "retired":
        return retire_experience(row, reason="Loven er ændret.", viewer=OPERATOR, now=NOW)
    return supersede_experience(row, by=published_one(member, title="Ny"), viewer=OPERATOR, now=NOW)


@pytest.mark.parametrize("how", ["retired", "superseded"])
def test_a_file_brings_nothing_back_to_life(how: str, member: Person, client_of: ClientOf) -> None:
    row = ended(member, how)
    with pytest.raises(DomainError, match="ikke længere"):
        kept(fresh(row), member, photo())
    with pytest.raises(DomainError, match="ikke længere"):
        remove_file(Attachment.objects.get(), viewer=viewer_of(member), now=NOW)
    assert (state_of(row), Attachment.objects.count()) == (how, 1)
    browser = client_of(member)
    taken = reverse("knowledge:remove_file", args=[row.key, Attachment.objects.get().pk])
    assert browser.get(reverse("knowledge:files", args=[row.key])).status_code == 404
    assert browser.post(taken).status_code == 404


def test_a_file_added_while_it_was_read_is_read_first(member: Person, secretary: Person) -> None:
    row = sent(member)
    kept(row, member, photo())
    with pytest.raises(DomainError, match="efter at du åbnede den"):
        pass_review(row, named=[], expected_revision=row.revision, viewer=viewer_of(secretary), now=NOW)
    assert [one.is_shown for one in row.versions.all()] == [False, False]


def test_a_file_of_a_draft_that_nobody_has_read_is_no_revision(member: Person) -> None:
    row = draft(member)
    kept(row, member, photo())
    assert (fresh(row).revision, row.versions.count()) == (1, 0)


@pytest.mark.parametrize("removes", [False, True])
def test_a_yes_does_not_stand_beside_other_files(
    removes: bool, member: Person, other_organisation: Organisation
) -> None:
    row = published_one(member, named=[other_organisation])
    attachment = kept(row, OPERATOR, photo())
    answer_for_partner(row.named.get(), decision=Decision.DECLINED, note="Nej", viewer=OPERATOR, now=NOW)
    pass_review(row, named=[other_organisation], viewer=OPERATOR, now=NOW)
    row.named.update(decision=Decision.APPROVED)
    take_back(fresh(row), viewer=viewer_of(member), now=NOW)
    if removes:
        remove_file(attachment, viewer=viewer_of(member), now=NOW)
    else:
        kept(row, member, photo())
    assert row.named.get().decision == Decision.WAITING


def test_whoever_is_asked_about_a_new_file_is_written_to(
    member: Person, secretary: Person, other_manager: Person, other_organisation: Organisation
) -> None:
    row = published_one(member, named=[other_organisation])
    answer_for_partner(row.named.get(), decision=Decision.APPROVED, viewer=viewer_of(other_manager), now=NOW)
    kept(row, secretary, photo())
    asked = OutboxMail.objects.filter(kind="experience_named")
    assert (state_of(row), asked.count()) == ("approval", 2)


def test_taking_a_file_away_leaves_what_is_published(member: Person, other_organisation: Organisation) -> None:
    row = published_one(member)
    remove_file(kept(row, OPERATOR, photo()), viewer=viewer_of(member), now=NOW)
    assert state_of(row) == "published"
