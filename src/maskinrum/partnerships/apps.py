from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "maskinrum.partnerships"
    label = "partnerships"
