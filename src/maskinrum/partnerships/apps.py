from django.apps import AppConfig

from maskinrum.shared.privacy import NO_PERSONAL_DATA, declare_table


class PartnershipsConfig(AppConfig):
    name = "maskinrum.partnerships"
    label = "partnerships"

    def ready(self) -> None:
        """Open the rows of a partnership to its parties."""
        from maskinrum.organisations.queries import open_to_parties  # noqa: PLC0415 - models are not there before this
        from maskinrum.partnerships.models import Partnership  # noqa: PLC0415
        from maskinrum.partnerships.queries import partnerships_of  # noqa: PLC0415

        declare_table("partnerships_partnership_also_in", NO_PERSONAL_DATA)
        open_to_parties(Partnership, partnerships_of)
