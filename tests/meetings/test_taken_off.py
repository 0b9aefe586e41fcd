"""Whoever is taken off the list of a meeting is told so, and the meeting leaves their calendar."""

import pytest

from maskinrum.meetings.actions import end_meeting, invite_to_meeting, remove_participant
from maskinrum.meetings.enums import Answer
from maskinrum.meetings.models import Meeting, Participant
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.enums import MailState
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.meetings.holding import begun, called, let_in
from tests.meetings.test_meeting_letters import ADDRESS, LATER, event_of, invited

KIND = "meeting_removed"


def taken_off(row: Meeting, participant: Participant, host: Person) -> list[str]:
    """Take somebody off the list, twice, and return who was written to."""
    for _time in range(2):
        remove_participant(row, participant.pk, viewer=viewer_of(host), now=LATER)
    return list(OutboxMail.objects.filter(kind=KIND).values_list("to", flat=True))


def test_with_an_account_or_without_one_gets_a_letter_with_an_event_that_is_struck_out(
    member: Person, outsider: Person
) -> None:
    row = called(member)
    (first,) = let_in(row, member, outsider)
    for participant, to in ((first, outsider.email), (invited(row, member), ADDRESS)):
        assert to in taken_off(row, participant, member)
        before, after = event_of("meeting_invited", to), event_of(KIND, to)
        assert (str(before["UID"]) == str(after["UID"]), str(after["STATUS"])) == (True, "CANCELLED")
        assert int(before["SEQUENCE"]) < int(after["SEQUENCE"])
        assert [name in after for name in ("CONFERENCE", "LOCATION")] == [False, False]
        letter = OutboxMail.objects.get(kind=KIND, to=to)
        assert (row.title in letter.subject, "Du står ikke længere på deltagerlisten" in letter.text) == (True, True)


def test_put_back_on_the_list_the_event_is_there_again(member: Person, outsider: Person) -> None:
    row = called(member)
    (participant,) = let_in(row, member, outsider)
    taken_off(row, participant, member)
    struck = event_of(KIND, outsider.email)
    invite_to_meeting(row, [outsider.email], viewer=viewer_of(member), now=LATER.replace(hour=LATER.hour + 1))
    again = event_of("meeting_invited", outsider.email)
    assert (str(again["STATUS"]), int(again["SEQUENCE"]) > int(struck["SEQUENCE"])) == ("CONFIRMED", True)


@pytest.mark.parametrize("why", ["said no", "letter came back", "left", "over"])
def test_nothing_is_written_to_whoever_does_not_expect_to_come(why: str, member: Person, outsider: Person) -> None:
    row = begun(member)
    (participant,) = let_in(row, member, outsider, answer=Answer.NOT_COMING if why == "said no" else Answer.COMING)
    if why == "letter came back":
        OutboxMail.objects.update(state=MailState.GIVEN_UP)
    elif why == "left":
        Membership.objects.filter(person=outsider).delete()
    elif why == "over":
        end_meeting(row, viewer=viewer_of(member), now=NOW)
    assert taken_off(row, participant, member) == []
