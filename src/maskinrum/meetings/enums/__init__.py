"""The closed lists of meetings and salons."""

from maskinrum.meetings.enums.meetings import Answer, GapKind, MeetingRole, MeetingState, TextStanding
from maskinrum.meetings.enums.salons import Presence, SalonState, SignUpState, Usefulness

__all__ = [
    "Answer",
    "GapKind",
    "MeetingRole",
    "MeetingState",
    "Presence",
    "SalonState",
    "SignUpState",
    "TextStanding",
    "Usefulness",
]
