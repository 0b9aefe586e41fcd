from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "maskinrum.decisions"
    label = "decisions"
