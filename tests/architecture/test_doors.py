"""Every address declares who may open it. Whoever adds a page for strangers says so here, and why."""

from tests.architecture.walking import every_address

OPEN_TO_STRANGERS = {
    "home": "the front page",
    "promises": "what is promised, and how it is kept; the same for everybody",
    "manifest": "the name and icons of the service; the same for all",
    "service_worker": "a script; the same for all",
    "offline": "what a browser shows without a connection; knows nobody",
    "healthz": "whether the process answers; says nothing else",
    "readyz": "which parts are up; says nothing of anyone",
    "forget_device": "leaving a computer that is not one's own, also after the sign-in has ended",
    "language": "the words of the pages that strangers see",
    "still_here": "whether one is still signed in; says nothing else",
    "help": "how to reach a human, for whoever is outside too",
    "help_topic": "the same: crisis numbers, lost addresses, who runs this",
    "invitation": "a personal link, opened before there is an account",
    "consent": "a personal link to somebody who may never have an account",
    "consent_yes": "the same link: where they want to be reached",
    "consent_code": "the same link: the code that proves it",
    "consent_no": "the same link: no thank you",
    "consent_thanks": "after an answer by the link; says nothing of anybody",
    "conversation_guest": "a personal link, mailed to the guest's own proved address",
    "conversation_leave": "the same link: the guest leaves for good",
    "conversation_left": "after leaving; says nothing of anybody",
}

OURS = ("backr.", "network.", "matching.")


def test_every_page_of_ours_is_behind_sign_in_or_listed_as_open() -> None:
    open_pages = {
        address.name
        for address in every_address()
        if address.view.__module__.startswith(OURS) and getattr(address.view, "login_required", True) is False
    }
    internal = {address.name for address in every_address() if address.view.__module__.startswith("backr.internal")}
    assert open_pages - internal == set(OPEN_TO_STRANGERS)


def test_every_address_has_a_name() -> None:
    unnamed = [address.route for address in every_address() if not address.name]
    assert unnamed == []
