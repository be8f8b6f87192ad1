"""Cards that are no person: businesses, services and voicemail. They are shown, and not ticked. No database.

A plumber's firm in an address book is often the plumber, so only what no person is called counts: an institution, the
legal form of a firm, a sign over a pub, a chain of shops, a network's own number. In doubt it is a person: a first name
in front makes "Rose Church" or "Tony Taxi" one, and so does anything more than its name behind a chain ("Tesco Jones").
"""

import re
from itertools import pairwise

from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberType

from matching.redaction.people import may_be_name
from network.identity.names import JOINED, POSSESSIVE, RELATIONS, TITLES, bare_words
from network.identity.own_addresses import is_mobile, type_of
from network.imports.chains import BRANCHES, CHAINS
from network.imports.keys import PHONE, key_of
from network.imports.reading import Card, NamedAfter

VOICEMAIL_WORDS = """
voicemail mailbox mobilbox anrufbeantworter messagerie repondeur contestador buzon poczta sekretarka lleisbost
"""
SERVICE_WORDS = """
surgery hospital clinic pharmacy infirmary hospice ambulance council library museum university college
insurance helpline helpdesk hotline emergency reception switchboard enquiries restaurant pizza pizzeria takeaway
kebab hotel airport railway taxis cabs minicabs supermarket cinema theatre leisure vets broadband
dental breakdown customer academy preschool playgroup kindergarten cathedral mosque synagogue gurdwara mandir
tavern brewery cafe constabulary jobcentre foodbank nhs hmrc dvla dwp
krankenhaus apotheke polizei feuerwehr notruf rathaus sparkasse versicherung grundschule
hopital pharmacie mairie banque ayuntamiento farmacia policia banco szpital apteka policja urzad przychodnia
ecole lycee escuela szkola przedszkole
meddygfa ysbyty fferyllfa heddlu cyngor llyfrgell prifysgol ysgol eglwys tafarn
"""
NAMESAKE_WORDS = """
bank station church school chapel abbey temple minster priory parish nursery primary infants juniors pub inn arms taxi
police capel kirche eglise iglesia colegio kosciol centre center association union society repairs motors cars garage
"""
ALONE_WORDS = "chemist doctor doctors dentist vet work office gp gym opticians hairdressers chippy mot balance"
PLACES = frozenset(
    [("village", "hall"), ("town", "hall"), ("church", "hall"), ("community", "hall"), ("curry", "house")]
)
"""Of two words, each of which is in people's names too."""
PEOPLE_THERE_WORDS = """
teacher head headteacher caretaker nurse receptionist driver manager landlord landlady vicar priest cook cleaner
"""
LEGAL_FORM_WORDS = "ltd limited plc llp llc inc incorporated corp gmbh ag ug ohg sarl sas srl spa sa bv nv cyf zoo"
COLOUR_WORDS = "red white black golden blue green royal old cross"
SIGN_WORDS = """
lion lions horse horses hart swan swans bull bear boar stag fox hound hounds cock dragon eagle bell anchor star
ship oak crown plough wheatsheaf keys duck grapes castle george feathers greyhound manor
"""
PAIRED_WORDS = "rose coach hare dog pheasant partridge"
NETWORKS = frozenset(["ee", "o2", "vodafone", "giffgaff", "tmobile", "telekom", "movistar", "orange", "plus", "play"])
VOICEMAIL, SERVICES = frozenset(VOICEMAIL_WORDS.split()), frozenset(SERVICE_WORDS.split())
NAMESAKES = frozenset(NAMESAKE_WORDS.split())
"""Institutions that are somebody's surname too, or what somebody does: "Rose Church", "Sam Police"."""
ALONE = frozenset(ALONE_WORDS.split())
"""With another word these may be somebody: "Sam Office"."""
INSTITUTIONS, ALL_THESE = SERVICES | NAMESAKES, SERVICES | NAMESAKES | ALONE
PEOPLE_THERE = frozenset(PEOPLE_THERE_WORDS.split())
LEGAL_FORMS = frozenset(LEGAL_FORM_WORDS.split())
COLOURS, SIGNS = frozenset(COLOUR_WORDS.split()), frozenset(SIGN_WORDS.split())
PAIRED = SIGNS | frozenset(PAIRED_WORDS.split())
NOT_AFTER_ARTICLE = TITLES | RELATIONS | {"hon", "honourable", "missus", "gaffer", "kids", "girls", "boys", "lads"}
OF_WHAT_ONE_DOES = ("er", "or", "man", "woman", "lady", "guy", "bloke", "ist")
SAINTS = frozenset(["st", "saint", "ss", "sts", "holy", "our", "christ", "all"])
ASIDE = re.compile(r"\s[-–—|]\s|[(\[/,]")
OF_SERVICES = frozenset([
    PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.UAN,
    PhoneNumberType.VOICEMAIL,
])  # fmt: skip
"""Kinds of numbers that nobody has at home: 0800, 0845, 0900, 0300."""
SHORTEST_NUMBER = 7
"""Digits of the shortest number that is a person's; 121, 150 and 101 are a network's or an office's."""


