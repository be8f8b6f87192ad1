"""What attackers do with what is their own: contacts with any addresses, handshakes, blocks, accounts."""

import re
import time
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from network.models import Block, Contact, ContactImport, Draft, EverydayName, ImportRow, SetAside
from network.platform.privacy.fresh_code import FRESH_AT
from tests.integration.two_worlds.browser import STRANGER, Browser, World
from tests.integration.two_worlds.script import addresses, attacker, chosen, declared, own_contacts, pick
from tests.integration.two_worlds.town import GUESSES, LINES, PHONE


@declared
def write(world: World, who: int, guesses: int, line: int, private: int) -> None:
    """Write somebody down, with any addresses."""
    browser, at = attacker(world, who), chosen(guesses)
    data = {"private": "on"} if private else {}
    browser.post(
        "/people/add/", name=f"Guess {guesses}", work=LINES[line % len(LINES)], and_look="1", **addresses(at), **data
    )


@declared
def rewrite(world: World, who: int, which: int, guesses: int) -> None:
    """Write other addresses into one of one's contacts, also the confirmed ones."""
    browser = attacker(world, who)
    if contact := pick(own_contacts(world, browser), which):
        data = {"name": contact.name, "work": contact.work, "private": "on" if contact.private else ""}
        browser.post(f"/people/{contact.pk}/change/", **data, **addresses(chosen(guesses)))


@declared
def relabel(world: World, who: int, which: int, line: int) -> None:
    browser = attacker(world, who)
    if contact := pick(own_contacts(world, browser), which):
        shown = {"show": "1", "line": LINES[line % len(LINES)], "said": "a word of mine"}
        said = {"hide": "1"} if line % 6 == 5 else shown
        browser.post(f"/people/{contact.pk}/line/", **said)


@declared
def remove(world: World, who: int, which: int) -> None:
    browser = attacker(world, who)
    if contact := pick(own_contacts(world, browser), which):
        browser.post(f"/people/{contact.pk}/remove/")


@declared
def upload(world: World, who: int, guesses: int, line: int) -> None:
    """Bring in an address book, look at the preview, say what its columns are, and add everybody."""
    browser = attacker(world, who)
    fields = [("FN", f"Book {guesses}"), ("TITLE", LINES[line % len(LINES)])]
    fields += [("EMAIL" if "@" in at else "TEL", at) for at in chosen(guesses)]
    card = ["BEGIN:VCARD", "VERSION:3.0", *(":".join(pair) for pair in fields), "END:VCARD", ""]
    browser.post("/people/import/", file=SimpleUploadedFile("book.vcf", "\r\n".join(card).encode()))
    if brought := ContactImport.objects.filter(member=world.town[browser.name]).order_by("-pk").first():
        browser.get(f"/people/import/{brought.pk}/columns/")
        rows = [row.number for row in ImportRow.objects.filter(origin=brought)]
        shown = ",".join(map(str, rows))
        browser.post(f"/people/import/{brought.pk}/choose/", show="add", shown=shown, row=rows, add="1")


@declared
def invite(world: World, who: int, which: int) -> None:
    browser = attacker(world, who)
    if contact := pick(own_contacts(world, browser), which):
        browser.post(f"/people/{contact.pk}/link/")


@declared
def take_invitation(world: World, who: int, which: int, yes: int) -> None:
    browser = attacker(world, who)
    if token := pick(world.invitations, which):
        browser.get(f"/join/{token}/")
        browser.get("/join/")
        browser.post("/join/", **({"yes": "1"} if yes else {"no": "1"}))


ANSWERS = ("no", "yes", "report")


@declared
def recognise(world: World, who: int, yes: int) -> None:
    """Answer the first who says that they know the attacker, or report what they are called."""
    browser = attacker(world, who)
    shown = browser.get("/people/who-knows-you/")
    if by := re.search(r"/people/who-knows-you/(\d+)/yes/", shown):
        browser.post(f"/people/who-knows-you/{by[1]}/{ANSWERS[yes % 3]}/")


@declared
def block(world: World, who: int, which: int) -> None:
    """Block somebody whose name is shown with a way to block them; or take the last block back."""
    browser = attacker(world, who)
    if which % 4 == 3:
        if made := Block.objects.filter(owner=world.town[browser.name]).order_by("pk").last():
            browser.post(f"/settings/blocked/{made.pk}/undo/")
    elif offer := pick(browser.blocks, which):
        browser.get(offer)
        browser.post(offer)


