from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "maskinrum.meetings"
    label = "meetings"
