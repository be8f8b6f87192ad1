"""What went wrong is said in words, with what is safe and what to do next, on a page that does not fail in turn."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from backr.errors import server_error
from tests.factories.people import make_member


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "409", "413", "429"])
def test_each_says_what_happened_and_offers_a_way_on(rf: RequestFactory, name: str) -> None:
    page = render_to_string(f"{name}.html", {"service_name": "Backr"}, request=rf.get("/"))
    assert page.count("<h1>") == 1
    assert page.count("<p>") >= 2
    assert 'class="button"' in page


def test_a_failure_is_said_without_the_database(rf: RequestFactory) -> None:
    """No database mark: a query here would fail the test."""
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.content.decode()
    assert "css/backr" in answer.content.decode()
    assert f'href="{reverse("help")}"' in answer.content.decode()


def test_a_failure_is_said_also_when_the_list_of_static_files_is_broken(rf: RequestFactory) -> None:
    strict = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    storages = {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}, "staticfiles": {"BACKEND": strict}}
    with override_settings(STORAGES=storages, STATIC_ROOT="/nowhere"):
        answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "stylesheet" not in answer.content.decode()
    assert "Something went wrong here" in answer.content.decode()


def test_a_failure_names_whom_to_write_to(rf: RequestFactory) -> None:
    with override_settings(OPERATOR_CONTACT="help@backr.example"):
        assert "help@backr.example" in server_error(rf.get("/")).content.decode()


@pytest.mark.django_db
def test_an_address_that_answers_to_a_button_only_says_so(client: Client) -> None:
    client.force_login(make_member("Alice"))
    answer = client.get(reverse("sorted_for_now"))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "You need to press the button for that" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "back"),
    [("http://testserver/work/?page=2", "/work/"), ("https://elsewhere.example/work/", "/today/"), ("", "/today/")],
)
def test_whoever_pressed_a_button_signed_out_comes_back_to_its_page_and_is_told(
    client: Client, before: str, back: str
) -> None:
    answer = client.post(reverse("sorted_for_now"), headers={"referer": before})
    assert answer.status_code == 302
    assert answer["Location"] == f"/account/login/?next={back}"
    assert "that didn’t go through" in client.get(answer["Location"]).content.decode()


@pytest.mark.django_db
def test_a_request_that_makes_no_sense_is_answered_on_a_page_like_the_others() -> None:
    with override_settings(ALLOWED_HOSTS=["backr.example"]):
        answer = Client().get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "We couldn’t read that" in answer.content.decode()
    assert "Backr" in answer.content.decode()
