"""The index follows what changes an experience or a recommendation from outside: a day that passes, an entry closed."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from maskinrum.knowledge.actions import sink_overdue
from maskinrum.knowledge.models import Experience, Recommendation
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.models import Partnership
from maskinrum.search.indexing import Question, ask, kinds
from maskinrum.search.models import IndexChange
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.knowledge.test_recommendations import written
from tests.partnerships.entries import shown_to

Follow = Callable[[], int]


def test_an_overdue_recommendation_sinks_as_an_experience_does(secretary: Person, member: Person) -> None:
    row, told = written(secretary), published_one(member)
    now = timezone.now()
    Recommendation.objects.update(review_on=timezone.localdate(now))
    Experience.objects.update(review_on=timezone.localdate(now))
    IndexChange.objects.all().delete()
    assert sink_overdue(now) == 0
    assert sink_overdue(now + timedelta(days=1)) == 2
    noted = set(IndexChange.objects.values_list("kind", "item"))
    assert noted == {("recommendation", str(row.pk)), ("experience", str(told.pk))}


def test_the_kind_of_an_agreement_goes_from_what_was_told_of_it_when_it_is_closed(
    member: Person, partnership: Partnership, follow: Follow
) -> None:
    told = published_one(member, title="Kvistgaarden", visibility="open", partnership=str(partnership.pk))
    follow()

    def found() -> list[str]:
        asked = Question("Kvistgaarden", {"kind": ("experience",), "agreement": (partnership.type,)})
        return [one.hit.title for one in ask(VISITOR, asked, language="da", now=NOW).found]

    assert found() == ["Kvistgaarden"]
    for visibility, expected in ((Visibility.ORGANISATION, []), (Visibility.OPEN, ["Kvistgaarden"])):
        shown_to(partnership, visibility)
        follow()
        assert found() == expected
    [document] = kinds()["experience"].documents([str(told.pk)])
    assert document.facets["agreement"] == (partnership.type,)
