from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "maskinrum.evaluation"
    label = "evaluation"
