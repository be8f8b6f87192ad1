"""How wide a name is at most, and how it is shortened."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.people_map.text_width import label_of, width_of


@pytest.mark.parametrize(
    ("name", "longest", "label"),
    [
        ("Ama Mensah", 8.5, "Ama Mensah"),
        ("Ama Mensah", 4.7, "Ama M."),
        ("Ama Mensah", 2.5, "Ama"),
        ("Bartholomew Featherstonehaugh", 8.5, "Bartholomew F."),
        ("Mrs Verity next door", 6.5, "Mrs Verity"),
        ("Christopher Marr", 4.7, "Christo…"),
        ("李小龙李小龙", 4.5, "李小龙…"),
        ("👩‍🍳👩‍🍳👩‍🍳👩‍🍳", 6.5, "👩‍🍳…"),
        ("🇬🇧🇵🇱🇬🇧🇵🇱🇬🇧", 7.5, "🇬🇧🇵🇱…"),
    ],
)
def test_a_name_is_shortened_as_people_do(name: str, longest: float, label: str) -> None:
    assert label_of(name, longest).text == label


def test_piled_accents_are_thinned_and_the_label_is_clipped() -> None:
    label = label_of("Z" + "\u0334\u0322\u031b\u0321" * 3 + "o")
    assert sum(unicodedata.combining(letter) > 0 for letter in label.text) <= 2
    assert not label.sure


@pytest.mark.parametrize(
    "name", ["Ama Mensah", "Zoë Ångström", "Łukasz Żak", "Nguyễn Văn Ơn", "Щёголев Юрий", "Σωκράτης"]
)
def test_we_are_sure_of_the_scripts_of_europe(name: str) -> None:
    assert label_of(name).sure


@pytest.mark.parametrize("name", ["محمد", "שלום", "李小龙", "अनिल", "👩‍🍳", "ﷺ", "𒐫", "Z̴a"])
def test_we_are_not_sure_of_others_so_they_are_clipped(name: str) -> None:
    assert not label_of(name).sure


@given(st.text(max_size=120), st.floats(1.5, 10))
def test_a_label_is_never_wider_than_asked(name: str, longest: float) -> None:
    label = label_of(name, longest)
    assert label.width <= longest + 1e-9
    assert label.width == pytest.approx(width_of(label.text))


WHOLE = ["a", "é", "x\u0302", "👩‍🍳", "👨‍👩‍👧‍👦", "👍🏽", "🇬🇧", "नि", "李", "م", "ไ", "❤\ufe0f"]


@given(st.lists(st.sampled_from(WHOLE), min_size=1, max_size=30), st.floats(2, 10))
def test_a_word_is_never_cut_within_what_reads_as_one_letter(letters: list[str], longest: float) -> None:
    text = label_of("".join(letters), longest).text
    beginnings = {"".join(letters[:end]) for end in range(len(letters) + 1)}
    assert text in beginnings or text.removesuffix("…") in beginnings
