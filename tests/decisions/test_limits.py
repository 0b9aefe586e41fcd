"""Who calculates too often, or when too many do, is told so, and loses nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django.fixtures import Settings

from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.limits import turn
from tests.decisions.making import TAGET, opened, posted

pytestmark = pytest.mark.django_db


CALCULATED = ("trial", "trial_break_even", "trial_findings")


@pytest.mark.parametrize("name", CALCULATED)
@override_settings(ANSWERS_PER_MINUTE=0)
def test_one_too_many_comes_back_with_every_row(name: str, client: Client) -> None:
    answer = client.post(reverse(f"decisions:{name}"), posted(act="use"))
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "Vent et minut" in page
    assert all(f'value="{typed}"' in page for typed in ("Taget", "Facaden", "Kælderen"))


@override_settings(ANSWERS_PER_MINUTE=2)
def test_whoever_is_given_an_answer_is_given_the_parts_that_it_loads(client: Client) -> None:
    def ask() -> list[int]:
        return [client.post(reverse(f"decisions:{name}"), posted(act="use")).status_code for name in CALCULATED]

    assert (ask(), ask(), ask()) == ([200] * 3, [200] * 3, [429] * 3)


@override_settings(ANSWERS_PER_MINUTE=1)
def test_large_portfolio_counts_for_more(client: Client) -> None:
    rows = posted([replace(TAGET, name=f"Tag {number}") for number in range(101)], act="use")
    assert client.post(reverse("decisions:trial"), rows).status_code == 429


@pytest.fixture
def full(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Every place of the visitors is taken; those of the members are free."""
    settings.TURNS_FOLDER, settings.CALCULATIONS_AT_ONCE, settings.CALCULATION_PATIENCE = tmp_path, 1, 0
    settings.PARTS_AT_ONCE, settings.PART_PATIENCE = 1, 0
    with turn("visitors", places=1, patience=0), turn("visitors-parts", places=1, patience=0):
        yield


@pytest.mark.parametrize("name", ["trial", "trial_break_even", "trial_findings", "keep"])
def test_one_too_many_at_once_comes_back_with_every_row(name: str, full: None, client: Client) -> None:
    answer = client.post(reverse(f"decisions:{name}"), posted(act="use"))
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Prøv igen om lidt" in page
    assert all(f'value="{typed}"' in page for typed in ("Taget", "Facaden", "Kælderen"))


def test_a_file_that_is_not_read_for_want_of_room_loses_no_row(full: None, client: Client) -> None:
    file = SimpleUploadedFile("tag.csv", b"name;budget\nTag;5\n")
    page = client.post(reverse("decisions:trial"), posted(act="upload") | {"file": file}).content.decode()
    assert "Prøv igen om lidt" in page
    assert all(f'value="{typed}"' in page for typed in ("Taget", "Facaden", "Kælderen"))


@pytest.mark.parametrize("part", ["", "graense/", "resultat.xlsx"])
def test_visitors_keep_no_member_waiting(
    part: str,
    full: None,
    organisation: Organisation,
    member: Person,
    client_of: Callable[[Person], Client],
    now: datetime,
) -> None:
    file = opened(organisation, viewer_of(member), now)
    address = reverse("decisions:file", args=[file.pk])
    assert client_of(member).get(f"{address}{part}").status_code == 200
    with turn("members", places=1, patience=0), turn("members-parts", places=1, patience=0):
        answer = client_of(member).get(f"{address}{part}?shift=18")
    assert answer.status_code == 503
    assert f'href="{address}{part}?shift=18">Regn igen</a>' in answer.content.decode()


def test_what_loads_by_itself_keeps_no_answer_waiting(
    full: None, organisation: Organisation, member: Person, client_of: Callable[[Person], Client], now: datetime
) -> None:
    address = reverse("decisions:file", args=[opened(organisation, viewer_of(member), now).pk])
    with turn("members-parts", places=1, patience=0):
        codes = [client_of(member).get(f"{address}{part}").status_code for part in ("", "graense/", "hvad-driver/")]
    assert codes == [200, 503, 503]
