"""Three short pages, each of which can be skipped, and then: who do you know?"""

import pytest
from django.test import Client

from network.models import Member, OutboxRow, Place, ProfileLine
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer() -> Member:
    return make_member("", email="newcomer@example.com", first_steps_done_at=None)


@pytest.fixture
def as_newcomer(newcomer: Member) -> Client:
    newcomer.name = ""
    newcomer.save()
    client = Client()
    client.force_login(newcomer)
    return client


def lines(member: Member) -> list[tuple[str, str]]:
    return list(member.lines.values_list("kind", "text"))


def test_all_three_pages_lead_to_who_do_you_know(
    as_newcomer: Client, newcomer: Member, some_places: dict[str, Place]
) -> None:
    assert as_newcomer.post("/welcome/1/", {"name": "Amina", "place": "Whitby"}).url == "/welcome/2/"
    work = {"wish": ["baker", "", "work outdoors"], "done": ["ran a choir"]}
    assert as_newcomer.post("/welcome/2/", work).url == "/welcome/3/"
    assert as_newcomer.post("/welcome/3/", {"offer": ["reading letters"]}).url == "/people/walk/"
    newcomer.refresh_from_db()
    assert (newcomer.name, newcomer.place) == ("Amina", some_places["Whitby 1"])
    assert newcomer.first_steps_done_at
    assert lines(newcomer) == [
        ("done", "ran a choir"),
        ("offer", "reading letters"),
        ("wish", "baker"),
        ("wish", "work outdoors"),
    ]


def test_each_page_can_be_skipped_and_nothing_is_written(as_newcomer: Client, newcomer: Member) -> None:
    for page, then in ((1, "/welcome/2/"), (2, "/welcome/3/"), (3, "/people/walk/")):
        typed = {"skip": "yes", "name": "typed and left", "wish": ["typed"], "offer": ["typed"]}
        assert as_newcomer.post(f"/welcome/{page}/", typed).url == then
    newcomer.refresh_from_db()
    assert (newcomer.name, lines(newcomer)) == ("", [])
    assert newcomer.first_steps_done_at


def test_empty_pages_are_no_mistake(as_newcomer: Client) -> None:
    assert as_newcomer.post("/welcome/1/", {"name": "", "place": ""}).url == "/welcome/2/"
    assert as_newcomer.post("/welcome/2/", {"wish": ["", ""]}).url == "/welcome/3/"
    assert as_newcomer.post("/welcome/3/", {"unknown": "field"}).url == "/people/walk/"


def test_looking_writes_nothing(as_newcomer: Client, newcomer: Member) -> None:
    for page in (1, 2, 3):
        assert as_newcomer.get(f"/welcome/{page}/?skip=yes").status_code == 200
    newcomer.refresh_from_db()
    assert newcomer.first_steps_done_at is None


@pytest.mark.parametrize("page", [0, 4, 99])
def test_there_is_no_other_page(as_newcomer: Client, page: int) -> None:
    assert as_newcomer.get(f"/welcome/{page}/").status_code == 404


def test_a_place_that_may_be_two_is_asked_about_without_javascript(
    as_newcomer: Client, newcomer: Member, some_places: dict[str, Place]
) -> None:
    asked = as_newcomer.post("/welcome/1/", {"name": "Amina", "place": "Newport"})
    page = asked.content.decode()
    assert asked.status_code == 200
    assert 'value="2"' in page
    assert "Wales, near Cardiff" in page
    assert 'value="Amina"' in page
    answer = as_newcomer.post("/welcome/1/", {"name": "Amina", "place": "Newport", "which_place": "3"})
    assert answer.status_code == 302
    newcomer.refresh_from_db()
    assert newcomer.place == some_places["Newport 3"]


@pytest.mark.parametrize("which", ["1", "999", "x", "", "-1", "2; drop"])
def test_a_choice_that_was_not_offered_is_refused(
    as_newcomer: Client, newcomer: Member, some_places: dict[str, Place], which: str
) -> None:
    answer = as_newcomer.post("/welcome/1/", {"place": "Newport", "which_place": which})
    assert answer.status_code == 200
    newcomer.refresh_from_db()
    assert newcomer.place is None


