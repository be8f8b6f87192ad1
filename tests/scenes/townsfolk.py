"""People who could be real, from what the demo town is made of. The same number is always the same person."""

from itertools import cycle, islice

from network.demo import data

HELLOS = (
    "Hello, thank you for saying yes. I have an hour on Tuesday, would that suit you?",
    "Tuesday is good. Come to the back door, the front sticks in the wet.",
    "I have read up on what you told me. How did you get your first week in?",
    "By turning up with a tin of shortbread and asking. I would do the same again.",
    "Would it help if I brought my references along?",
    "Bring yourself. We can look at papers another day.",
    "I will be there at ten, in a green coat.",
    "See you then. The kettle will be on.",
)


def name_of(number: int) -> str:
    """First and family name of the same origin. The first 362 are all different."""
    origins = data.origins()
    origin, turn = origins[number % len(origins)], number // len(origins)
    return f"{origin.given[turn % len(origin.given)]} {origin.family[(turn * 7 + 3) % len(origin.family)]}"


def work_of(number: int) -> tuple[str, str]:
    """What they do as a friend puts it, and the line of work that it is. The first drives a bus."""
    if number == 0:
        return "drives a bus", "bus driver"
    occupations = list(data.occupations().values())
    occupation = occupations[number * 11 % len(occupations)]
    return occupation.does[number % len(occupation.does)], occupation.line


def sayings(kind: str, count: int) -> list[str]:
    """What people have done ("done") or could help with ("offer"), in their own words."""
    said = [words for life in data.lives() for words in (life.done if kind == "done" else life.offer)]
    return list(islice(cycle(said), count))


def hello(number: int) -> str:
    """One message of a conversation."""
    return HELLOS[number % len(HELLOS)]
