from django.apps import AppConfig


class BackrConfig(AppConfig):
    name = "backr"
