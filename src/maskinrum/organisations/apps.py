from django.apps import AppConfig

from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData, declare_table

ERASER = "maskinrum.organisations.actions.erase_person"
TABLES_OF_OTHERS = {
    "account_emailaddress": PersonalData(
        fields=("user", "email"),
        purpose="Know that an address belongs to the person who signs in with it.",
        retention="Until the address is changed or the person is erased.",
        erased_by=ERASER,
    ),
    "account_emailconfirmation": PersonalData(
        fields=("email_address", "key"),
        purpose="Confirm an address by link. Not in use: addresses are confirmed by code.",
        retention="Until the address is changed or the person is erased.",
        erased_by=ERASER,
    ),
    "django_session": PersonalData(
        fields=("session_key", "session_data"),
        purpose="Keep a person signed in, and remember a sign-in that waits for its code.",
        retention="Valid for two weeks; removed when signing out, or by the command clearsessions.",
        erased_by=ERASER,
    ),
    "cache_entry": PersonalData(
        fields=("cache_key",),
        purpose="Count attempts by sender address and by a hash of the e-mail, so that nobody can try at length.",
        retention="Counts for five minutes at most; the row goes when it is next asked for or room is needed.",
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
        """Say what the tables of Django and allauth hold about people, and listen for confirmed addresses."""
        from allauth.account.signals import email_confirmed  # noqa: PLC0415 - models are not there before this

        from maskinrum.organisations.sign_in import settle_first_password  # noqa: PLC0415

        email_confirmed.connect(settle_first_password, dispatch_uid="settle_first_password")
        for table, data in TABLES_OF_OTHERS.items():
            declare_table(table, data)
