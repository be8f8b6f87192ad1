"""Where settings come from: the environment, and a folder of secrets made once."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

import environ

env = environ.Env()

PROJECT = Path(__file__).resolve().parent.parent.parent


def json_or_text(name: str) -> Any:
    """Return what the JSON in the variable `name` says; None if it is empty, the text itself if it is not JSON.

    So that a mistyped list is found by a check that says what is wrong, not by a service that does not start.
    """
    text = env.str(name, default="").strip()
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def old_secret_keys() -> list[str]:
    """Return the secret keys that were in use before, from `BACKR_OLD_SECRET_KEYS`, commas between them."""
    return [key for key in map(str.strip, env.list("BACKR_OLD_SECRET_KEYS", default=[])) if key]


def home_folder(default: str) -> Path:
    """Return the folder that holds all state, `BACKR_HOME`, made with mode 0700 if missing."""
    home = Path(env.str("BACKR_HOME", default=str(PROJECT / default))).absolute()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def secret_made_once(home: Path, name: str) -> str:
    """Return the secret `name` kept below `home`, making it (256 random bits, mode 0600) the first time.

    Two processes that start at once agree: the file is written aside and linked into place, and
    whoever comes second reads what the first one made.
    """
    folder = home / "secrets"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        aside = folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(aside, path)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_text().strip()
