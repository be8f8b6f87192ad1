from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.people.account_recovery import relock_authenticators


class Command(BaseCommand):
    help = (
        "Lock what the old key protects with the new one. Run it after changing BACKR_SECRET_KEY, while the old key "
        "is in BACKR_OLD_SECRET_KEYS. Safe to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done, stuck = relock_authenticators()
        self.stdout.write(f"Authenticator apps and spare codes locked with the new key: {done}.")
        if stuck:
            raise CommandError(
                f"{stuck} cannot be opened with any key in the settings. Add the key they were made with to "
                "BACKR_OLD_SECRET_KEYS, and run this again. They have not been changed."
            )
