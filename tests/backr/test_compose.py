"""docker-compose.yml and Dockerfile, read as written."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ONCE = {"prepare", "certificate"}
OURS = [name for name, service in SERVICES.items() if "build" in service]
DOCKERFILE = (PROJECT / "Dockerfile").read_text()
VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")
SECRET = re.compile(r"PASSWORD|SECRET|KEY")


def filled_in(text: str, values: dict[str, str]) -> str:
    """Put `values` where the file has ${NAME:?message} or ${NAME:-default}, as docker compose does."""

    def value(match: re.Match[str]) -> str:
        name, kind, rest = match.groups()
        if values.get(name):
            return values[name]
        if kind == "?":
            raise KeyError(f"{name} {rest}")
        return rest or ""

    return VARIABLE.sub(value, text).replace("$$", "$")


def all_variables() -> dict[str, str | None]:
    """Every ${…} of the file, with what follows its name."""
    return {name: kind for name, kind, _ in VARIABLE.findall((PROJECT / "docker-compose.yml").read_text())}


def test_it_has_every_part_of_a_full_deployment() -> None:
    assert set(OURS) == {"prepare", "certificate", "web", "worker", "worker-texts", "worker-imports", "beat"}
    assert set(SERVICES) - set(OURS) == {"proxy", "letsencrypt", "postgres", "redis", "neo4j"}
    assert SERVICES["neo4j"]["image"].startswith("neo4j:5.26")


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in ONCE])
def test_every_lasting_service_is_watched_restarted_and_keeps_what_it_must(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"
    assert service["volumes"]
    for volume in service["volumes"]:
        assert volume.split(":")[0] in COMPOSE["volumes"]


def test_nothing_secret_has_a_default_and_what_is_missing_is_said_plainly() -> None:
    secret = {name: kind for name, kind in all_variables().items() if SECRET.search(name)}
    assert secret.pop("BACKR_OLD_SECRET_KEYS") == "-", "there need not be an old one"
    assert secret.pop("BACKR_OLD_LEDGER_KEYS") == "-", "nor here, and these are public halves"
    assert set(secret) >= {"BACKR_SECRET_KEY", "BACKR_LEDGER_KEY", "POSTGRES_APP_PASSWORD", "NEO4J_PASSWORD"}
    assert set(secret.values()) == {"?"}
    with pytest.raises(KeyError, match=r"is missing\. Copy \.env\.example to \.env"):
        filled_in(str(SERVICES["web"]["environment"]), {})


def test_e_mail_goes_by_a_server_or_by_a_provider_and_neither_is_asked_for_beside_the_other() -> None:
    variables = all_variables()
    assert {name: variables[name] for name in ("EMAIL_URL", "BACKR_MAIL_PROVIDER", "BACKR_MAIL_SETTINGS")} == {
        "EMAIL_URL": "-",
        "BACKR_MAIL_PROVIDER": "-",
        "BACKR_MAIL_SETTINGS": "-",
    }


def test_the_image_is_built_with_all_that_its_static_files_need(tmp_path: Path) -> None:
    step = re.search(r"^RUN ((?:\w+=\S+\s+(?:\\\s+)?)+)python manage\.py collectstatic", DOCKERFILE, re.M)
    assert step is not None
    given = dict(word.split("=", 1) for word in step.group(1).split() if word != "\\")
    given |= {"DJANGO_SETTINGS_MODULE": "backr.settings.production", "BACKR_HOME": str(tmp_path), "PATH": "/usr/bin"}
    words = [sys.executable, "manage.py", "collectstatic", "--no-input", "--dry-run"]
    done = subprocess.run(words, cwd=PROJECT, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_service_has_a_password_written_out() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if SECRET.search(name):
                assert VARIABLE.search(value), name


def test_the_example_names_exactly_what_the_file_asks_for_and_gives_no_value() -> None:
    lines = [line for line in (PROJECT / ".env.example").read_text().splitlines() if line and line[0] != "#"]
    assert {line.partition("=")[0] for line in lines} == set(all_variables())
    assert [line for line in lines if line.partition("=")[2]] == []


def test_only_the_proxy_is_reached_from_outside_and_only_its_network_is_believed() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "proxy": ["80:80", "443:443"]
    }
    assert {name for name, service in SERVICES.items() if "front" in service.get("networks", [])} == {"proxy", "web"}
    assert COMPOSE["networks"]["edge"]["enable_ipv6"], "or all who come by IPv6 have one address, and share its limits"
    assert [name for name, service in SERVICES.items() if "edge" in service.get("networks", [])] == ["proxy"]
    (network,) = COMPOSE["networks"]["front"]["ipam"]["config"]
    assert all_variables()["BACKR_TRUSTED_PROXIES"] == "-"
    assert filled_in(SERVICES["web"]["environment"]["BACKR_TRUSTED_PROXIES"], {}) == network["subnet"]


def test_between_them_the_workers_take_every_queue() -> None:
    taken = {
        name: service["command"][service["command"].index("-Q") + 1].split(",")
        for name, service in SERVICES.items()
        if "-Q" in service.get("command", [])
    }
    every = [queue for queues in taken.values() for queue in queues]
    assert sorted(every) == ["default", "graph", "imports", "mail", "outbox", "vectors"]
    assert taken["worker-imports"] == ["imports"], "a long address book holds up nothing else"


def test_the_image_is_small_of_its_kind_and_not_roots() -> None:
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.M) == ["python:3.12-slim-bookworm"] * 2
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.M) == ["backr"]
    assert "arcadedb-embedded" in DOCKERFILE.split("pip install")[0]
    assert ".env\n" in (PROJECT / ".dockerignore").read_text()


def test_redis_whose_command_is_a_shell_is_not_roots_either() -> None:
    assert SERVICES["redis"]["command"][0] == "sh"
    assert SERVICES["redis"]["user"] == "redis"


def test_the_image_leaves_out_only_what_the_lock_has() -> None:
    left_out = re.search(r"grep -v -E '\^\(([^)]*)\)=='", DOCKERFILE)
    assert left_out is not None
    locked = re.findall(r"^([\w-]+)==", (PROJECT / "requirements.lock").read_text(), re.M)
    assert set(left_out.group(1).split("|")) <= set(locked)
