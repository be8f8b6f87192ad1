"""What a card brings, and taking exactly that back."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from network.contacts.cards import ContactCard, cleaned
from network.imports.additions import merged
from network.imports.merge import as_mapping, contact_card, from_mapping, same, unmerged
from network.imports.reading import Card

words = st.sampled_from(["", "baker", "Haverby", "kind\nand wise"])
addresses = st.lists(
    st.sampled_from(
        [("email", "a@example.com"), ("email", "A@example.com"), ("phone", "07700 900001"), ("phone", "12")]
    ),
    max_size=3,
)
cards = st.builds(
    ContactCard,
    name=st.sampled_from(["Jo", "Al"]),
    work=words,
    firm=words,
    addresses=addresses,
    place_words=words,
    note=words,
    private=st.booleans(),
).map(cleaned)


@given(cards, cards)
def test_taking_back_at_once_leaves_what_was_there(before: ContactCard, new: ContactCard) -> None:
    after = merged(before, new)
    assert same(unmerged(after, before, after), before)


@given(cards, cards)
def test_merging_replaces_nothing(before: ContactCard, new: ContactCard) -> None:
    after = merged(before, new)
    assert (after.name, after.private) == (before.name, before.private)
    assert set(before.addresses) <= set(after.addresses)
    for name in ("work", "firm", "place_words"):
        assert getattr(after, name) == (getattr(before, name) or getattr(new, name))
    assert after.note.startswith(before.note or new.note)


@given(cards, cards)
def test_merging_drops_nothing(before: ContactCard, new: ContactCard) -> None:
    after = merged(before, new)
    words = " ".join([after.work, after.firm, after.place_words, *after.note.splitlines()])
    for text in (new.work, new.firm, new.place_words, *new.note.splitlines()):
        assert text in words


@given(cards, cards)
def test_merging_twice_is_merging_once(before: ContactCard, new: ContactCard) -> None:
    once = merged(before, new)
    assert merged(once, new) == once


@given(cards, cards, cards)
def test_what_the_owner_changed_afterwards_stays(before: ContactCard, new: ContactCard, own: ContactCard) -> None:
    after = merged(before, new)
    now = replace(own, addresses=(*after.addresses, ("email", "later@example.com")))
    back = unmerged(now, before, after)
    assert set(back.addresses) == {*before.addresses, ("email", "later@example.com")}
    assert (back.name, back.private) == (own.name, own.private)
    for name in ("work", "firm", "note"):
        if getattr(own, name) != getattr(after, name):
            assert getattr(back, name) == getattr(own, name)


@given(cards)
def test_cards_survive_being_kept_as_json(card: ContactCard) -> None:
    assert same(from_mapping(as_mapping(card), {}), card)


def test_shared_numbers_go_into_the_note_and_private_is_the_stricter_of_two() -> None:
    card = Card(1, "Jo", note="Kind", other_numbers=("01632 960001", "01632 960002"))
    made = contact_card(card, all_private=False, found={})
    assert made.note == "Kind\nFax, pager or assistant: 01632 960001, 01632 960002"
    assert not made.private
    assert made.addresses == ()
    assert contact_card(card, all_private=True, found={}).private
    assert contact_card(replace(card, private=True), all_private=False, found={}).private
