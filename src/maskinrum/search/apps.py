from django.apps import AppConfig

from maskinrum.shared.privacy import Clock, start_clock


class SearchConfig(AppConfig):
    name = "maskinrum.search"
    label = "search"

    def ready(self) -> None:
        """Say when searches that found nothing have been kept long enough."""
        from maskinrum.search.actions import remove_unanswered  # noqa: PLC0415 - models are not there before this
        from maskinrum.search.queries import old_unanswered  # noqa: PLC0415

        start_clock(Clock("search_unansweredsearch", old_unanswered, remove_unanswered))
