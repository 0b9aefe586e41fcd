from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "maskinrum.organisations"
    label = "organisations"
