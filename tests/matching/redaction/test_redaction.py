"""What is compared of a text: the work; not whose it is, where, how long or for how much."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.redaction import redact
from matching.redaction.people import is_name
from matching.vocabulary import vocabulary
from matching.vocabulary.tokenizer import words_of
from network.demo.data import origins
from tests.hypothesis_profiles import examples


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Waitress - Leeds (Part time) £12 per hour", "waiter"),
        ("2 x Sales Assistants needed asap", "sales assistants"),
        ("General worker (male)", "general worker"),
        ("Technician (Mechanical) - MALE ONLY", "technician (mechanical)"),
        ("Production Operator (FIXED TERM)", "production operator"),
        ("Kitchen porter M6 5WX", "kitchen porter"),
        ("Cleaner, Hull city centre", "cleaner"),
        ("Project manager, 25k - 30k, 12 month contract", "project manager"),
        ("Java Developer - 091", "java developer"),
        ("Driver wanted!!!", "driver"),
        ("Head chef, Bath", "head chef"),
        ("chef in Reading", "chef"),
        ("my sister Grace is a cook at Greggs", "my sibling is a cook at greggs"),
        ("Ben Khan is a nurse", "they is a nurse"),
    ],
)
def test_what_a_notice_says_besides_is_put_aside(written: str, left: str) -> None:
    assert redact(written) == left


@pytest.mark.parametrize(
    "written",
    [
        "reading tutor", "sandwich artist", "bath attendant", "works in IT", "teacher in mathematics", "ward sister",
        "level 3 nursery nurse", "permanent way inspector", "remote sensing analyst", "C++ developer", "Polish teacher",
        "women's footwear designer", "B2B sales executive", "rose grower", "mason's helper", "cook",
    ],
)  # fmt: skip
def test_what_says_something_of_the_work_stays(written: str) -> None:
    assert redact(written) == written.casefold()


@pytest.mark.parametrize("written", ["Leeds", "Amina", "part time", "£12", "", "!!!", "male"])
def test_a_text_of_nothing_else_is_left_whole(written: str) -> None:
    assert redact(written) == written.casefold()


@pytest.mark.parametrize(
    "pair",
    [
        ("barmaid", "barman"), ("barmaid", "bar staff"), ("barwoman", "bar staff"), ("waitress", "waiter"),
        ("fireman", "firefighter"), ("firewoman", "fireman"), ("policewoman", "police officer"),
        ("air hostess", "cabin crew"), ("air steward", "air hostess"), ("dinner lady", "dinner man"),
        ("lollipop lady", "lollipop man"), ("cleaning lady", "cleaner"), ("headmistress", "headmaster"),
        ("saleswoman", "salesperson"), ("craftswoman", "craftsperson"), ("binwoman", "binman"),
        ("postwoman", "postman"), ("actress", "actor"), ("handywoman", "handyman"), ("manageress", "manager"),
        ("he mends her car", "she mends his car"), ("my mum is a nurse", "my dad is a nurse"),
        ("his brother is a vet", "her sister is a vet"), ("Mr Ali, plumber", "Mrs Ali, plumber"),
        ("delivery boy", "delivery girl"), ("sales lady", "sales man"),
    ],
)  # fmt: skip
def test_work_has_no_sex(pair: tuple[str, str]) -> None:
    assert redact(pair[0]) == redact(pair[1])


@given(st.text(max_size=120))
@settings(max_examples=examples(300), deadline=None)
def test_whatever_is_written_something_is_left_and_it_is_settled(text: str) -> None:
    left = redact(text)
    assert bool(words_of(left)) == bool(words_of(text[:300])) or len(text) > 100
    assert left == left.casefold()


def test_the_names_of_the_invented_town_are_known() -> None:
    given_names = {name for origin in origins() for name in origin.given}
    unknown = {name for name in given_names if not is_name(name)}
    assert len(unknown) / len(given_names) < 0.2, sorted(unknown)


def test_hardly_any_title_is_changed() -> None:
    changed = [title.text for title in vocabulary().titles if redact(title.text) != title.text.casefold()]
    assert len(changed) < 0.03 * len(vocabulary().titles), changed[:50]
