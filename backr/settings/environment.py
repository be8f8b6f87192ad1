"""Reads settings from environment variables, and secrets from files that are created once."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

import environ

env = environ.Env()

PROJECT = Path(__file__).resolve().parent.parent.parent


def json_or_text(name: str) -> Any:
    """Return the parsed JSON of the variable `name`; None if it is empty, its text if it is not valid JSON.

    A mistyped list is then reported by a check, with what is wrong, and does not stop the service from starting.
    """
    text = env.str(name, default="").strip()
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def list_of_texts(name: str) -> list[str]:
    """Return the texts of the variable `name`, separated by commas, stripped and without empty ones."""
    return [text for text in map(str.strip, env.list(name, default=[])) if text]


def home_folder(default: str) -> Path:
    """Return the folder of all state, `BACKR_HOME`. Creates it with mode 0700 if it is missing."""
    home = Path(env.str("BACKR_HOME", default=str(PROJECT / default))).absolute()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def secret_made_once(home: Path, name: str) -> str:
    """Return the secret `name` stored below `home`. Creates it the first time: 256 random bits, mode 0600.

    Two processes that start at once get the same secret: each writes a temporary file and links it into place, and the
    second one reads the file of the first.
    """
    folder = home / "secrets"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        temporary = folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_text().strip()
