"""Help."""

from network.help.topics import TOPICS
from tests.scenes.scene import at, example

SCENES = {
    "help": [at("help", stranger=True)],
    "help_topic": [
        at("help_topic", lambda town, slug=topic.slug: slug, stranger=topic.slug != "lost-address", note=topic.slug)
        for topic in TOPICS
    ],
}
EXAMPLES = {"help_topic": example(lambda town: "lost-address")}
