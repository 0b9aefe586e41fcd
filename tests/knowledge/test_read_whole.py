"""Whoever reads an experience before others, or is named in it, sees all that is let through; and of no more."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import answer_for_partner, attach_file, start_draft
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries.choices import other_published
from maskinrum.organisations.enums import Decision
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Partnership
from tests.conftest import NOW
from tests.knowledge.telling import changed, draft, fresh, published_one, sent, state_of, told_facts
from tests.shared.making_documents import pdf_file

ClientOf = Callable[[Person | None], Client]
SOURCE = "https://kilde.example/rapport"


def page(client: Client, name: str, row: Experience) -> str:
    answer = client.get(reverse(f"knowledge:{name}", args=[row.key]))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("name", ["review", "approval"])
def test_files_source_and_partnership_stand_where_it_is_answered(
    name: str,
    member: Person,
    secretary: Person,
    other_manager: Person,
    other_organisation: Organisation,
    partnership: Partnership,
    client_of: ClientOf,
) -> None:
    given = {"partnership": str(partnership.pk), "source_url": SOURCE}
    row = sent(member, **given) if name == "review" else published_one(member, named=[other_organisation], **given)
    file = attach_file(row, name="Referat.pdf", content=pdf_file(), viewer=viewer_of(member), now=NOW)
    if name == "approval":
        Experience.objects.filter(pk=row.pk).update(state="approval")
    shown = page(client_of(secretary if name == "review" else other_manager), name, row)
    wanted = ("Referat.pdf", reverse("knowledge:file", args=[row.key, file.pk]), SOURCE, partnership.name)
    assert [words for words in wanted if words not in shown] == []


def test_what_it_speaks_against_is_named_to_those_alone_who_may_read_that(
    manager: Person, secretary: Person, partnership: Partnership, client_of: ClientOf
) -> None:
    inside = published_one(manager, title="Kun for parterne", visibility="partnership", partnership=str(partnership.pk))
    row = start_draft(told_facts(title="Modsat"), viewer=viewer_of(manager), now=NOW, counter_to=inside)
    Experience.objects.filter(pk=row.pk).update(state="in_review")
    assert inside.title in page(client_of(manager), "edit", row)
    assert [inside.title in page(client_of(secretary), name, row) for name in ("edit", "review")] == [False, False]


def test_an_old_no_is_not_shown_to_whoever_reads_it_again(
    member: Person,
    manager: Person,
    secretary: Person,
    other_manager: Person,
    other_organisation: Organisation,
    client_of: ClientOf,
) -> None:
    row = published_one(member, named=[other_organisation])
    said = {"viewer": viewer_of(other_manager), "now": NOW}
    answer_for_partner(row.named.get(), decision=Decision.DECLINED, note="Tag navnet ud.", **said)  # type: ignore[arg-type]
    assert "Tag navnet ud." in page(client_of(secretary), "review", row)
    form = {"outcome": "pass", "named": [str(other_organisation.pk)]}
    client_of(secretary).post(reverse("knowledge:review", args=[row.key]), form)
    answer_for_partner(row.named.get(), decision=Decision.APPROVED, **said)  # type: ignore[arg-type]
    assert (state_of(row), fresh(row).answer) == ("published", "")
    changed(row, manager, happened="Noget andet.")
    assert "sagde nej" not in page(client_of(secretary), "review", row)


def test_whoever_follows_the_letter_too_late_is_told_that_nothing_waits(
    member: Person,
    outsider: Person,
    other_manager: Person,
    other_organisation: Organisation,
    client_of: ClientOf,
) -> None:
    row = published_one(member, named=[other_organisation])
    address = reverse("knowledge:approval", args=[row.key])
    assert client_of(other_manager).get(address).status_code == 200
    said = {"viewer": viewer_of(other_manager), "now": NOW}
    answer_for_partner(row.named.get(), decision=Decision.APPROVED, **said)  # type: ignore[arg-type]
    late = client_of(other_manager).get(address, follow=True)
    assert "venter ikke længere på svar" in late.content.decode()
    assert [client_of(one).get(address).status_code for one in (outsider, member)] == [404, 404]
    assert client_of(other_manager).get(reverse("knowledge:approval", args=[draft(member).key])).status_code == 404


def test_whoever_fills_in_what_is_missing_is_led_back_to_answer(
    member: Person, secretary: Person, client_of: ClientOf
) -> None:
    row = sent(member)
    way = f'href="{reverse("knowledge:review", args=[row.key])}"'
    assert [way in page(client_of(one), "edit", row) for one in (secretary, member)] == [True, False]


def test_what_is_for_a_partnership_is_not_let_through_without_one(
    member: Person, secretary: Person, partnership: Partnership, client_of: ClientOf
) -> None:
    row = sent(member, visibility="partnership", partnership=str(partnership.pk))
    changed(row, member, partnership="")
    answer = client_of(secretary).post(reverse("knowledge:review", args=[row.key]), {"outcome": "pass"})
    assert "siger ikke hvilket partnerskab" in answer.content.decode()
    assert state_of(row) == "in_review"


def test_one_that_shares_a_theme_can_take_the_place_however_many_there_are(
    member: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maskinrum.knowledge.queries.choices.MOST_CHOICES", 1)
    row = published_one(member, themes=("F6",))
    published_one(member, title="A først i alfabetet", themes=("D2",))
    other = published_one(member, title="Ø sidst", themes=("F4", "F6"))
    assert other_published(viewer_of(member), row, now=NOW) == [(other.key, "Ø sidst")]
