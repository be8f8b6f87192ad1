"""What attackers do to be introduced, by their browsers: with any offer, link or number that they were ever shown."""

import re

from django.db.models import Q

from network.introductions import guests
from network.models import Conversation
from tests.integration.two_worlds.browser import ASIDE, OFFER, STRANGER, Browser, World
from tests.integration.two_worlds.script import (
    TELLINGS,
    attacker,
    declared,
    own_introductions,
    pick,
    run_workers,
)
from tests.integration.two_worlds.town import ATTACKERS, FURTHER, GUESSES, LINES

PAGES = (
    *(f"/work/?q={line}" for line in (*LINES, FURTHER)),
    "/work/",
    "/work/others/",
    "/work/not-for-me/",
    "/introductions/",
    "/today/",
    "/people/",
    "/people/?page=all&q=Guess",
    "/people/work/",
    "/people/work/words/",
    "/people/who-knows-you/",
    "/people/map/",
    "/people/walk/",
    "/people/import/",
    "/settings/",
    "/settings/blocked/",
    "/settings/begun/",
    "/conversations/",
)
INWARD = re.compile(r"/(?:introductions|conversations|people)/\d+/(?:knows/|change/|pass-on/|yes/|not-this-time/)?")
"""Pages of the attacker's own rows, to which the others lead."""


@declared
def ask(world: World, who: int, line: int, which: int) -> None:
    """Look for a line of work and ask for one of those who are shown."""
    browser = attacker(world, who)
    offers = OFFER.findall(browser.get("/work/", q=LINES[line % len(LINES)]))
    if offer := pick(list(dict.fromkeys(offers)), which):
        _ask(browser, offer)


@declared
def ask_again(world: World, who: int, which: int) -> None:
    """Use an offer that was seen before, whether or not it is shown now."""
    browser = attacker(world, who)
    if offer := pick(browser.offers, which):
        _ask(browser, offer)


@declared
def put_aside(world: World, who: int, line: int, which: int) -> None:
    browser = attacker(world, who)
    handles = list(dict.fromkeys(ASIDE.findall(browser.get("/work/", q=LINES[line % len(LINES)]))))
    if handle := pick(handles, which):
        browser.get(handle)
        browser.post(handle, reason=("other", "work", "by_way")[which % 3])


@declared
def pass_on(world: World, who: int, which: int) -> None:
    browser = attacker(world, who)
    if introduction := pick(own_introductions(world, browser), which):
        browser.get(f"/introductions/{introduction.pk}/pass-on/")
        browser.post(f"/introductions/{introduction.pk}/pass-on/", basis="worked", words="Good with dough.")


@declared
def decline(world: World, who: int, which: int, telling: int) -> None:
    browser = attacker(world, who)
    if introduction := pick(own_introductions(world, browser), which):
        browser.post(f"/introductions/{introduction.pk}/not-this-time/", telling=TELLINGS[telling % 3])


@declared
def say_yes(world: World, who: int, which: int) -> None:
    browser = attacker(world, who)
    if introduction := pick(own_introductions(world, browser), which):
        browser.post(f"/introductions/{introduction.pk}/yes/", shares="email")


@declared
def withdraw(world: World, who: int, which: int) -> None:
    browser = attacker(world, who)
    if introduction := pick(own_introductions(world, browser), which):
        browser.post(f"/introductions/{introduction.pk}/take-back/")


@declared
def make_link_again(world: World, who: int, which: int) -> None:
    browser = attacker(world, who)
    if introduction := pick(own_introductions(world, browser), which):
        browser.post(f"/introductions/{introduction.pk}/new-link/")


@declared
def answer_link(world: World, who: int, which: int, how: int) -> None:
    """Open a personal link and answer it: no, a guess at whose address it is, or yes with a mailbox of one's own."""
    browser = world.browsers[(*ATTACKERS, STRANGER)[who % 3]]
    token = pick(world.consents, which)
    if token is None:
        return
    browser.get(f"/i/{token}/")
    if how < 3:
        browser.post(f"/i/{token}/no/", telling=TELLINGS[how])
        return
    address = (*GUESSES[:-1], "somebody@attack.example", "mal@attack.example")[how % 8]
    browser.post(f"/i/{token}/yes/", name="Somebody", address=address)
    run_workers(world)
    if "/code/" in browser.at and address.endswith("@attack.example"):
        handle = browser.at.rstrip("/").rpartition("/")[2]
        browser.post(browser.at, code=guests.code_for(handle))


@declared
def talk(world: World, who: int, which: int) -> None:
    """Write a message, or leave; as a guest by the link that was mailed."""
    browser = world.browsers[(*ATTACKERS, STRANGER)[who % 3]]
    said = {"text": "Hello", "key": f"{len(world.answers):032x}"}
    if browser.name == STRANGER:
        if token := pick(list(dict.fromkeys(world.guest_links)), which):
            browser.get(f"/conversations/guest/{token}/")
            browser.post(f"/conversations/guest/{token}/{'leave/' if which % 4 == 3 else ''}", **said)
        return
    member = world.town[browser.name]
    mine = Q(introduction__requester=member) | Q(introduction__target_member=member)
    if conversation := pick(list(Conversation.objects.filter(mine).order_by("pk")), which):
        browser.post(f"/conversations/{conversation.pk}/{'leave/' if which % 4 == 3 else ''}", **said)


@declared
def keep_draft(world: World, who: int, which: int) -> None:
    browser = attacker(world, who)
    if offer := pick(browser.offers, which):
        browser.post(offer, words="Not yet", keep_for_later="1")


@declared
def look(world: World, who: int, where: int) -> None:
    """Look at one of the pages, or at everything."""
    browser = attacker(world, who)
    if where >= len(PAGES):
        look_everywhere(world, browser)
    else:
        browser.get(PAGES[where])


def look_everywhere(world: World, browser: Browser) -> None:
    """Look at every page, at all that they lead to, and at every offer that was ever seen."""
    inward = {link for page in PAGES for link in INWARD.findall(browser.get(page))}
    for link in sorted(inward):
        browser.get(link)
    for offer in list(browser.offers):
        browser.get(offer)
    for token in (*world.consents, *world.invitations):
        browser.get(f"/i/{token}/")
        browser.get(f"/join/{token}/")
        browser.get("/join/")


def _ask(browser: Browser, offer: str) -> None:
    browser.get(offer)
    browser.post(offer, purpose="chat", words="I bake at night.", shares="email")
