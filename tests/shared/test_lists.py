"""Long lists are turned and counted as the database orders them."""

from collections import Counter

import pytest
from django.core.paginator import Paginator

from maskinrum.organisations.models import Organisation
from maskinrum.shared.lists import Long, value_counts, word_counts
from tests.conftest import asked_during

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def rows(db: None) -> None:
    """Seven organisations of two kinds."""
    Organisation.objects.bulk_create(
        Organisation(name=f"Nr. {place}", slug=f"nr-{place}", kind="fund" if place < 3 else "other")
        for place in range(7)
    )


@pytest.mark.usefixtures("rows")
def test_a_page_holds_the_rows_of_its_place_in_the_order_asked_for() -> None:
    pages = Paginator(Long(Organisation.objects.order_by("-name"), Organisation.objects.all()), 3)
    assert [[one.name for one in page] for page in pages] == [
        ["Nr. 6", "Nr. 5", "Nr. 4"],
        ["Nr. 3", "Nr. 2", "Nr. 1"],
        ["Nr. 0"],
    ]


@pytest.mark.usefixtures("rows")
def test_a_row_that_goes_meanwhile_is_left_out() -> None:
    long = Long(Organisation.objects.order_by("name"), Organisation.objects.exclude(name="Nr. 1"))
    assert (len(long), long[2].name, [one.name for one in long[:3]]) == (7, "Nr. 2", ["Nr. 0", "Nr. 2"])


@pytest.mark.usefixtures("rows")
def test_values_are_counted_in_one_question_and_as_narrowly_as_asked() -> None:
    some = Organisation.objects.exclude(name="Nr. 0").order_by("name")
    counts, asked = asked_during(lambda: value_counts(some, ["kind", "name"]))
    assert (counts["kind"], counts["name"]["Nr. 1"], len(asked)) == ({"fund": 2, "other": 4}, 1, 1)
    assert value_counts(Organisation.objects.none(), ["kind"]) == {"kind": {}}


def test_words_are_counted_by_the_rows_they_stand_in() -> None:
    assert word_counts(Counter({"A1 B2": 2, "B2": 3, "": 4})) == {"A1": 2, "B2": 5}
