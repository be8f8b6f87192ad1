"""Names folded, heard, put in order, and with a slip of the finger."""

import string
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.spelling import (
    LATIN,
    NONE,
    OTHER,
    SCRIPT,
    digits,
    folded,
    initial_of,
    sort_key,
    sound_of,
    within_one_slip,
)
from tests.hypothesis_profiles import examples


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Siobhán Ní Bhriain", "siobhan ni bhriain"),
        ("O’Brien", "obrien"),
        ("D'Arcy-Jones", "darcy jones"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Søren Ærø", "soren aero"),
        ("GROẞE Straße", "grosse strasse"),
        ("İnci Şık", "inci sik"),
        ("Þór Đặng", "thor dang"),
        ("Ｗｉｄｅ １２", "wide 12"),
        ("٠٧٧٠٠", "07700"),
        ("مُحَمَّد", "محمد"),
        ("علی", "علي"),
        ("ヤマダ", "ヤマタ"),  # the marks of Japanese go too, on both sides alike
        ("김민수", "김민수"),
        ("🌟!?_", ""),
    ],
)
def test_accents_apostrophes_and_case_do_not_matter(written: str, typed: str) -> None:
    assert folded(written) == typed
    assert folded(unicodedata.normalize("NFD", written)) == typed


@pytest.mark.parametrize(
    "alike",
    [
        "tariq tarik tareq taric طارق тарик",
        "mohamed muhammad mohammad mohammed محمد",
        "catherine katherine kathryn catharine",
        "ahmed ahmad أحمد",
        "omar umar عمر",
        "yusuf youssef yousef يوسف",
        "philip phillip filip",
        "sarah sara",
        "jon john",
        "geoff jeff",
        "christos χρήστος",
        "graham graeme",
        "chowdhury choudhury chowdhry",
    ],
)
def test_names_that_sound_alike_have_one_sound(alike: str) -> None:
    assert len({sound_of(folded(name)) for name in alike.split()} | {sound_of(alike.split()[0])}) == 1


@pytest.mark.parametrize("pair", ["tariq omar", "catherine christine", "mohamed ahmed", "john joan-marie", "sue dave"])
def test_other_names_have_another(pair: str) -> None:
    one, other = pair.split()
    assert sound_of(one) != sound_of(folded(other).replace(" ", ""))


@pytest.mark.parametrize("name", ["ann", "lee", "io", "123", "王小明", "x1", ""])
def test_too_little_to_hear_is_no_sound(name: str) -> None:
    assert sound_of(name) == ""


@given(word=st.text("abcdef", min_size=1, max_size=8), data=st.data())
@settings(max_examples=examples(200), deadline=None)
def test_any_one_slip_is_seen_and_two_far_apart_are_not(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("xyz"))
    for slip in (word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :]):
        assert within_one_slip(word, slip)
        assert within_one_slip(slip, word)
    assert within_one_slip(word, word[:at] + word[at : at + 2][::-1] + word[at + 2 :])
    assert not within_one_slip(word, f"x{word}y")
    assert not within_one_slip(f"{word}ab", f"x{word}ba")


def test_names_are_put_in_order_as_a_reader_would() -> None:
    names = [
        "'Big' Dave",
        "Éva",
        "Evan",
        "Łukasz",
        "Lz",
        "Öz",
        "🌟 Sue",
        "Zed",
        "Жанна",
        "مريم",
        "王小明",
        "07700",
        "…",
    ]
    assert sorted(set(names), key=sort_key)[:10] == names[:10]
    assert {initial_of(sort_key(name))[0] for name in names[:8]} == {LATIN}
    assert [initial_of(sort_key(name)) for name in names[8:]] == [
        (SCRIPT, "Ж"), (SCRIPT, "م"), (OTHER, ""), (NONE, ""), (NONE, ""),
    ]  # fmt: skip
    assert sort_key("Eva") < sort_key("Éva") < sort_key("Eva B") < sort_key("Évan")


def test_whoever_is_written_down_as_my_cousin_stands_where_their_name_does() -> None:
    names = ["Ama", "my cousin", "my cousin Dev", "Our Lily", "my mum", "Myra", "Zed"]
    assert sorted(set(names), key=sort_key) == names


@given(name=st.text(max_size=130))
@settings(max_examples=examples(300), deadline=None)
def test_any_text_has_a_place_and_a_fold_that_stays(name: str) -> None:
    key, fold = sort_key(name), folded(name)
    assert 4 <= len(key) <= 400
    group, letter = initial_of(key)
    assert (group in (LATIN, SCRIPT)) == (len(letter) == 1)
    assert group != LATIN or letter in string.ascii_uppercase
    assert folded(fold) == fold
    assert sound_of(fold.split()[0] if fold else "").isascii()
    assert digits(name).isascii()


@pytest.mark.parametrize(
    "text", ["a\u0301\u0323", "\u0323\u0301", "\ufdfa", "ﬃ", "x'", "Ⅷ", "\u1100\u1161", "-_", "ch"]
)
def test_folding_takes_time_in_proportion_to_the_text(text: str) -> None:
    def seconds(times: int) -> float:
        return min(_taken(text * times) for _ in range(5))

    short = max(seconds(2_000), 1e-4)
    assert any(seconds(8_000) < 8 * short for _ in range(3))  # in the square it would be sixteen times


def _taken(text: str) -> float:
    start = time.process_time()
    folded(text)
    return time.process_time() - start
