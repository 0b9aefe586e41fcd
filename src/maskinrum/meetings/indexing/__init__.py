"""What can be found of meetings and salons."""

from maskinrum.meetings.indexing.meetings import offer_meetings

__all__ = [
    "offer_meetings",
]