def test_a_place_that_there_is_not_is_said_so_and_nothing_typed_is_lost(
    as_newcomer: Client, newcomer: Member, some_places: dict[str, Place]
) -> None:
    page = as_newcomer.post("/welcome/1/", {"name": "Amina", "place": "Atlantis"}).content.decode()
    assert "We don’t know that place" in page
    assert 'value="Atlantis"' in page
    newcomer.refresh_from_db()
    assert newcomer.name == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Amina   Diallo ", "Amina Diallo"),
        ("Amina\x00\x07\tDiallo", "Amina Diallo"),
        ("Amina\u202egnp.exe", "Aminagnp.exe"),
        ("👩🏽‍🍳 Zoë", "👩🏽‍🍳 Zoë"),
        ("ಅಮಿನಾ", "ಅಮಿನಾ"),
        ("Cafe\u0301", "Café"),
        ("\u200d\u200b", ""),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("x" * 80, "x" * 80),
    ],
)
def test_names_of_every_kind_are_kept_readable(as_newcomer: Client, newcomer: Member, typed: str, kept: str) -> None:
    assert as_newcomer.post("/welcome/1/", {"name": typed}).status_code == 302
    newcomer.refresh_from_db()
    assert newcomer.name == kept
    page = as_newcomer.get("/welcome/1/").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("name", ["x" * 81, "x" * 10_000])
def test_a_name_that_is_too_long_is_said_so(as_newcomer: Client, newcomer: Member, name: str) -> None:
    page = as_newcomer.post("/welcome/1/", {"name": name}).content.decode()
    assert f"Please shorten this to 80 characters. It has {len(name):,} now." in page
    newcomer.refresh_from_db()
    assert newcomer.name == ""


def test_lines_are_kept_once_whatever_their_case(as_newcomer: Client, newcomer: Member) -> None:
    as_newcomer.post("/welcome/2/", {"wish": ["Baker", "baker ", "BAKER\n", "gardener"]})
    assert lines(newcomer) == [("wish", "Baker"), ("wish", "gardener")]


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (["x" * 301], "Please shorten this to 300 characters"),
        (["x" * 10_000], "It has 10,000 now"),
        ([f"work {number}" for number in range(13)], "choose the 12 that matter most"),
    ],
)
def test_too_much_is_said_so_and_shown_again(
    as_newcomer: Client, newcomer: Member, wishes: list[str], said: str
) -> None:
    page = as_newcomer.post("/welcome/2/", {"wish": wishes}).content.decode()
    assert said in page
    assert wishes[-1] in page
    assert lines(newcomer) == []


def test_words_that_are_there_already_stay_themselves(as_newcomer: Client, newcomer: Member) -> None:
    as_newcomer.post("/welcome/2/", {"wish": ["baker", "gardener"]})
    kept = ProfileLine.objects.get(text="baker").pk
    as_newcomer.post("/welcome/2/", {"wish": ["baker", "florist"]})
    assert ProfileLine.objects.get(text="baker").pk == kept
    assert lines(newcomer) == [("wish", "baker"), ("wish", "florist")]


def test_saved_words_are_marked_to_be_encoded_and_unchanged_ones_are_not(as_newcomer: Client, newcomer: Member) -> None:
    def version() -> int:
        row = OutboxRow.objects.filter(consumer="vectors", subject=str(newcomer.pk)).first()
        return row.version if row else 0

    before = version()
    as_newcomer.post("/welcome/2/", {"wish": ["baker"]})
    assert version() == before + 1
    as_newcomer.post("/welcome/2/", {"wish": ["baker"]})
    assert version() == before + 1
    as_newcomer.post("/welcome/2/", {"wish": [""]})
    assert version() == before + 2


def test_a_line_suggests_while_typing_and_says_where_places_are_from(as_newcomer: Client) -> None:
    assert 'data-suggest="/work/lines/"' in as_newcomer.get("/welcome/2/").content.decode()
    first = as_newcomer.get("/welcome/1/").content.decode()
    assert 'data-suggest="/places/"' in first
    assert "GeoNames" in first


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    assert client.get("/welcome/1/").url == "/account/login/?next=/welcome/1/"
