"""The map of the people whom a member knows."""

from django.urls import reverse

from tests.scenes.contacts import friend
from tests.scenes.scene import Scene, at

SCENES = {
    "people_map": [
        at("people_map"),
        at("people_map", query="?ring=2&sector=unsaid", note="part"),
        at("people_map", query="?q=nobody-at-all", note="none"),
        Scene(lambda town: f"{reverse('people_map')}?person={friend(town)}", note="person"),
    ],
}
NO_PAGE_OF_ITS_OWN = {"people_map_move": "takes a post only"}
