from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "maskinrum.search"
    label = "search"
