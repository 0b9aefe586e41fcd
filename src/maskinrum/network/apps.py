from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "maskinrum.network"
    label = "network"
