"""A request that is too long is refused in plain words, before anything of it is read."""

from io import RawIOBase

import pytest
from django.conf import settings as the_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from network.models import ContactImport
from tests.architecture.walking import every_address
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db
FORM, FILES = the_settings.FORM_MAX_BYTES, the_settings.IMPORT_MAX_BYTES
BOUNDARY = "multipart/form-data; boundary=x"


class Untouched(RawIOBase):
    """A body that nobody may read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")


def post_unread(client: Client, path: str, length: int) -> tuple[int, str]:
    answer = client.generic("POST", path, **{"wsgi.input": Untouched(), "CONTENT_LENGTH": str(length)})
    return answer.status_code, answer.content.decode()


def test_a_form_that_is_too_long_is_refused_unread_whoever_sends_it(client: Client, as_alice: Client) -> None:
    for who in (client, as_alice):
        for path in ("/", "/nothing-is-here/", *map(reverse, ("contact_add", "account_login", "account_signup"))):
            status, page = post_unread(who, path, FORM + 1)
            assert (path, status) == (path, 413)
            assert "We haven’t kept any of it" in page


def test_one_that_just_fits_is_read(as_alice: Client) -> None:
    rest = "name=" + "a" * (FORM - len("name="))
    answer = as_alice.post(reverse("contact_add"), rest, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "Please shorten this to" in answer.content.decode()


def test_only_members_send_files_and_only_where_files_go(client: Client, as_alice: Client) -> None:
    takes_files = {address.name for address in every_address() if getattr(address.view, "takes_files", False)}
    assert takes_files == {"import_start"}
    address_book = reverse("import_start")
    card = b"BEGIN:VCARD\r\nFN:Jo Bell\r\nPHOTO:" + b"A" * FORM + b"\r\nEND:VCARD\r\n"
    assert client.post(address_book, {"file": SimpleUploadedFile("a.vcf", card)}).status_code == 413
    assert as_alice.post(address_book, {"file": SimpleUploadedFile("a.vcf", card)}).status_code == 302
    assert ContactImport.objects.count() == 1
    status, page = post_unread(as_alice, address_book, 2 * FILES)
    assert status == 413
    assert "The most we can take is 25.0\xa0MB" in page


def test_beside_a_file_there_is_no_room_for_a_long_field(as_alice: Client) -> None:
    file = SimpleUploadedFile("a.vcf", b"BEGIN:VCARD\r\nFN:Jo\r\nEND:VCARD\r\n")
    answer = as_alice.post(reverse("import_start"), {"note": "a" * 3 * FORM, "file": file})
    assert answer.status_code == 413
    assert not ContactImport.objects.exists()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", "a=1&" * 1001),
        (BOUNDARY, '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 1001 + "--x--"),
        (BOUNDARY, "--x\r\nContent-Disposition: form-data\r\n\r\n\r\n" * 1005 + "--x--"),
        (BOUNDARY, '--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n\r\n' * 51 + "--x--"),
    ],
    ids=["fields", "parts", "parts without a name", "files"],
)
def test_too_many_fields_are_refused_in_the_same_words(as_alice: Client, content_type: str, body: str) -> None:
    answer = as_alice.post(reverse("contact_add"), body, content_type=content_type)
    assert answer.status_code == 413
    assert "We haven’t kept any of it" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "repeated"), [("/people/?q=", "a"), ("/", "a"), ("/?", "a&"), ("/?q=", "%F0%9F%8E%89")]
)
def test_an_address_that_is_too_long_is_refused(as_alice: Client, path: str, repeated: str) -> None:
    assert as_alice.get(path + repeated * (the_settings.LONGEST_QUERY // len(repeated) + 1)).status_code == 414


def test_a_page_of_text_in_a_search_is_not(as_alice: Client) -> None:
    assert as_alice.get("/people/", {"q": "🎉" * 4000}).status_code == 200


def test_a_query_of_too_many_fields_is_refused(as_alice: Client) -> None:
    assert as_alice.get("/people/?" + "a&" * 1001).status_code == 413


@pytest.mark.parametrize("length", ["", "-1", "1e9", "9" * 30, "9" * 5000, "0x10", "²"])
def test_whatever_the_length_says_it_breaks_nothing(client: Client, length: str) -> None:
    answer = client.generic("POST", reverse("account_login"), CONTENT_LENGTH=length)
    assert answer.status_code in (200, 413)


def test_the_bounds_fit_each_other(settings: Settings) -> None:
    assert settings.FORM_MAX_BYTES < settings.DATA_UPLOAD_MAX_MEMORY_SIZE < settings.IMPORT_MAX_BYTES


def test_a_stranger_is_told_on_a_page_without_members_navigation(client: Client) -> None:
    make_member("Ama")
    _status, page = post_unread(client, reverse("home"), FORM + 1)
    assert "account/logout" not in page
