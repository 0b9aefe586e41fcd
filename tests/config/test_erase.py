"""Whoever runs the site can forget a person who asks for it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from maskinrum.organisations.models import Person

pytestmark = pytest.mark.django_db


def test_a_person_is_erased_by_address(member: Person) -> None:
    call_command("erase", "Mette@nord.example", "--yes", stdout=StringIO())
    member.refresh_from_db()
    assert (member.email, member.name) == (f"{member.pk}@erased.invalid", "")


def test_nobody_is_erased_by_another_address(member: Person) -> None:
    with pytest.raises(CommandError, match=r"ukendt@nord\.example"):
        call_command("erase", "ukendt@nord.example", "--yes")
