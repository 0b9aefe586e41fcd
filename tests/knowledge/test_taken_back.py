"""An experience that was published and is a draft again: thrown away, or sent on and retired."""

import pytest

from maskinrum.knowledge.actions import (
    add_comment,
    discard_draft,
    pass_review,
    record_use,
    retire_experience,
    send_to_review,
    take_back,
)
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.models import Experience
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.knowledge.telling import changed, draft, fresh, published_one, sent, state_of
from tests.knowledge.test_recommendations import written


def draft_again(row: Experience, person: Person) -> Experience:
    changed(row, person, advice="Det trak vi tilbage.")
    return take_back(fresh(row), viewer=viewer_of(person), now=NOW)


def test_what_nobody_built_on_can_be_thrown_away(member: Person) -> None:
    row = draft_again(published_one(member), member)
    discard_draft(row, viewer=viewer_of(member), now=NOW)
    assert not Experience.objects.exists()


@pytest.mark.parametrize("built", ["use", "comment", "counter", "recommendation"])
def test_what_others_built_on_stays_and_is_retired_when_it_is_published(
    built: str, member: Person, manager: Person, outsider: Person, secretary: Person
) -> None:
    row = published_one(member)
    if built == "use":
        record_use(row, outcome=UseOutcome.WORKED, viewer=viewer_of(outsider), now=NOW)
    elif built == "comment":
        add_comment(row, text="Tydeligere.", viewer=viewer_of(outsider), now=NOW)
    elif built == "counter":
        Experience.objects.filter(pk=draft(outsider, title="Hos os gik det anderledes").pk).update(counter_to=row)
    else:
        written(secretary, support=(row.key,))
    draft_again(row, member)
    with pytest.raises(DomainError, match="brugt den eller bygget på den"):
        discard_draft(fresh(row), viewer=viewer_of(member), now=NOW)
    send_to_review(fresh(row), viewer=viewer_of(member), now=NOW)
    pass_review(fresh(row), named=[], viewer=OPERATOR, now=NOW)
    retire_experience(fresh(row), reason="Det holder ikke.", viewer=viewer_of(manager), now=NOW)
    assert state_of(row) == "retired"


def test_what_waits_to_be_read_is_taken_back_first(member: Person) -> None:
    with pytest.raises(DomainError, match="Tag den tilbage først"):
        discard_draft(sent(member), viewer=viewer_of(member), now=NOW)
