"""Finding a place by what somebody types, and loading the table."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from network.models import Place
from network.people import places

Places = dict[str, Place]


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
def test_the_whole_country_loads_once_and_again_to_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_places")
    assert "5,913 places of GB" in capsys.readouterr().out
    assert Place.objects.count() == 5913
    Place.objects.filter(name="Whitby").update(population=1)
    call_command("load_places")
    assert Place.objects.count() == 5913
    assert Place.objects.get(name="Whitby", region__startswith="England").population > 1
    labels = [places.label(place) for place in Place.objects.filter(name="Newport")]
    assert len(set(labels)) == len(labels) == 6
    assert all(", near " in label for label in labels)
    call_command("load_places", "--if-empty")
    assert capsys.readouterr().out.count("places of GB") == 1


@pytest.mark.django_db
def test_a_country_that_there_is_not_is_said_so(settings: object) -> None:
    settings.PLACE_COUNTRIES = ["GB", "ZZ"]  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="ZZ"):
        call_command("load_places")
    assert not Place.objects.exists()
