"""What belongs to no feature: being offline, health, the demo's doors, pages for those who work on the service."""

from tests.scenes.scene import at, elsewhere, example

SCENES = {
    "offline": [at("offline", stranger=True)],
    "dev_mail": [at("dev_mail", stranger=True)],
    "gallery": [at("gallery")],
}
NO_PAGE_OF_ITS_OWN = {
    "manifest": "JSON for browsers",
    "service_worker": "a script",
    "healthz": "plain text for machines",
    "readyz": "JSON for machines",
    "demo_enter": "signs in and goes on",
    "dev_mail_message": "shown in its own test: it needs a message on disk",
}
EXAMPLES = {
    "dev_mail": example(elsewhere=elsewhere),
    "dev_mail_message": example(lambda town: "nothing.eml", elsewhere=elsewhere),
    "gallery": example(elsewhere=elsewhere),
    "demo_enter": example(lambda town: "made-up", elsewhere=elsewhere),
}
