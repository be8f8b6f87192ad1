"""Where a member is signed in: said in plain words, marked, and ended at once."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from network.models import Member, SignIn
from network.people import sign_ins

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36"
)


def signed_in(member: Member, user_agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": user_agent})
    client.force_login(member)
    assert client.get("/settings/").status_code == 200
    return client


def words(client: Client) -> str:
    return unescape(client.get("/settings/signed-in/").content.decode())


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        (FIREFOX, "Firefox on a Windows computer"),
        (PHONE, "Chrome on an Android phone"),
        (PHONE.replace(" Mobile", ""), "Chrome on an Android tablet"),
        (PHONE.replace("Chrome/", "SamsungBrowser/29.0 Chrome/"), "Samsung Internet on an Android phone"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.6 Mobile/15E148 Safari/604.1",
            "Safari on an iPhone",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "CriOS/142.0.0.0 Mobile/15E148 Safari/604.1",
            "Chrome on an iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
            "Safari/537.36 Edg/142.0.0.0",
            "Edge on a Windows computer",
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
            "Safari/537.36",
            "Chrome on a Chromebook",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 "
            "Safari/605.1.15",
            "Safari on a Mac, or an iPad that says it’s one",
        ),
        ("", "A browser we don’t know on a device we don’t know"),
        ("Firefox" * 100_000, "A browser we don’t know on a device we don’t know"),
        ("\x00<script>", "A browser we don’t know on a device we don’t know"),
    ],
)
def test_browsers_are_told_apart_in_plain_words(user_agent: str, expected: str) -> None:
    assert sign_ins.browser_in_words(*sign_ins.read_browser(user_agent)) == expected


def test_each_is_shown_and_this_one_is_marked(alice: Member) -> None:
    desk, phone = signed_in(alice), signed_in(alice, PHONE)
    page = words(desk)
    assert page.index("Firefox on a Windows computer") < page.index("Chrome on an Android phone")
    assert page.count("this one") == 1
    assert words(phone).index("Chrome on an Android phone") < words(phone).index("Firefox on a Windows computer")


def test_no_more_is_kept_than_is_shown(alice: Member) -> None:
    signed_in(alice)
    kept = SignIn.objects.get()
    assert (kept.browser, kept.system, kept.shared) == ("firefox", "windows", False)
    assert (kept.seen_at.minute, kept.seen_at.second, kept.seen_at.microsecond) == (0, 0, 0)
    assert {field.name for field in SignIn._meta.get_fields()} == {
        "id", "member", "session", "browser", "system", "shared", "began_at", "seen_at"
    }  # fmt: skip


def test_ending_one_works_at_once(alice: Member) -> None:
    desk, phone = signed_in(alice), signed_in(alice, PHONE)
    other = SignIn.objects.get(system="android_phone")
    assert desk.post(f"/settings/signed-in/{other.pk}/end/").url == "/settings/signed-in/"
    assert phone.get("/people/").url == "/account/login/?next=/people/"
    assert desk.get("/people/").status_code == 200
    assert "Android phone" not in words(desk)


def test_ending_all_others_leaves_this_one(alice: Member, bob: Member) -> None:
    desk, phone, bobs = signed_in(alice), signed_in(alice, PHONE), signed_in(bob)
    desk.post("/settings/signed-in/others/end/")
    assert "Done. You’re signed out in 1 other place." in words(desk)
    assert phone.get("/today/").status_code == 302
    assert bobs.get("/today/").status_code == 200
    desk.post("/settings/signed-in/others/end/")
    assert "You’re only signed in here." in words(desk)


def test_nobody_elses_can_be_seen_or_ended(alice: Member, bob: Member) -> None:
    mine, theirs = signed_in(alice), signed_in(bob, PHONE)
    assert "Android" not in words(mine)
    assert mine.post(f"/settings/signed-in/{SignIn.objects.get(member=bob).pk}/end/").status_code == 404
    assert theirs.get("/today/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_page_made_while_its_session_ends_brings_nothing_back(alice: Member) -> None:
    desk = signed_in(alice)
    key = desk.session.session_key
    SignIn.objects.all().delete()
    session = desk.session
    session.pop("sign_in_noted")
    session.save()
    request = desk.get("/settings/").wsgi_request
    Session.objects.filter(pk=key).delete()
    request.session.pop("sign_in_noted", None)
    sign_ins.note(request)
    assert not SignIn.objects.exists()


def test_signing_out_forgets_it(alice: Member) -> None:
    client = signed_in(alice)
    client.post("/account/logout/")
    assert not SignIn.objects.exists()


def test_a_new_password_changes_the_session_and_not_the_day_it_began(alice: Member) -> None:
    client = signed_in(alice)
    began = SignIn.objects.get().began_at
    session = client.session
    session.cycle_key()
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    client.get("/settings/")
    assert SignIn.objects.get().began_at == began


def test_old_ones_are_neither_shown_nor_kept(alice: Member) -> None:
    desk, phone = signed_in(alice), signed_in(alice, PHONE)
    Session.objects.filter(pk=phone.session.session_key).update(expire_date=timezone.now() - timedelta(minutes=1))
    assert "Android" not in words(desk)
    sign_ins.forget_old()
    assert [each.system for each in SignIn.objects.all()] == ["windows"]
    assert desk.get("/settings/").status_code == 200


def test_the_list_takes_one_query_however_long(alice: Member, django_assert_num_queries: object) -> None:
    desk = signed_in(alice)
    for _more in range(5):
        signed_in(alice, PHONE)
    with django_assert_num_queries(4):  # type: ignore[operator]  # session, member, places, what waits
        desk.get("/settings/signed-in/")
