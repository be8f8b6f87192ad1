"""The secret keys in force: what was made with any of them still opens; what is made anew is made with the first."""

from django.conf import settings


def keys_in_force() -> list[str]:
    """Return the secret key, and those that were in use before it as far as the operator still lets them count."""
    return [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
