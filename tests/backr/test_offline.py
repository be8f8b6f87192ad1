"""What a browser is told about the service as an app, and what it is given to keep."""

import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from backr.offline import app_shell
from backr.stylesheet import stylesheet_text

HASHED = re.compile(r"^/static/[a-z]+/[\w-]+\.[0-9a-f]{12}\.(css|js|woff2|png|svg)$")


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    app_shell.cache_clear()
    yield
    app_shell.cache_clear()


def what_is_kept(client: Client, language: str = "en-gb") -> tuple[str, list[str], str]:
    """Version, files and offline page, as the worker's first lines say to a browser that asks for `language`."""
    lines = client.get("/sw.js", headers={"accept-language": language}).content.decode().splitlines()[:3]
    version, files, offline = (json.loads(line.split(" = ", 1)[1].rstrip(";")) for line in lines)
    return version, files, offline


def test_the_manifest_names_the_service_and_icons_of_the_sizes_it_says(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    manifest = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (manifest["name"], manifest["lang"], manifest["start_url"]) == ("Backr", "en-gb", "/")
    pictures = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    assert {(icon["sizes"], icon["purpose"]) for icon in pictures} == {
        (f"{size}x{size}", purpose) for size in (192, 512) for purpose in ("any", "maskable")
    }
    for icon in pictures:
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert isinstance(path, str)
        width, height = struct.unpack(">II", Path(path).read_bytes()[16:24])
        assert f"{width}x{height}" == icon["sizes"]


def test_the_manifest_and_the_pages_have_the_colours_of_the_styles(client: Client) -> None:
    grounds, frames = (re.findall(rf"--{name}: (#\w+);", stylesheet_text()) for name in ("ground", "frame"))
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert (manifest["background_color"], manifest["theme_color"]) == (grounds[0], frames[0])
    assert re.findall(r'name="theme-color" content="(#\w+)"', client.get("/").content.decode()) == frames


def test_the_manifest_speaks_the_language_of_who_asks(client: Client) -> None:
    asked = client.get("/manifest.webmanifest", headers={"accept-language": "cy"})
    assert json.loads(asked.content)["lang"] == "cy"


def test_every_page_names_the_manifest_and_starts_the_worker(client: Client) -> None:
    page = client.get("/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert re.search(r'<script src="/static/js/offline\.js" defer', page)


def test_only_files_with_a_hash_in_their_name_and_one_page_are_kept(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    hashing = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashing}
    call_command("collectstatic", interactive=False, verbosity=0)
    _, files, offline = what_is_kept(client)
    assert [name for name in files if not HASHED.match(name)] == []
    assert all((tmp_path / name.removeprefix("/static/")).is_file() for name in files)
    assert offline == "/offline/"


def test_whatever_the_offline_page_shows_is_kept(client: Client) -> None:
    _, files, _ = what_is_kept(client)
    page = client.get("/offline/").content.decode()
    links = re.findall(r'<link rel="(?:stylesheet|icon)"[^>]* href="([^"]+)"|<link rel="icon" href="([^"]+)"', page)
    needed = {stylesheet or icon for stylesheet, icon in links} | set(re.findall(r'<script src="([^"]+)"', page))
    fonts = {f"/static/{name}" for name in re.findall(r"fonts/[\w-]+\.woff2", stylesheet_text())}
    assert needed
    assert needed | fonts <= set(files)


@pytest.mark.django_db
def test_the_offline_page_is_the_same_for_a_member_as_for_a_stranger(client: Client, as_alice: Client) -> None:
    as_alice.get("/today/")  # where her browser is noted, once
    mine, theirs = as_alice.get("/offline/"), client.get("/offline/")
    assert mine.content == theirs.content
    assert "You’re offline just now" in mine.content.decode()
    assert f'href="{reverse("help")}"' in mine.content.decode()
    assert not mine.cookies


@pytest.mark.parametrize("change", ["a file", "the page", "the language"])
def test_another_version_when_anything_kept_has_changed(
    client: Client, change: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = what_is_kept(client)[0]
    app_shell.cache_clear()
    assert what_is_kept(client)[0] == before
    app_shell.cache_clear()
    if change == "a file":
        changed = tmp_path / "changed"
        changed.write_text("one byte more or less")
        monkeypatch.setattr("backr.offline._static_file", lambda name: str(changed))
    elif change == "the page":
        settings.SERVICE_NAME = "Neighbours"
    assert what_is_kept(client, "cy" if change == "the language" else "en-gb")[0] != before


def test_the_worker_may_see_every_page_and_is_asked_for_anew_each_time(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer.headers["Cache-Control"]


def test_the_policy_lets_the_worker_be_ours_alone() -> None:
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["worker-src"] == ["'self'"]
