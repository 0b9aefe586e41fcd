"""Development meetings and what is said at them; salons and who signed up; the addresses of calendars."""

from maskinrum.meetings.models.agenda import AgendaItem
from maskinrum.meetings.models.calendar_links import CalendarLink
from maskinrum.meetings.models.meetings import Meeting, Participant
from maskinrum.meetings.models.notes import CapturedExperience, MeetingAction, MeetingDecision, Note, NoteVersion
from maskinrum.meetings.models.rounds import DotVote, Round, RoundOption
from maskinrum.meetings.models.salon_files import SalonFile
from maskinrum.meetings.models.salons import Salon
from maskinrum.meetings.models.sign_ups import SalonFeedback, SignUp

__all__ = [
    "AgendaItem",
    "CalendarLink",
    "CapturedExperience",
    "DotVote",
    "Meeting",
    "MeetingAction",
    "MeetingDecision",
    "Note",
    "NoteVersion",
    "Participant",
    "Round",
    "RoundOption",
    "Salon",
    "SalonFeedback",
    "SalonFile",
    "SignUp",
]
