"""Where the invented town lies."""

from network.models import Place

HAVERBY = 2_140_000_001  # GeoNames counts in the tens of millions


def haverby() -> Place:
    """Return Haverby, on a stretch of the east coast where there is none; made if missing."""
    place, _ = Place.objects.update_or_create(
        geoname_id=HAVERBY,
        defaults={
            "name": "Haverby",
            "search_name": "haverby",
            "country": "GB",
            "region": "England",
            "latitude": 53.86,
            "longitude": -0.08,
            "population": 14_200,
        },
    )
    return place
