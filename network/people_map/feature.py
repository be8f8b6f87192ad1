from network.platform.access import members
from network.platform.features import Feature, Urls

FEATURE = Feature(
    urls=(Urls("network.people_map.urls", prefix="people/map/"),),
    access={"people_map": members((200, 405)), "people_map_move": members((405, "people_map"))},
)
