from django.apps import AppConfig

from backr.plain_words import speak_plainly


class BackrConfig(AppConfig):
    name = "backr"

    def ready(self) -> None:
        speak_plainly()
