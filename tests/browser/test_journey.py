"""The main job, from sign-up to the first hello, by three people in three browsers: with JavaScript and without."""

import os
import re
from collections.abc import Iterator
from email import message_from_string, policy

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageMaker, picture
from tests.integration.full import full_deployment
from tests.integration.running import Running, running

PATIENCE = 60  # seconds for what a worker does
ADDRESS_BOOK = """BEGIN:VCARD
VERSION:3.0
FN:{name}
N:{name};;;;
TITLE:runs the community kitchen
EMAIL:{email}
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg==
END:VCARD
BEGIN:VCARD
VERSION:3.0
EMAIL:
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Zo=C3=AB
TEL;CELL:07700 900123
END:VCARD
"""


@pytest.fixture(scope="module", params=["embedded", pytest.param("full", marks=pytest.mark.services)])
def service(request: pytest.FixtureRequest) -> Iterator[Running]:
    """The running service: on the embedded parts, and on PostgreSQL, Redis and Neo4j."""
    with running() if request.param == "embedded" else full_deployment() as service:
        yield service


class Somebody:
    """A person with a browser of their own and an inbox."""

    def __init__(self, service: Running, page: Page, name: str, kind: str) -> None:
        self.service = service
        self.page = page
        self.name = name
        self.email = f"{name.lower()}.{kind}@people.example"
        self.pictures = f"journey-{kind}-{name.lower()}"
        self.count = 0

    def open(self, path: str) -> None:
        self.page.goto(f"{self.service.address}{path}" if path.startswith("/") else path)

    def press(self, words: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=words).first.click()

    def follow(self, words: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=words).first.click()

    def fill(self, label: str | re.Pattern[str], text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def keep(self, what: str) -> None:
        self.count += 1
        picture(self.page, f"{self.pictures}-{self.count:02}-{what}")

    def letters(self) -> list[str]:
        """What came to this person's address, newest last, as plain text."""
        found = []
        for stored in self.service.mail():
            for text in re.split(r"\n-{79}\n", stored):
                message = message_from_string(text.lstrip(), policy=policy.default)
                if self.email in str(message["To"]):
                    body = message.get_body(("plain",))
                    found.append(f"{message['Subject']}\n{body.get_content() if body else ''}")
        return found

    def newest(self, pattern: str) -> str:
        """Wait for a letter that holds `pattern`; return its first group from the newest such letter."""
        for _ in range(PATIENCE * 4):
            hits = [hit for letter in self.letters() if (hit := re.search(pattern, letter))]
            if hits:
                return hits[-1].group(1)
            self.page.wait_for_timeout(250)
        raise AssertionError(f"no letter to {self.email} holds {pattern!r}: {self.letters()}")

    def wait_until(self, path: str, words: str | re.Pattern[str]) -> None:
        """Load `path` again and again, as a person would, until it holds `words`."""
        for _ in range(PATIENCE):
            self.open(path)
            if self.page.get_by_text(words).count():
                return
            self.page.wait_for_timeout(1000)
        raise AssertionError(f"{path} never said {words!r}:\n{self.page.inner_text('body')}")

    def wait_for(self, words: str) -> None:
        """Look at the page until it says `words`: by itself with JavaScript, by loading it again without."""
        for _ in range(PATIENCE):
            if self.page.get_by_text(words).count():
                return
            self.page.wait_for_timeout(1000)
            self.page.reload()
        raise AssertionError(f"the page never said {words!r}:\n{self.page.inner_text('body')}")

    def join(self, place: str, wish: str = "", first_page: str = "/") -> None:
        self.open(first_page)
        if first_page == "/":
            self.keep("home")
        self.open("/account/signup/")
        self.fill("e-mail", self.email)
        self.press("Send me a code")
        self.fill(re.compile("code", re.IGNORECASE), self.newest(r"\b(\d{4}\s?-?\d{4})\b"))
        self.press("Continue")
        self.fill("What shall we call you?", self.name)
        self.fill("Where are you?", place)
        self.keep("first-steps")
        self.press("Continue")
        if wish:
            self.page.locator("input[name$='wishes'], input[name$='wish']").first.fill(wish)
            self.keep("wishes")
            self.press("Continue")
        else:
            self.press("Skip this page")
        self.press("Skip this page")


@pytest.mark.browser
@pytest.mark.costly("starts a whole service")
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_from_sign_up_to_hello(service: Running, new_page: PageMaker, javascript: bool) -> None:
    kind = f"{'script' if javascript else 'plain'}{os.getpid()}"
    ann, ben, gita = (
        Somebody(service, new_page(javascript=javascript, desk=name == "Ann"), name, kind)
        for name in ("Ann", "Ben", "Gita")
    )
    ann.join("Whitby")
    knows_somebody_by_one_line(ann)
    ben.join("Whitby", wish="pastry chef, or anything with cakes")
    brings_an_address_book(ben, ann)
    shakes_hands(ann, ben)
    asks(ben)
    link = passes_on(ann)
    agrees(gita, link)
    talk(ben, gita)
    the_record_stands(service, ann)


def knows_somebody_by_one_line(ann: Somebody) -> None:
    ann.open("/people/add/")
    ann.fill("Name", "Gita Rao")
    ann.fill("What they do", "pastry chef")
    ann.press("Add, and do another")
    ann.sees("Gita Rao is on your list.")
    ann.open("/people/")
    ann.keep("people")


def brings_an_address_book(ben: Somebody, ann: Somebody) -> None:
    ben.open("/people/import/")
    book = ADDRESS_BOOK.format(name=ann.name, email=ann.email)
    ben.page.locator("input[type=file]").set_input_files(
        {"name": "contacts.vcf", "mimeType": "text/vcard", "buffer": book.encode()}
    )
    ben.keep("upload")
    ben.press("See who’s in it")
    ben.wait_for("Who would you like to add?")
    ben.sees("Zoë Müller")
    ben.sees("We couldn’t read 1.")
    ben.keep("preview")
    ben.press("Add the people you’ve ticked")
    ben.wait_for("There are 2 new people on your list")
    ben.keep("brought-in")


def shakes_hands(ann: Somebody, ben: Somebody) -> None:
    ann.wait_until("/today/", "“Ben” says they know you")
    ann.keep("today")
    ann.follow("says they know you")
    ann.press("Yes, we know each other")
    ann.sees("Ben")


def asks(ben: Somebody) -> None:
    ben.wait_until("/work/", "Ask Ann")
    ben.keep("suggestions")
    ben.follow("Ask Ann")
    assert "Gita" not in ben.page.content()
    ben.page.get_by_label("a chat about the work").check()
    ben.fill("A few words", "I have baked for the school fair for six years, and would love to hear how you began.")
    ben.page.get_by_label(ben.email).check()
    ben.keep("ask")
    ben.press("Ask Ann")
    ben.sees("No answer yet")
    ben.keep("asked")
    assert "Gita" not in ben.page.content()


def passes_on(ann: Somebody) -> str:
    ann.open(ann.newest(r"(http://\S+/introductions/\d+/)"))
    ann.sees("I have baked for the school fair")
    ann.keep("asked-to-introduce")
    ann.follow("Pass it on")
    ann.page.get_by_label("we worked together").check()
    ann.fill("What would you say about them?", "Ben is always early, and his lemon cake sold out by ten.")
    ann.keep("pass-on")
    ann.press("Pass it on")
    ann.sees("Now send this to Gita Rao")
    ann.sees("Hi Gita, I’ve worked with Ben.")
    ann.keep("link")
    return ann.page.get_by_label("Or just the link").input_value()


def agrees(gita: Somebody, link: str) -> None:
    gita.open(link)
    gita.sees("Ben would like to meet you")
    gita.sees("his lemon cake sold out by ten")
    gita.keep("consent")
    gita.follow("Yes, I’d be glad to")
    gita.fill("Your name", "Gita")
    gita.fill("Your e-mail address", gita.email)
    gita.press("Send me the code")
    gita.fill("The code", gita.newest(r"\b(\d{6})\b"))
    gita.keep("code")
    gita.press("Say yes")
    gita.sees("Thank you for saying yes")
    gita.follow("Go to the conversation")
    gita.sees("You and Ben")


def talk(ben: Somebody, gita: Somebody) -> None:
    ben.open(ben.newest(r"(http://\S+/(?:introductions|conversations)/\d+/)"))
    ben.wait_until("/introductions/", "Gita")
    ben.keep("agreed")
    ben.open(ben.page.locator("a[href^='/conversations/']").filter(has_text="Gita").first.get_attribute("href") or "")
    ben.sees(gita.email)
    ben.fill("Your message", "Hello Gita, thank you. Would Tuesday after your shift suit you?")
    ben.press("Send")
    ben.sees("Would Tuesday after your shift suit you?")
    gita.open(gita.newest(r"(http://\S+/conversations/guest/\S+/)"))
    gita.sees("Would Tuesday after your shift suit you?")
    gita.sees(ben.email)
    gita.sees("Ann passed it on to you.")
    gita.sees("his lemon cake sold out by ten")
    gita.fill("Your message", "Tuesday is good. Come to the back door.")
    gita.press("Send")
    gita.keep("conversation")
    ben.page.reload()
    ben.sees("Come to the back door.")
    ben.keep("conversation")


def the_record_stands(service: Running, ann: Somebody) -> None:
    done = service.manage("verify_ledger", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    ann.open("/introductions/")
    ann.keep("introductions")
