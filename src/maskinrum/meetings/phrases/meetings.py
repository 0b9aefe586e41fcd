"""The words of development meetings."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "call_meeting": _("called a development meeting"),
    "change_meeting": _("changed a development meeting"),
    "cancel_meeting": _("cancelled a development meeting"),
    "start_meeting": _("began a development meeting"),
    "take_up_item": _("took up an item of the agenda"),
    "end_meeting": _("ended a development meeting"),
    "add_agenda_item": _("put an item on the agenda"),
    "change_agenda_item": _("changed an item of the agenda"),
    "move_agenda_item": _("moved an item of the agenda"),
    "remove_agenda_item": _("took an item off the agenda"),
    "invite_to_meeting": _("invited to a development meeting"),
    "answer_invitation": _("answered an invitation to a development meeting"),
    "remove_participant": _("took somebody off the list of a meeting"),
    "change_meeting_role": _("changed what somebody does at a meeting"),
    "note_attendance": _("said who was at a meeting"),
    "write_note": _("wrote a note at a meeting"),
    "change_note": _("changed a note of a meeting"),
    "write_beside": _("wrote a text beside another in a note"),
    "settle_note": _("chose between texts of a note"),
    "open_round": _("opened a round of dots"),
    "give_dots": _("gave dots"),
    "close_round": _("closed a round of dots"),
    "decide": _("wrote a decision down"),
    "change_decision": _("changed a decision of a meeting"),
    "remove_decision": _("took a decision of a meeting out"),
    "add_meeting_action": _("wrote an action down"),
    "change_meeting_action": _("changed an action of a meeting"),
    "remove_meeting_action": _("took an action of a meeting out"),
    "tick_action": _("said whether an action is done"),
    "capture_experience": _("began an experience at a meeting"),
}

TABLES = {
    "meetings_meeting": _("Development meetings you have called"),
    "meetings_participant": _("Development meetings you are invited to"),
    "meetings_note": _("Notes you have written at meetings"),
    "meetings_noteversion": _("Versions of notes you have written"),
    "meetings_meetingdecision": _("Decisions you have written down"),
    "meetings_meetingaction": _("Actions you have written down"),
    "meetings_capturedexperience": _("Experiences you have begun at meetings"),
    "meetings_dotvote": _("Dots you have given in rounds that are open"),
}

TYPES = {
    "meetings.Meeting": _("development meeting"),
    "meetings.Participant": _("participant of a meeting"),
    "meetings.Note": _("note of a meeting"),
    "meetings.Round": _("round of dots"),
    "meetings.MeetingDecision": _("decision of a meeting"),
    "meetings.MeetingAction": _("action of a meeting"),
    "meetings.CapturedExperience": _("experience begun at a meeting"),
}
