"""The pages on the way in, and those behind a fresh code, which a plain walk over all addresses does not reach."""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page

from network.models import Member
from tests.browser.conftest import PageMaker, follow, picture, sign_in
from tests.browser.test_passkeys import digits_of, newest_code, type_the_fresh_code, virtual_authenticator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")


def barriers(page: Page) -> list[str]:
    """What axe finds on the page as it stands, and whether it is wider than the phone."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found] + (["too wide"] if wide else [])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_ways_in_have_no_barriers(new_page: PageMaker, address: str, alice: Member, dark: bool) -> None:
    page = new_page(dark=dark)
    found = {}
    page.goto(f"{address}/account/signup/")
    page.get_by_label("Your e-mail address").fill("amina@example.com")
    follow(page.get_by_role("button", name="Send me a code"))
    found["joining"] = barriers(page)
    picture(page, f"joining-{dark}")
    page.get_by_label("The code from the e-mail").fill("0000-0000")
    follow(page.get_by_role("button", name="Continue"))
    found["a wrong code"] = barriers(page)
    follow(page.get_by_role("button", name="Use another address"))
    page.goto(f"{address}/account/login/")
    page.get_by_text("I’ve got a password").click()
    found["a password"] = barriers(page)
    page.get_by_label("Your e-mail address").fill(alice.email)
    follow(page.get_by_role("button", name="Continue"))
    found["signing in"] = barriers(page)
    follow(page.get_by_role("button", name="Use another address"))
    page.goto(f"{address}/account/password/reset/")
    page.get_by_label("Your e-mail address").fill(alice.email)
    follow(page.get_by_role("button", name="Send me a code"))
    found["forgotten"] = barriers(page)
    page.get_by_label("The code from the e-mail").fill(newest_code())
    follow(page.get_by_role("button", name="Continue"))
    found["a new password"] = barriers(page)
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_behind_a_fresh_code_have_no_barriers(
    new_page: PageMaker, address: str, alice: Member, dark: bool
) -> None:
    page = new_page(dark=dark)
    virtual_authenticator(page)
    sign_in(page, alice, address)
    found = {}
    page.goto(f"{address}/account/password/set/")
    type_the_fresh_code(page)
    found["a password"] = barriers(page)
    page.goto(f"{address}/account/2fa/webauthn/add/")
    found["a passkey"] = barriers(page)
    follow(page.get_by_role("button", name="Add the passkey"))
    page.wait_for_url("**/webauthn/")
    found["passkeys"] = barriers(page)
    for act in ("Rename", "Remove"):
        follow(page.get_by_role("link", name=f"{act} My passkey"))
        found[act] = barriers(page)
        follow(page.get_by_role("link", name="Cancel"))
    page.goto(f"{address}/account/2fa/totp/activate/")
    found["an app"] = barriers(page)
    page.get_by_label("The six digits").fill(digits_of(page.locator("code").inner_text()))
    follow(page.get_by_role("button", name="Switch it on"))
    found["spare codes"] = barriers(page)
    for name in ("totp/deactivate/", "recovery-codes/generate/", ""):
        page.goto(f"{address}/account/2fa/{name}")
        found[name] = barriers(page)
    follow(page.get_by_role("button", name="Sign out"))
    cache.clear()
    page.goto(f"{address}/account/login/")
    page.get_by_label("Your e-mail address").fill(alice.email)
    follow(page.get_by_role("button", name="Continue"))
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)
    assert code
    page.get_by_label("The code from the e-mail").fill(code[0])
    follow(page.get_by_role("button", name="Continue"))
    found["one more step"] = barriers(page)
    assert page.get_by_role("heading", name="One more step").is_visible()
    assert {name: said for name, said in found.items() if said} == {}
