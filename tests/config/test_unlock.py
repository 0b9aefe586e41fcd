"""Whoever runs the site can let somebody in who has lost every second factor."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from maskinrum.organisations.models import Person
from tests.organisations.factors import add_app, letters

pytestmark = pytest.mark.django_db


def test_second_factors_are_reset_by_address(member: Person) -> None:
    add_app(member)
    call_command("unlock", "Mette@nord.example", stdout=StringIO())
    assert (Authenticator.objects.count(), [to for to, _ in letters()]) == (0, [member.email])


def test_nothing_is_reset_by_another_address(member: Person) -> None:
    add_app(member)
    with pytest.raises(CommandError, match=r"ukendt@nord\.example"):
        call_command("unlock", "ukendt@nord.example")
    assert Authenticator.objects.count() == 1
