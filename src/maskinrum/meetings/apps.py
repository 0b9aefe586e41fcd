from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.periodic import periodic


class MeetingsConfig(AppConfig):
    name = "maskinrum.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Join the log, the letters, the search, the calendar and what is done now and then."""
        self.begin_salons()

    def begin_salons(self) -> None:
        """Say what salons do, write, keep and offer."""
        from maskinrum.meetings.actions import move_salons, remove_overdue_sign_ups  # noqa: PLC0415 - models come first
        from maskinrum.meetings.actions import salon_letters as letters  # noqa: PLC0415
        from maskinrum.meetings.indexing.salons import offer_salons  # noqa: PLC0415
        from maskinrum.meetings.phrases import SALON_TABLES, SALON_TYPES, SALON_VERBS  # noqa: PLC0415
        from maskinrum.meetings.queries.calendars import salon_events  # noqa: PLC0415
        from maskinrum.meetings.queries.salons import salons_by  # noqa: PLC0415
        from maskinrum.meetings.queries.sign_ups import overdue_sign_ups  # noqa: PLC0415
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.shared.calendar import offer_events  # noqa: PLC0415
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415
        from maskinrum.shared.privacy import Clock, start_clock  # noqa: PLC0415

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
        name_in_log(verbs=SALON_VERBS, types=SALON_TYPES)
        on_merge("salons", _("Salons"), salons_by, move_salons)
        start_clock(Clock("meetings_signup", overdue_sign_ups, remove_overdue_sign_ups))
        offer_salons()
        offer_events("salons", salon_events)
        actions = "maskinrum.meetings.actions"
        periodic("salon_seats", every=timedelta(minutes=5), function=f"{actions}.settle_offers")
        periodic("salon_reminders", every=timedelta(hours=1), function=f"{actions}.remind")
