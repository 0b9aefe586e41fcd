from django.apps import AppConfig


class SteeringConfig(AppConfig):
    name = "maskinrum.steering"
    label = "steering"
