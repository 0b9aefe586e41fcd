from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "maskinrum.shared"
    label = "shared"
