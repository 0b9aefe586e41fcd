from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "maskinrum.config"
    label = "config"
