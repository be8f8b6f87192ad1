from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project_settings


@pytest.fixture(autouse=True)
def with_a_feature_of_its_own(settings: Any) -> None:
    settings.FEATURES = [*project_settings.FEATURES, "tests.network.platform.notices"]
    settings.TEMPLATES = [
        {**engine, "DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}
        for engine in project_settings.TEMPLATES
    ]
