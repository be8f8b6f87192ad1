"""An import contract whose layers are the setting FEATURES, so that a new feature needs no line in pyproject.toml."""

from typing import Any

from importlinter.contracts.layers import LayersContract

from backr.settings.features import FEATURES


class FeaturesContract(LayersContract):
    """The layers within network: a feature imports only from those above its own line in FEATURES, and the models."""

    type_name = "features"

    def __init__(self, name: str, session_options: dict[str, Any], contract_options: dict[str, Any]) -> None:
        layers = ["network.management", *reversed(FEATURES), "network.models"]
        super().__init__(name, session_options, {**contract_options, "layers": layers})
