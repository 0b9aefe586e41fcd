from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "maskinrum.planning"
    label = "planning"