@declared
def part(world: World, who: int, which: int) -> None:
    browser = attacker(world, who)
    confirmed = [contact for contact in own_contacts(world, browser) if contact.confirmed_as_id]
    if contact := pick(confirmed, which):
        browser.post(f"/people/{contact.pk}/handshake/end/")


@declared
def change_settings(world: World, who: int, what: int) -> None:
    browser = attacker(world, who)
    line = LINES[what % len(LINES)]
    if what % 5 == 3:
        browser.post("/settings/requests/", requests_a_month=str(what % 4))
    elif what % 5 == 4:
        browser.post("/today/sorted/")
        browser.post("/today/looking/")
    else:
        browser.post(
            "/settings/work/", wish=f"to be a {line}", done=line, offer=f"how a {line} works", wishes_seen="on"
        )


@declared
def use_account_forms(world: World, who: int, which: int, form: int) -> None:
    """Give a guess to the pages for signing up, signing in and resetting; or add it to the attacker's own account."""
    at = GUESSES[which % (len(GUESSES) - 1)]
    stranger, browser = Browser(world, STRANGER), attacker(world, who)
    match form % 4:
        case 0:
            stranger.post("/account/signup/", email=at)
        case 1:
            stranger.post("/account/login/code/", email=at)
        case 2:
            stranger.post("/account/password/reset/", email=at)
        case _:
            session = browser.client.session
            session[FRESH_AT] = [time.time(), world.town[browser.name].pk]
            session.save()
            browser.post("/account/email/", email=at, action_add="")


@declared
def walk(world: World, who: int, which: int) -> None:
    attacker(world, who).post(
        "/people/walk/work/", name=("Vic", "Wes", "Guess 1")[which % 3], work=LINES[which % len(LINES)]
    )


@declared
def say_who_knows_whom(world: World, who: int, which: int, other: int) -> None:
    browser = attacker(world, who)
    contacts = own_contacts(world, browser)
    if contacts:
        name = pick(contacts, other).name
        browser.post(f"/people/{pick(contacts, which).pk}/knows/", name=name)


@declared
def take_back(world: World, who: int, what: int) -> None:
    """Undo: a card that was put aside, an import, an invitation, an acquaintance, a draft, a word of one's own."""
    browser = attacker(world, who)
    member = world.town[browser.name]
    newest = pick(own_contacts(world, browser), 0)
    rows: tuple[tuple[str, QuerySet[Any]], ...] = (
        ("/work/not-for-me/%d/undo/", SetAside.objects.filter(member=member)),
        ("/people/import/%d/undo/", ContactImport.objects.filter(member=member)),
        ("/people/import/%d/leave/", ContactImport.objects.filter(member=member)),
        ("/people/import/%d/again/", ContactImport.objects.filter(member=member)),
        ("/people/%d/link/stop/", Contact.objects.filter(owner=member)),
        ("/settings/begun/%d/forget/", Draft.objects.filter(member=member)),
        (f"/people/{newest.pk if newest else 0}/knows/%d/not/", Contact.objects.filter(owner=member)),
        ("/people/work/words/%d/forget/", EverydayName.objects.filter(member=member)),
    )
    address, existing = rows[what % len(rows)]
    if row := existing.order_by("pk").last():
        browser.post(address % row.pk)


@declared
def change_oneself(world: World, who: int, what: int) -> None:
    """Another name, another phone number, a break; or look at what the account says."""
    browser = attacker(world, who)
    match what % 6:
        case 0:
            browser.post("/settings/about/", name="Vic", place="", phone=PHONE)
        case 1:
            browser.post("/settings/name/", name="Ina")
        case 2:
            browser.post("/settings/break/", until=f"{world.clock.now + timedelta(days=9):%Y-%m-%d}")
        case 3:
            browser.post("/settings/break/end/")
        case 4:
            browser.get("/settings/signed-in/")
        case _:
            browser.get("/account/email/")


@declared
def type_ahead(world: World, who: int, which: int) -> None:
    """What is suggested while a name, a line of work or a place is typed; and the map, moved."""
    browser = attacker(world, who)
    browser.get("/people/names/", q=("vic", "wes", "una")[which % 3])
    browser.get("/work/lines/", q=LINES[which % len(LINES)][:4])
    browser.get("/places/", q="wh")
