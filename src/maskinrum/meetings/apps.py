from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.periodic import periodic
from maskinrum.shared.privacy import Clock, start_clock


class MeetingsConfig(AppConfig):
    name = "maskinrum.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Join the log, the letters, the search, the calendar and what is done now and then."""
        self.begin_salons()
        self.join_development_meetings()

    def begin_salons(self) -> None:
        """Say what salons do, write, keep and offer."""
        from maskinrum.knowledge.queries.attachments import know_files  # noqa: PLC0415
        from maskinrum.meetings.actions import move_salons, remove_overdue_sign_ups  # noqa: PLC0415 - models come first
        from maskinrum.meetings.actions import salon_letters as letters  # noqa: PLC0415
        from maskinrum.meetings.indexing.salons import offer_salons  # noqa: PLC0415
        from maskinrum.meetings.models import SalonFile  # noqa: PLC0415
        from maskinrum.meetings.phrases import OWN_COLUMNS, SALON_TABLES, SALON_TYPES, SALON_VERBS  # noqa: PLC0415
        from maskinrum.meetings.queries.calendars import salon_events  # noqa: PLC0415
        from maskinrum.meetings.queries.news import offer_salon_news  # noqa: PLC0415
        from maskinrum.meetings.queries.salons import salons_by  # noqa: PLC0415
        from maskinrum.meetings.queries.sign_ups import overdue_sign_ups  # noqa: PLC0415
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.reports import name_columns  # noqa: PLC0415
        from maskinrum.shared.calendar import offer_events  # noqa: PLC0415
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415

        labels = {
            letters.CONFIRMED: _("Signed up for a salon"),
            letters.WAITS: _("On the waiting list of a salon"),
            letters.OFFERED: _("A seat is offered"),
            letters.LAPSED: _("An offered seat has gone on"),
            letters.SIGNED_OFF: _("Signed off from a salon"),
            letters.MOVED: _("A salon is moved"),
            letters.CALLED_OFF: _("A salon is called off"),
            letters.REMINDER: _("A salon is near"),
            letters.THANKS: _("Thanks after a salon"),
        }
        for name, label in labels.items():
            declare_mail(name, label, is_mutable=False, template=f"meetings/letters/{name}.txt")
        name_tables(SALON_TABLES)
        name_columns(OWN_COLUMNS)
        name_in_log(verbs=SALON_VERBS, types=SALON_TYPES)
        on_merge("salons", _("Salons"), salons_by, move_salons)
        start_clock(Clock("meetings_signup", overdue_sign_ups, remove_overdue_sign_ups))
        offer_salons()
        offer_events("salons", salon_events)
        offer_salon_news()
        actions = "maskinrum.meetings.actions"
        know_files("salon files", lambda: SalonFile.objects.values_list("file", flat=True))
        periodic("salon_files", every=timedelta(hours=1), function=f"{actions}.clean_salon_files")
        periodic("salon_seats", every=timedelta(minutes=5), function=f"{actions}.settle_offers")
        periodic("salon_reminders", every=timedelta(hours=1), function=f"{actions}.remind")

    def join_development_meetings(self) -> None:
        """Let development meetings be seen, found, reminded of and forgotten."""
        from django.urls import reverse  # noqa: PLC0415 - models are not there before this

        from maskinrum.meetings.actions import forget_participants  # noqa: PLC0415
        from maskinrum.meetings.facts.offering import offer_topics  # noqa: PLC0415
        from maskinrum.meetings.indexing import offer_meetings  # noqa: PLC0415
        from maskinrum.meetings.models import Meeting  # noqa: PLC0415
        from maskinrum.meetings.phrases import TABLES, TYPES, VERBS  # noqa: PLC0415
        from maskinrum.meetings.queries import gap_topics, meetings_of_parties  # noqa: PLC0415
        from maskinrum.meetings.queries.meeting_events import meeting_events  # noqa: PLC0415
        from maskinrum.meetings.queries.news import offer_meeting_news  # noqa: PLC0415
        from maskinrum.meetings.queries.questions import question_topics  # noqa: PLC0415
        from maskinrum.meetings.queries.retention import past_participants  # noqa: PLC0415
        from maskinrum.meetings.reports.beside import render_meetings  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.queries import open_to_parties, show_sharing_at  # noqa: PLC0415
        from maskinrum.shared.beside import offer_beside  # noqa: PLC0415
        from maskinrum.shared.calendar import offer_events  # noqa: PLC0415

        open_to_parties(Meeting, meetings_of_parties)
        show_sharing_at(Meeting, lambda row: reverse("meetings:sharing", args=[row.key]))
        name_tables(TABLES)
        name_in_log(verbs=VERBS, types=TYPES)
        offer_topics("spoergsmaal", _("Open questions of the network"), question_topics)
        offer_topics("huller", _("Gaps in what is told"), gap_topics)
        offer_beside("meetings", render_meetings)
        offer_events("meetings", meeting_events)
        offer_meeting_news()
        offer_meetings()
        start_clock(Clock("meetings_participant", past_participants, forget_participants))
        periodic("remind_of_actions", every=timedelta(hours=6), function="maskinrum.meetings.actions.remind_of_actions")
        periodic("remind_to_end", every=timedelta(hours=1), function="maskinrum.meetings.actions.remind_to_end")
        self.say_what_meetings_write()
        self.say_what_of_meetings_merges()

    def say_what_meetings_write(self) -> None:
        """Declare the letters about development meetings."""
        from maskinrum.meetings.actions.letters import (  # noqa: PLC0415 - models are not there before this
            MEETING_ACTION,
            MEETING_AFTER,
            MEETING_CHANGED,
            MEETING_INVITED,
            MEETING_REMOVED,
            MEETING_STILL_RUNS,
        )
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415

        letters = {
            MEETING_INVITED: (_("Invitation to a development meeting"), False),
            MEETING_REMOVED: (_("Taken off the list of a development meeting"), False),
            MEETING_CHANGED: (_("A development meeting was moved or cancelled"), False),
            MEETING_STILL_RUNS: (_("when a development meeting that I lead has not been ended"), True),
            MEETING_AFTER: (_("when a development meeting has left me drafts and actions"), True),
            MEETING_ACTION: (_("when an action that I promised at a development meeting is due"), True),
        }
        for name, (label, is_mutable) in letters.items():
            declare_mail(name, label, is_mutable=is_mutable, template=f"meetings/letters/{name}.txt")

    def say_what_of_meetings_merges(self) -> None:
        """Say what of development meetings moves when an organisation is merged into another."""
        from maskinrum.meetings.actions import move_meetings, move_participants  # noqa: PLC0415 - models come first
        from maskinrum.meetings.models import Meeting, Participant  # noqa: PLC0415
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415

        called, came = _("Development meetings it called"), _("Participants of development meetings")
        on_merge("meetings", called, lambda one: Meeting.objects.filter(organisation=one), move_meetings)
        on_merge(
            "meeting_participants", came, lambda one: Participant.objects.filter(organisation=one), move_participants
        )
