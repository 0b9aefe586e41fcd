"""What the verbs of salons are called in the log, and the tables in one's own data."""

from django.utils.translation import gettext_lazy as _

SALON_VERBS = {
    "plan_salon": _("planned a salon"),
    "change_salon": _("changed a salon"),
    "open_salon": _("opened a salon for sign-up"),
    "close_salon": _("closed the sign-up for a salon"),
    "call_off_salon": _("called a salon off"),
    "hold_salon": _("said that a salon was held"),
    "tell_afterwards": _("told what was said at a salon"),
    "sign_up": _("signed up for a salon"),
    "change_sign_up": _("changed a sign-up"),
    "accept_seat": _("took the seat that was offered"),
    "sign_off": _("signed off from a salon"),
    "correct_address": _("corrected the address of a sign-up"),
    "move_waiting_list": _("moved the waiting list of a salon on"),
    "tick_off": _("ticked off who came to a salon"),
    "check_in": _("ticked off one who came to a salon"),
    "give_feedback": _("said what they thought of a salon"),
    "attach_salon_file": _("kept a file beside a salon"),
    "remove_salon_file": _("took a file beside a salon away"),
    "make_calendar_link": _("made the address of a calendar"),
    "revoke_calendar_link": _("revoked the address of a calendar"),
}

SALON_TABLES = {
    "meetings_salon": _("Salons you have planned"),
    "meetings_salonfile": _("Files you have put beside salons"),
    "meetings_signup": _("Salons you have signed up for"),
    "meetings_calendarlink": _("The address of your calendar"),
}

SALON_TYPES = {
    "meetings.Salon": _("salon"),
    "meetings.SalonFile": _("file beside a salon"),
    "meetings.SignUp": _("sign-up"),
    "meetings.CalendarLink": _("address of a calendar"),
}
