"""What the list of experiences can be narrowed by tells nobody what they may not see."""

from django.test import Client

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Person
from maskinrum.partnerships.models import Partnership
from tests.knowledge.telling import published_one

PAGE = "/erfaringer/"


def test_the_list_says_of_no_hidden_entry_what_comes_from_it(member: Person, partnership: Partnership) -> None:
    published_one(member, title="Åbent fortalt", visibility="open", partnership=str(partnership.pk))

    def found() -> bool:
        return "Åbent fortalt" in Client().get(PAGE, {"partnerskab": partnership.slug}).content.decode()

    assert found()
    Partnership.objects.update(visibility=Visibility.ORGANISATION)
    assert not found()
    assert "Åbent fortalt" in Client().get(PAGE).content.decode()
