"""Reads of salons, of who signed up, and of calendars."""

from maskinrum.meetings.queries.salons import salon_of, salons, takes_sign_ups, upcoming_and_earlier
from maskinrum.meetings.queries.sign_ups import Seats, own_sign_up, seats_of, sign_up_of_token

__all__ = [
    "Seats",
    "own_sign_up",
    "salon_of",
    "salons",
    "seats_of",
    "sign_up_of_token",
    "takes_sign_ups",
    "upcoming_and_earlier",
]
