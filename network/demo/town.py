"""The people of Haverby: households, work, clubs, streets. Plain values, the same for the same seed; no database."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from random import Random

from matching.characters import normalized
from network.demo.data import Life, Occupation, Origin, lives, occupations, origins, words
from network.platform.invented_town import chance_for

PEOPLE_A_MEMBER = 13
"""Townspeople for each member, members included: enough that most contacts of a member are not members."""
CELL = 30
"""Size of the groups within something larger in which people know each other: a shift, a few houses of a street."""
DOMAIN = "haverby.example"
RETIRED_AT = 67


@dataclass
class Townsperson:
    """Somebody who lives in Haverby. People who share a circle may know each other."""

    number: int
    given: str
    family: str
    age: int
    household: int
    life: Life
    email: str
    occupation: Occupation | None = None
    firm: str = ""
    phone: str = ""
    circles: list[tuple[str, str]] = field(default_factory=list)  # (how known, which)
    popularity: float = 1.0
    member: bool = False

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass
class Town:
    """All people, and the people in each circle."""

    people: list[Townsperson]
    circles: dict[tuple[str, str], list[Townsperson]]

    @property
    def members(self) -> list[Townsperson]:
        return [person for person in self.people if person.member]


def make_town(members: int, seed: int) -> Town:
    """Return a town with `members` members among thirteen times as many people."""
    chance = chance_for("people", seed)
    people = _people(members * PEOPLE_A_MEMBER, chance)
    _give_work(people, chance)
    _give_circles(people, chance)
    circles: dict[tuple[str, str], list[Townsperson]] = defaultdict(list)
    for person in people:
        for circle in person.circles:
            circles[circle].append(person)
    _choose_members(people, members, chance)
    _give_phones(people, chance)
    return Town(people, dict(circles))


def _people(count: int, chance: Random) -> list[Townsperson]:
    people: list[Townsperson] = []
    taken: Counter[str] = Counter()
    household = 0
    while len(people) < count:
        household += 1
        origin, family_name = _family(chance)
        for place in range(min(chance.choices([1, 2, 3, 4, 5], [30, 36, 17, 12, 5])[0], count - len(people))):
            own, name = (origin, family_name) if place == 0 or chance.random() < 0.85 else _family(chance)
            life = chance.choices(lives(), [life.weight for life in lives()])[0]
            person = Townsperson(
                number=len(people),
                given=chance.choice(own.given),
                family=name,
                age=chance.randint(life.youngest, life.oldest),
                household=household,
                life=life,
                email="",
                popularity=min(chance.paretovariate(1.6), 40.0),
            )
            person.email = _email(person, taken)
            people.append(person)
    return people


def _family(chance: Random) -> tuple[Origin, str]:
    origin = chance.choices(origins(), [origin.weight for origin in origins()])[0]
    return origin, chance.choice(origin.family)


def _email(person: Townsperson, taken: Counter[str]) -> str:
    plain = normalized("NFKD", f"{person.given}.{person.family}".lower().replace("ı", "i").replace("ł", "l"), 100)
    slug = "".join(mark for mark in plain if mark.isascii() and (mark.isalnum() or mark == "."))
    taken[slug] += 1
    return f"{slug}{taken[slug]}@{DOMAIN}"


def _give_work(people: list[Townsperson], chance: Random) -> None:
    kinds = list(occupations().values())
    weights = [kind.weight for kind in kinds]
    for person in people:
        if person.age >= RETIRED_AT and chance.random() < 0.85:
            continue
        if person.life.key in ("longout", "backafter", "newcomer", "redundant") and chance.random() < 0.8:
            continue
        person.occupation = chance.choices(kinds, weights)[0]
        person.firm = chance.choice(words().get(person.occupation.firms, ("",)))
        if person.occupation.family in ("shop", "beauty", "food", "health", "drive"):
            person.popularity *= 3.0  # half of the town meets them at work


def _give_circles(people: list[Townsperson], chance: Random) -> None:
    """Give everybody their circles, each no larger than a group that knows each other."""
    sizes: Counter[str] = Counter()

    def join(person: Townsperson, how: str, name: str) -> None:
        sizes[name] += 1
        person.circles.append((how, f"{name} {sizes[name] // CELL}"))

    streets: dict[int, str] = {}
    for person in people:
        street = streets.setdefault(person.household, chance.choice(words()["streets"]))
        person.circles.append(("family", f"household {person.household}"))
        person.circles.append(("family", f"kin {person.household // 3}"))
        join(person, "neighbour", street)
        if person.firm:
            join(person, "work", person.firm)
        if person.age > 24 and chance.random() < 0.55:
            join(person, "work", f"formerly {chance.choice(words()['closed'])}")
        if 24 < person.age < 50 and chance.random() < 0.45:
            join(person, "school_gate", chance.choice(words()["schools"]))
        for club in chance.sample(words()["clubs"], chance.choices([0, 1, 2, 3], [35, 35, 20, 10])[0]):
            join(person, "volunteer" if "supporters" in club or "Repair" in club else "club", club)


def _choose_members(people: list[Townsperson], count: int, chance: Random) -> None:
    """Choose the members. The service spreads by word of mouth, so they cluster in some circles."""
    circles = sorted({circle for person in people for circle in person.circles if circle[0] != "family"})
    keen = set(chance.sample(circles, max(1, len(circles) // 10)))
    weights = [8.0 if keen.intersection(person.circles) else 1.0 for person in people]
    # a draw without replacement by weight: the largest of u^(1/w) (Efraimidis and Spirakis 2006)
    keys = [chance.random() ** (1.0 / weight) for weight in weights]
    for number in sorted(range(len(people)), key=lambda number: keys[number], reverse=True)[:count]:
        people[number].member = True


def _give_phones(people: list[Townsperson], chance: Random) -> None:
    """Give phone numbers from the ranges that Ofcom reserves for drama: 07700 900000-900999 and 01632 960000-960999.

    Each number is used once, or two people would count as one. In a large town most people have none.
    """
    numbers = [f"07700 900{n:03}" for n in range(1000)] + [f"01632 960{n:03}" for n in range(1000)]
    chance.shuffle(numbers)
    for person, number in zip(chance.sample(people, min(len(people), len(numbers))), numbers, strict=False):
        person.phone = number
