"""Lists with marks or numbers before each line lose them, wherever the list stands."""

import pytest

from network.imports.reading import UnreadableFile, read

MARKS = [
    "- ",
    "– ",
    "* ",
    "• ",
    "•",
    "● ",
    "» ",
    "☐ ",
    "☑",
    "[ ] ",
    "[x] ",
    "{n}. ",
    "{n}) ",
    "({n}) ",
    "a) ",
    "- {n}. ",
]
JO, DI = "07700 900123", "07700 900124"


def people(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(card.name, card.emails, card.phones) for card in read(text.encode()).cards]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("between", [" ", ", ", ": ", " - ", " – ", "\t"])
def test_names_and_numbers(mark: str, between: str) -> None:
    lines = (
        f"{mark.format(n=n)}{name}{between}{number}\n"
        for n, (name, number) in enumerate([("Jo Bell", JO), ("Di", DI)], 1)
    )
    assert people("".join(lines)) == [("Jo Bell", (), (JO,)), ("Di", (), (DI,))]


@pytest.mark.parametrize("mark", MARKS)
def test_names_and_addresses(mark: str) -> None:
    lines = f"{mark.format(n=1)}Jo Bell <jo@example.com>\n{mark.format(n=2)}Di, di@example.com\n"
    assert people(lines) == [("Jo Bell", ("jo@example.com",), ()), ("Di", ("di@example.com",), ())]


@pytest.mark.parametrize("mark", MARKS)
def test_names_alone_and_what_stands_above_the_list(mark: str) -> None:
    if not mark.startswith("- {"):
        lines = f"Friends:\n{mark.format(n=1)}Jo Bell\n{mark.format(n=2)}Di O’Neil-Smith\n{mark.format(n=3)}Al\n"
        assert [name for name, _emails, _phones in people(lines)] == ["Jo Bell", "Di O’Neil-Smith", "Al"]


@pytest.mark.parametrize("mark", MARKS)
def test_marks_in_the_column_of_names_and_on_cards(mark: str) -> None:
    name = mark.format(n=3) + "Jo Bell"
    if not mark.startswith("- {"):
        assert people(f"Name,Phone\n{name},{JO}\n") == [("Jo Bell", (), (JO,))]
        assert people(f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL:{JO}\nEND:VCARD\n") == [("Jo Bell", (), (JO,))]


@pytest.mark.parametrize("name", ["J. Smith", "Jean-Luc Picard", "3.5 Bell", "-", "O. Fox", "1st Haverby Scouts"])
def test_what_is_no_mark_stays(name: str) -> None:
    assert people(f"Name,Phone\n{name},{JO}\n")[0][0] == name


def test_prose_is_no_list() -> None:
    for text in (
        "Dear Jo,\nring me on 07700 900123\nor come by.\nDi\n",
        "Eggs\nMilk\nBread\n",
        "- 500 g flour\n- 2 eggs\n",
    ):
        with pytest.raises(UnreadableFile):
            read(text.encode())
