"""Salons and who signed up for them; the addresses of calendars."""

from maskinrum.meetings.models.calendar_links import CalendarLink
from maskinrum.meetings.models.salons import Salon
from maskinrum.meetings.models.sign_ups import SalonFeedback, SignUp

__all__ = ["CalendarLink", "Salon", "SalonFeedback", "SignUp"]
