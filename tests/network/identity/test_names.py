"""Two names: forms of one, or names of two."""

import pytest

from network.identity.names import are_forms_of_one, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dee", "Dee Marsh"),
        ("D. Marsh", "Dee Marsh"),
        ("Dee M", "Dee Marsh"),
        ("Marsh, Dee", "Dee Marsh"),
        ("Marsh Dee", "Dee Marsh"),
        ("Dee Marsh", "Dee Ann Marsh"),
        ("Dee A. Marsh", "Dee Ann Marsh"),
        ("Jo Bell", "Joanna Bell"),
        ("Dan Bell", "Daniel Bell"),
        ("Alex Bell", "Alexandra Bell"),
        ("Dr Jo Bell MBE", "Jo Bell"),
        ("Mrs Jo Bell", "Jo Bell"),
        ("Mrs Jo Bell", "Dr Jo Bell"),
        ("ZOË  BELL", "Zoe Bell"),
        ("王小明", "王小明"),
        ("Jo & Tom Bell", "jo & tom bell"),
        ("Tom’s Mum", "Tom’s mum"),
        ("Quay Bakery", "Quay Bakery"),
    ],
)
def test_forms_of_one_name(one: str, other: str) -> None:
    assert are_forms_of_one(one, other)
    assert are_forms_of_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tariq Aziz", "Tarik Aziz"),
        ("Mum", "Dad"),
        ("J. Smith", "John Brown"),
        ("J. S.", "John Smith"),
        ("Al", "Alice"),
        ("Jo Bell", "Jo Marsh"),
        ("Jo Bell", "Tom Bell"),
        ("Jo Bell", "John Bell"),
        ("Daniel Bell", "Daniela Bell"),
        ("Paul Bell", "Paula Bell"),
        ("Ann Bell", "Annabel Bell"),
        ("Jan Bell", "Janneke Bell"),
        ("Mr John Marsh", "Mrs John Marsh"),
        ("Mr Marsh", "Mrs Marsh"),
        ("Mr Marsh", "Dr Marsh"),
        ("Mr Marsh", "Jo Marsh"),
        ("Mr J. Marsh", "Mrs J. Marsh"),
        ("Marsh", "Jo Marsh"),
        ("John Smith", "John Smith Jr"),
        ("John Smith senior", "John Smith junior"),
        ("Jo & Tom Bell", "Jo Bell"),
        ("Jo and Tom Bell", "Tom Bell"),
        ("Jo", "Jo’s mum"),
        ("Jo", "Jo mum"),
        ("Jo Bell", "Jo Bell PA"),
        ("李", "李明"),
        ("Anne-Marie Bell", "Marie Bell"),
        ("Haverby Cricket Club", "Jo Bell"),
        ("Person 1", "Person 12"),
    ],
)
def test_names_of_two_people(one: str, other: str) -> None:
    assert not are_forms_of_one(one, other)
    assert not are_forms_of_one(other, one)


def test_a_title_tells_two_apart_who_have_but_a_surname() -> None:
    assert plain("Mr Marsh") != plain("Mrs. Marsh")
    assert plain("Mr. Tom Marsh") == plain("tom marsh")
    assert plain("John Smith Jnr") == plain("john smith, jr") != plain("John Smith")
