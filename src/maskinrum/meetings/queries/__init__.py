"""Reads of meetings and salons, the viewer first. What a viewer may not see is never selected."""

from maskinrum.meetings.queries.gaps import Matrix, MatrixRow, gap_matrix, gap_topics
from maskinrum.meetings.queries.live import (
    Board,
    Changes,
    attended_meeting,
    board_of,
    changes_since,
    is_unchanged,
    pass_to,
)
from maskinrum.meetings.queries.meetings import (
    actions_of,
    carried_actions,
    coming_meetings,
    kept_meetings,
    meeting,
    meetings,
    meetings_of_parties,
    meetings_of_partnership,
    own_actions,
    own_participant,
    participant_of_token,
    past_meetings,
    people_names,
)
from maskinrum.meetings.queries.salons import salon_of, salons, takes_sign_ups, upcoming_and_earlier
from maskinrum.meetings.queries.sign_ups import Seats, own_sign_up, seats_of, sign_up_of_token

__all__ = [
    "Board",
    "Changes",
    "Matrix",
    "MatrixRow",
    "Seats",
    "actions_of",
    "attended_meeting",
    "board_of",
    "carried_actions",
    "changes_since",
    "coming_meetings",
    "gap_matrix",
    "gap_topics",
    "is_unchanged",
    "kept_meetings",
    "meeting",
    "meetings",
    "meetings_of_parties",
    "meetings_of_partnership",
    "own_actions",
    "own_participant",
    "own_sign_up",
    "participant_of_token",
    "pass_to",
    "past_meetings",
    "people_names",
    "salon_of",
    "salons",
    "seats_of",
    "sign_up_of_token",
    "takes_sign_ups",
    "upcoming_and_earlier",
]
