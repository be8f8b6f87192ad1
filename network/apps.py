from importlib import import_module

from django.apps import AppConfig

from network.platform.features import features


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self) -> None:
        for feature in features():
            for module in feature.startup:
                import_module(module)
