"""The circles in a real browser: moved by keyboard, by mouse and by form; labels as drawn; on paper; on a phone."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from network.contacts.actions import say_they_know
from network.models import Contact, HowKnown, Member, Person
from tests.browser.conftest import PageMaker, picture, sign_in
from tests.factories.people import make_contact, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MM = 96 / 25.4
"""Pixels of CSS in a millimetre."""
NAMES = [
    "Ama Mensah", "Jo", "Bartholomew Featherstonehaugh-Cholmondeley", "W" * 120, "i" * 120, "Zoë Ångström",
    "Щёголев Юрий", "Ἀριστοτέλης", "محمد بن سلمان الطويل", "שלום כהן", "李小龙", "अनिल कुमार शर्मा", "ไพลิน ศรีสุข",
    "👩‍🍳👨‍👩‍👧‍👦🏳️‍🌈", "🇬🇧🇵🇱🇬🇧🇵🇱", "Z̴̢̛a̷̡̛l̸g̵o̶", "ﷺﷺﷺ", "𒐫𒐫", "ｗｉｄｅ ｎａｍｅ", "Ọ̀ṣun Ọlá", "Nguyễn Văn Ơn", "…",
]  # fmt: skip


@pytest.fixture
def grace(db: None) -> Member:
    return make_member("Grace")


def a_crowd(owner: Member, count: int) -> list[Contact]:
    """Somebody in every part of the drawing, with names of all kinds and lines between some."""
    ways = HowKnown.values
    people = Person.objects.bulk_create(Person() for _ in range(count))
    made = Contact.objects.bulk_create(
        Contact(
            owner=owner,
            person=person,
            name=NAMES[number % len(NAMES)],
            how_known=ways[number * number % len(ways)],
            closeness=1 + number * 7 % 4,
            line_of_work=["baker", "bus driver", "nurse", ""][number % 4],
            firm=["", "", "Harbour Bakery", "Pier Hotel", ""][number % 5],
        )
        for number, person in enumerate(people)
    )
    for one, other in pairwise(made[:20]):
        say_they_know(owner=owner, contact_id=one.pk, other_id=other.pk)
    return made


def ring_of(contact: Contact) -> int:
    contact.refresh_from_db()
    return contact.closeness


def test_the_keyboard_alone_moves_somebody_to_another_ring(address: str, new_page: PageMaker, grace: Member) -> None:
    make_contact(grace, "Ama Mensah", closeness=4, how_known="family")
    dee = make_contact(grace, "Dee Marsh", closeness=2, how_known="work")
    page = new_page(desk=True)
    sign_in(page, grace, address)
    page.goto(f"{address}/people/")
    tab_to(page, "a[href='/people/map/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/map/")
    tab_to(page, ".dot")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.name") == "Dee Marsh"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-map-said]")).to_have_text(re.compile("Dee Marsh to “very well”"))
    assert page.locator(".ring-target").get_attribute("data-name") == "very well"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("[data-map-said]")).to_have_text(re.compile("Dee Marsh hasn’t moved"))
    assert ring_of(dee) == 2
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**?person={dee.pk}#p{dee.pk}")
    expect(page.get_by_text("Dee Marsh: well. Saved.")).to_be_visible()
    assert ring_of(dee) == 3
    assert page.evaluate("document.activeElement.dataset.name") == "Dee Marsh"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**?person={dee.pk}#person")
    expect(page.locator("#person")).to_be_focused()


def tab_to(page: Page, what: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    pytest.fail(f"{what} cannot be reached by the Tab key")


def test_a_mouse_drags_somebody_to_another_ring(address: str, new_page: PageMaker, grace: Member) -> None:
    ama = make_contact(grace, "Ama Mensah", closeness=1)
    page = new_page(desk=True)
    sign_in(page, grace, address)
    page.goto(f"{address}/people/map/")
    start, middle = centre(page, f"#p{ama.pk} use"), centre(page, ".map-hub")
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*toward(start, middle, 0.5), steps=4)
    page.mouse.move(*toward(start, middle, 0.99 * 0.85), steps=4)
    assert page.locator(".ring-target").count() == 1
    page.mouse.up()
    page.wait_for_url(f"**?person={ama.pk}#p{ama.pk}")
    assert ring_of(ama) > 1


def test_who_is_let_go_where_they_were_stays_and_is_not_opened(
    address: str, new_page: PageMaker, grace: Member
) -> None:
    ama = make_contact(grace, "Ama Mensah", closeness=1)
    page = new_page(desk=True)
    sign_in(page, grace, address)
    page.goto(f"{address}/people/map/")
    before = page.locator(f"#p{ama.pk}").get_attribute("transform")
    x, y = centre(page, f"#p{ama.pk} use")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 9, y + 9, steps=3)
    page.mouse.up()
    assert page.locator(f"#p{ama.pk}").get_attribute("transform") == before
    assert page.url == f"{address}/people/map/"
    page.wait_for_timeout(150)  # no hand is as quick: for a moment a tap still belongs to the drag
    page.locator(f"#p{ama.pk}").click()
    page.wait_for_url(f"**?person={ama.pk}#person")


def centre(page: Page, what: str) -> tuple[float, float]:
    box = page.locator(what).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def toward(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def test_without_javascript_links_and_forms_do_it_all(address: str, new_page: PageMaker, grace: Member) -> None:
    made = a_crowd(grace, 400)
    page = new_page(desk=True, javascript=False)
    sign_in(page, grace, address)
    page.goto(f"{address}/people/map/")
    page.locator(".map-more").first.click()
    assert "You’ve opened one part." in page.inner_text("#drawing")
    page.goto(f"{address}/people/map/?q=jo")
    page.locator(".dot").first.click()
    page.locator("#person").get_by_label("to say hello to").check()
    page.locator("#person").get_by_role("button", name="Save").click()
    assert "to say hello to. Saved." in page.inner_text("main")
    assert Contact.objects.filter(pk__in=[one.pk for one in made], name="Jo", closeness=1).exists()
    assert page.locator("[data-map-zoom]").is_hidden()


BOXES = """() => {
  const rect = (element) => { const r = element.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const marks = [...document.querySelectorAll('#map .dot')].map((dot) => {
    const name = dot.querySelector('svg') || dot.querySelector('text');
    const mark = rect(dot.querySelector('use')), words = rect(name);
    if (name.tagName === 'svg') {  // what reaches out of it is not shown
      const at = name.getScreenCTM(), wide = name.width.baseVal.value, high = name.height.baseVal.value;
      const scale = document.getElementById('map').getScreenCTM().a;
      const own = dot.getScreenCTM();
      const x = own.e + name.x.baseVal.value * scale, y = own.f + name.y.baseVal.value * scale;
      words[0] = x; words[1] = y; words[2] = x + wide * scale; words[3] = y + high * scale;
    }
    return {name: dot.dataset.name, mark, words};
  });
  const counts = [...document.querySelectorAll('#map .map-more circle')].map((disc) => rect(disc));
  const scales = [...document.querySelectorAll('#map .map-scale')].map((text) => rect(text));
  return {marks, counts, scales, map: rect(document.getElementById('map'))};
}"""


def meet(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def discs_meet(one: list[float], other: list[float]) -> bool:
    (a, b, c, d), (e, f, g, h) = one, other
    apart = (((a + c) - (e + g)) ** 2 + ((b + d) - (f + h)) ** 2) ** 0.5 / 2
    return apart < (c - a + g - e) / 2 - 0.5


@pytest.mark.parametrize("count", [30, 400])
def test_no_name_that_a_browser_draws_meets_another(
    address: str, new_page: PageMaker, grace: Member, count: int
) -> None:
    a_crowd(grace, count)
    page = new_page(desk=True)
    sign_in(page, grace, address)
    page.goto(f"{address}/people/map/")
    page.evaluate("document.fonts.ready")
    page.set_viewport_size({"width": 2400, "height": 2000})
    found = page.evaluate(BOXES)
    marks = found["marks"]
    assert len(marks) >= min(count, 90)
    left, top, right, bottom = found["map"]
    met = []
    for number, one in enumerate(marks):
        assert left <= one["words"][0] and one["words"][2] <= right, one  # noqa: PT018
        assert top <= one["words"][1] and one["words"][3] <= bottom, one  # noqa: PT018
        for other in marks[:number]:
            for ours in (one["mark"], one["words"]):
                met += [
                    (one["name"], other["name"]) for theirs in (other["mark"], other["words"]) if meet(ours, theirs)
                ]
        met += [(one["name"], "a ring's name") for name in found["scales"] if meet(one["words"], name)]
        met += [(one["name"], "a count") for disc in found["counts"] if meet(one["words"], disc)]
    met += [
        ("count", "count")
        for number, one in enumerate(found["counts"])
        for other in found["counts"][:number]
        if discs_meet(one, other)
    ]
    assert met == []
    picture(page, f"map-nasty-{count}")


def test_it_prints_on_one_sheet_of_a4_and_nothing_is_cut_off(address: str, new_page: PageMaker, grace: Member) -> None:
    made = a_crowd(grace, 400)
    page = new_page(desk=True, dark=True)
    sign_in(page, grace, address)
    for query in ("", f"?person={made[0].pk}", "?ring=2&sector=family"):
        page.goto(f"{address}/people/map/{query}")
        page.get_by_role("button", name="Zoom in").click()  # paper shows all of it nevertheless
        for options in ({"prefer_css_page_size": True}, {"format": "A4", "landscape": True}, {"format": "A4"}):
            pdf = page.pdf(**options)  # type: ignore[arg-type]
            assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
            wide, high = sheet(pdf)
            assert (round(wide), round(high)) == (297, 210)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(277 * MM), "height": round(190 * MM)})
    for what in (".map", ".map-legend", "h1"):
        box = page.locator(what).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= 277 * MM + 1
        assert box["y"] + box["height"] <= 190 * MM + 1
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.map-rim')).fill") == "rgb(81, 68, 58)"
    )  # ink, not white


def sheet(pdf: bytes) -> tuple[float, float]:
    """Return width and height of the first page in millimetres."""
    box = re.search(rb"/MediaBox\s*\[([^\]]*)\]", pdf)
    assert box is not None
    _, _, wide, high = (float(number) for number in box[1].split())
    return wide / 72 * 25.4, high / 72 * 25.4


def test_a_phone_gets_the_drawing_first_and_the_list_after_a_tap(
    address: str, new_page: PageMaker, grace: Member
) -> None:
    a_crowd(grace, 60)
    page = new_page()
    sign_in(page, grace, address)
    page.goto(f"{address}/people/map/")
    top = {part: page.locator(part).bounding_box() for part in ("#list", "#drawing")}
    assert top["#list"] is not None
    assert top["#drawing"] is not None
    assert top["#drawing"]["y"] < top["#list"]["y"]
    page.get_by_role("link", name="See the list").click()
    expect(page.get_by_role("heading", name="As a list")).to_be_in_viewport()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
