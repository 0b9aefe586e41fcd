from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "maskinrum.knowledge"
    label = "knowledge"
