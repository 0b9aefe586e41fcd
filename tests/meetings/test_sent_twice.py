"""What is sent twice from a meeting, because a button was pressed again on a bad network, is one."""

from collections.abc import Callable

import pytest
from django.db.models import Model

from maskinrum.knowledge.models import Experience
from maskinrum.meetings.actions import add_action, capture_experience, decide, end_meeting, open_round
from maskinrum.meetings.actions.outcomes import ActionFacts
from maskinrum.meetings.models import AgendaItem, Meeting, MeetingAction, MeetingDecision, Round
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.meetings.holding import DUE, begun

pytestmark = [pytest.mark.django_db]
Write = Callable[[Meeting, AgendaItem, Viewer, str], object]


def owned(row: Meeting, text: str) -> ActionFacts:
    return ActionFacts(text, row.participants.exclude(person=row.written_by).get().pk, DUE)


WRITTEN: dict[str, tuple[type[Model], Write]] = {
    "decision": (MeetingDecision, lambda row, item, viewer, text: decide(row, item, text=text, viewer=viewer, now=NOW)),
    "action": (
        MeetingAction,
        lambda row, item, viewer, text: add_action(row, item, owned(row, text), viewer=viewer, now=NOW),
    ),
    "experience": (
        Experience,
        lambda row, item, viewer, text: capture_experience(row, item, happened=text, viewer=viewer, now=NOW),
    ),
    "round": (
        Round,
        lambda row, item, viewer, text: open_round(
            row, item, question=text, options=["A", "B"], dots=3, viewer=viewer, now=NOW
        ),
    ),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_the_same_words_twice_stand_once_and_others_stand_beside_them(
    kind: str, member: Person, outsider: Person
) -> None:
    row, (model, write) = begun(member, outsider), WRITTEN[kind]
    first, second = row.items.all()
    for item, text in ((first, "Ring til driften"), (first, "Ring til driften"), (first, "Nu"), (second, "Nu")):
        write(row, item, viewer_of(member), text)
    assert model._default_manager.count() == 3


def test_whoever_owns_an_action_that_is_sent_twice_after_the_end_gets_one_letter(
    member: Person, outsider: Person
) -> None:
    row = begun(member, outsider)
    end_meeting(row, viewer=viewer_of(member), now=NOW)
    for _press in range(2):
        WRITTEN["action"][1](row, row.items.all()[0], viewer_of(member), "Ring til driften")
    assert OutboxMail.objects.filter(to=outsider.email, kind="meeting_after").count() == 1
