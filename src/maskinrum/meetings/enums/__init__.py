"""The closed lists of meetings and salons."""

from maskinrum.meetings.enums.salons import Presence, SalonState, SignUpState, Usefulness

__all__ = ["Presence", "SalonState", "SignUpState", "Usefulness"]
