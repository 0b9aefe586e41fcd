from maskinrum.meetings.enums.meetings import Answer, GapKind, MeetingRole, MeetingState, TextStanding

__all__ = ["Answer", "GapKind", "MeetingRole", "MeetingState", "TextStanding"]
