from network.platform.access import everybody
from network.platform.features import Feature, Urls

FEATURE = Feature(
    urls=(Urls("network.help.urls", prefix="help/"),),
    access={
        "help": everybody((200, 405), because="how to reach a human, for whoever is outside too"),
        "help_topic": everybody((200, 405), because="crisis numbers, lost addresses, who runs this"),
    },
    startup=("network.help.crisis",),
)
