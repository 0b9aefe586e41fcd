from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "maskinrum.config"
    label = "config"

    def ready(self) -> None:
        """Let the pages that ship be found."""
        from maskinrum.config import indexing  # noqa: PLC0415 - models are not there before this

        indexing.offer_everything()
