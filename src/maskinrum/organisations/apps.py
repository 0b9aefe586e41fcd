from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import OptionalMail
from maskinrum.shared.periodic import periodic
from maskinrum.shared.privacy import NO_PERSONAL_DATA, Clock, PersonalData, declare_table, start_clock

LETTERS = {
    "invitation": _("Invitation"),
    "request": _("Request to act for an organisation"),
    "approved": _("Request approved"),
    "declined": _("Request declined"),
    "farewell": _("Farewell"),
    "new_browser": _("Log-in from a new browser"),
    "passkey_removed": _("Passkey removed"),
    "second_factors_reset": _("Ways to log in reset"),
}
FORGOTTEN = {"farewell"}  # it goes to somebody who is erased
ERASER = "maskinrum.organisations.actions.erase_person"
TABLES_OF_OTHERS = {
    "account_emailaddress": PersonalData(
        fields=("user", "email"),
        purpose=_("Know that an address belongs to the person who signs in with it."),
        retention=_("Until the address is changed or the person is erased."),
        erased_by=ERASER,
    ),
    "account_emailconfirmation": PersonalData(
        fields=("email_address", "key"),
        purpose=_("Confirm an address by link. Not in use: addresses are confirmed by code."),
        retention=_("Until the address is changed or the person is erased."),
        erased_by=ERASER,
    ),
    "django_session": PersonalData(
        fields=("session_key", "session_data"),
        purpose=_(
            "Keep a person signed in, remember a sign-in that waits for its code, and give back what somebody was "
            "writing when the sign-in ran out."
        ),
        retention=_(
            "Valid for two weeks; removed when signing out, or by the command clearsessions. What was being written "
            "goes as soon as the page is shown again."
        ),
        erased_by=ERASER,
    ),
    "usersessions_usersession": PersonalData(
        fields=("user", "ip", "session_key", "user_agent"),
        purpose=_("Show a person where they are signed in, so that they can end it."),
        retention=_("Until the session is ended or has run out, and an hour more at most."),
        erased_by=ERASER,
    ),
    "mfa_authenticator": PersonalData(
        fields=("user", "data", "last_used_at"),
        purpose=_("Let a person sign in with a passkey, an authenticator app or a recovery code."),
        retention=_("Until the person removes it or is erased."),
        erased_by=ERASER,
    ),
    "cache_entry": PersonalData(
        fields=("cache_key",),
        purpose=_("Count attempts by sender address and by a hash of the e-mail, so that nobody can try at length."),
        retention=_("Counts for a day at most; the row goes when it is next asked for or room is needed."),
        erased_by="",
    ),
    "auth_group": NO_PERSONAL_DATA,
    "auth_group_permissions": NO_PERSONAL_DATA,
    "auth_permission": NO_PERSONAL_DATA,
    "django_content_type": NO_PERSONAL_DATA,
    "django_migrations": NO_PERSONAL_DATA,
}


class OrganisationsConfig(AppConfig):
    name = "maskinrum.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Say what the tables of Django and allauth hold about people, and listen for who has signed in."""
        from allauth.account.signals import email_confirmed, user_logged_in  # noqa: PLC0415 - models come first
        from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset  # noqa: PLC0415

        from maskinrum.organisations import sign_in  # noqa: PLC0415

        email_confirmed.connect(sign_in.settle_first_password, dispatch_uid="settle_first_password")
        user_logged_in.connect(sign_in.settle_what_waits, dispatch_uid="settle_what_waits")
        for happened in (authenticator_added, authenticator_removed, authenticator_reset):
            happened.connect(sign_in.log_second_factor, dispatch_uid="log_second_factor")
        for table, data in TABLES_OF_OTHERS.items():
            declare_table(table, data)
        self.start_clocks()
        self.declare_letters()
        self.name_readers()
        remover = "maskinrum.organisations.actions.remove_overdue"
        periodic("remove_overdue", every=timedelta(hours=1), function=remover)

    def declare_letters(self) -> None:
        """Name the letters we write. Most answer something, or an account needs them: nobody can do without those."""
        from maskinrum.organisations.queries import still_asks  # noqa: PLC0415 - models come first
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415

        looks = {"invitation": still_asks}
        for name, label in LETTERS.items():
            mutable, forgotten, letter = (
                name in OptionalMail.values,
                name in FORGOTTEN,
                f"organisations/letters/{name}.txt",
            )
            look = looks.get(name)
            declare_mail(name, label, is_mutable=mutable, template=letter, is_forgotten=forgotten, is_still_right=look)

    def name_readers(self) -> None:
        """Say which of what can be found a viewer may find."""
        from maskinrum.organisations.queries import tokens_of  # noqa: PLC0415 - models come first
        from maskinrum.search.indexing import let_viewers_hold  # noqa: PLC0415

        let_viewers_hold(lambda viewer, now: tokens_of(viewer, now=now))

    def start_clocks(self) -> None:
        """Say when the time of our rows is over."""
        from maskinrum.organisations import queries  # noqa: PLC0415 - models come first
        from maskinrum.organisations.actions import remove_rows  # noqa: PLC0415

        start_clock(Clock("organisations_invitation", queries.settled_invitations, remove_rows))
        start_clock(Clock("organisations_joinrequest", queries.settled_requests, remove_rows))
        start_clock(Clock("organisations_grant", queries.closed_grants, remove_rows))
        start_clock(Clock("usersessions_usersession", queries.sessions_left_behind, remove_rows))
        start_clock(Clock("django_session", queries.closed_sessions, remove_rows))
