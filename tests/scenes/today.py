"""The front pages."""

from tests.scenes import arrivals
from tests.scenes.scene import at

SCENES = {
    "home": [at("home", stranger=True)],
    "promises": [at("promises", stranger=True)],
    "today": [at("today"), at("today", note="sorted", after=arrivals.sorted_for_now)],
}
NO_PAGE_OF_ITS_OWN = {
    "sorted_for_now": "takes a post only",
    "looking_again": "takes a post only",
}