def why_no_person(card: Card) -> str:
    """Return why a card looks like nobody in particular, in words for the member; "" if it may be a person."""
    words = bare_words(card.name)
    if not VOICEMAIL.isdisjoint(words) or ("voice", "mail") in pairwise(words):
        return _("It looks like voicemail, so we haven’t ticked it.")
    if is_service(card, words):
        return _("It looks like a business or a service, so we haven’t ticked it.")
    return ""


def is_service(card: Card, words: list[str]) -> bool:
    if card.is_no_person or card.named_after is NamedAfter.ORGANISATION:
        return True
    if card.named_after is not NamedAfter.NAME:
        return False
    is_named_so = is_firm(words) or is_chain(card.name) or is_brand(card.name, words) or is_place(card)
    return is_named_so or is_short_number(card, words) or is_service_number(card)


def is_firm(words: list[str]) -> bool:
    return len(words) > 1 and words[-1] in LEGAL_FORMS


def is_chain(name: str) -> bool:
    """Tell whether a name is a chain's, or that of a branch of it: "Tesco", "Tesco Express", "Boots (Haverby)"."""
    words = bare_words(ASIDE.split(name, maxsplit=1)[0].replace("&", " and "))
    while words and "".join(words) not in CHAINS:
        if words[-1] not in BRANCHES:
            return False
        words = words[:-1]
    return bool(words)


def is_place(card: Card) -> bool:
    """Tell whether a card has the name of an institution, a pub or the like.

    What stands behind a dash or in brackets says where somebody is known from ("Jo (school)"), or what an institution
    is ("The Red Lion – Pub").
    """
    name = ASIDE.split(card.name, maxsplit=1)[0].strip()
    words = [word for word in bare_words(name) if not word.isdecimal()]  # "Police 101"
    if not words:
        return False
    if tuple(words[-2:]) in PLACES:
        return True
    if len(words) == 1 or set(words) <= ALL_THESE:
        return set(words) <= ALL_THESE
    if is_sign(name, words):
        return True
    if words[0] in TITLES or not RELATIONS.isdisjoint(words) or not PEOPLE_THERE.isdisjoint(words):
        return False
    if words[0] == "the":
        return has_article(words)
    return is_institution(name, words, may_be_somebody=has_mobile(card))


def has_article(words: list[str]) -> bool:
    """Tell whether "The …" is a place. "The Bells" are a family, "The wife" and "The Plumber" people."""
    last = words[-1]
    if words[1] in NOT_AFTER_ARTICLE or last in SIGNS or last in INSTITUTIONS:
        return words[1] not in NOT_AFTER_ARTICLE
    return not last.endswith(OF_WHAT_ONE_DOES) and not (len(words) == 2 and last.endswith("s"))


def is_sign(name: str, words: list[str]) -> bool:
    """Tell whether a name is that over a pub: "Red Lion", "King’s Head", "Fox and Hounds"."""
    if len(words) == 2 and words[0] in COLOURS and words[1] in SIGNS:
        return True
    if words[-1] == "head" and words[0] in ("king", "kings", "queen", "queens", "nags", "nag"):
        return True
    beasts = [word for word in words if word != "and"]
    is_pair = len(beasts) == 2 and JOINED.search(name) is not None and set(beasts) <= PAIRED
    return is_pair and not all(map(may_be_name, beasts))


def is_institution(name: str, words: list[str], *, may_be_somebody: bool) -> bool:
    """Tell whether a name of several words is an institution's: "Haverby School", not "Rose School"."""
    first, *rest = words
    has_first_name = may_be_name(first) and POSSESSIVE.search(name) is None
    if first in NAMESAKES and (rest[0] == "of" or (first == "taxi" and not may_be_name(rest[0]))):
        return True
    if not SERVICES.isdisjoint(words):
        return not has_first_name or len(rest) > 1 or rest[0] in SERVICES
    if rest[-1] not in NAMESAKES or has_first_name:
        return False
    return not may_be_somebody or len(rest) > 1 or first in SAINTS


def has_mobile(card: Card) -> bool:
    return any(is_mobile(key_of(PHONE, phone)[1]) for phone in card.phones)


def is_brand(name: str, words: list[str]) -> bool:
    """Tell whether the name is "Domino’s" or "Papa John’s": it ends with an s. "Mum’s" is Mum’s."""
    possessive = POSSESSIVE.search(name.rstrip())
    return possessive is not None and possessive.end() == len(name.rstrip()) and RELATIONS.isdisjoint(words)


def is_short_number(card: Card, words: list[str]) -> bool:
    """Tell whether the card is only a short number, as networks and offices have; or one under a network's name."""
    if card.emails or not card.phones:
        return False
    lengths = [sum(letter.isdigit() for letter in phone) for phone in card.phones]
    return max(lengths) < SHORTEST_NUMBER and (len(words) > 1 or not NETWORKS.isdisjoint(words))


def is_service_number(card: Card) -> bool:
    """Tell whether all that the card has are numbers as services have them."""
    if card.emails or not card.phones:
        return False
    numbers = [key_of(PHONE, phone)[1] for phone in card.phones]
    return all(number.startswith("+") and type_of(number) in OF_SERVICES for number in numbers)
