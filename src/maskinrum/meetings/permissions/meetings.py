"""Who may do what with development meetings."""

from maskinrum.meetings.enums import MeetingRole
from maskinrum.meetings.models import Meeting, Participant
from maskinrum.organisations.permissions import OPERATOR, Viewer


def can_call_meeting(viewer: Viewer) -> bool:
    """Everybody who acts for an organisation may call others together."""
    return viewer.is_member


def can_keep_meeting(viewer: Viewer, meeting: Meeting) -> bool:
    """Everybody who acts for the organisation that called it plans it, invites to it and cancels it."""
    return viewer == OPERATOR or (viewer.is_member and viewer.organisation == meeting.organisation_id)


def can_run_meeting(viewer: Viewer, meeting: Meeting, own: Participant | None) -> bool:
    """Those who keep it, and who leads it or writes its minutes, move it on while it runs."""
    runs = own is not None and own.role in {MeetingRole.LEADS, MeetingRole.WRITES}
    return can_keep_meeting(viewer, meeting) or (runs and can_take_part(viewer, meeting, own))


def can_take_part(viewer: Viewer, meeting: Meeting, own: Participant | None) -> bool:
    """Who is invited and has not been taken off the list, and those who keep it."""
    is_invited = own is not None and own.person == viewer.person and own.removed_at is None
    return viewer.is_known and (is_invited or can_keep_meeting(viewer, meeting))
