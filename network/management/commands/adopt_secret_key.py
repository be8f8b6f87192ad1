from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.people.relock import relock_authenticators


class Command(BaseCommand):
    help = (
        "After BACKR_SECRET_KEY was changed, and while the old key is in BACKR_OLD_SECRET_KEYS: lock what is kept "
        "under the old key with the new one. May be run at any time, and again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done, stuck = relock_authenticators()
        self.stdout.write(f"Authenticator apps and spare codes locked with the new key: {done}.")
        if stuck:
            raise CommandError(
                f"{stuck} cannot be opened with any key that is named. Put the key that they were made with into "
                "BACKR_OLD_SECRET_KEYS and run this again. Nothing of theirs was changed."
            )
