"""The components that pages are made of: each has its style, is in the gallery and on a page; values are tokens."""

import re
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings

from backr.stylesheet import SOURCE, stylesheet_text
from backr.templatetags.person_chip import COLOURS, initials, person_colour

TEMPLATES = Path(settings.TEMPLATES[0]["DIRS"][0])
COMPONENTS = TEMPLATES / "components"
TOKENS = (SOURCE / "tokens.css").read_text(encoding="utf-8")
LIGHT, _, DARK = TOKENS.partition("@media screen and (prefers-color-scheme: dark)")
DARK = DARK.partition("@media")[0]

WITHIN_ANOTHER = {
    "path_stop": "one stop of path_strip",
    "map_marks": "the shapes that map is drawn with",
    "beside_head": "what a script is told, in the head of a page",
    "keep": "a button of the form that it stands in",
}
"""Partials whose style is another component's."""

NO_PARTIAL = {
    "choices": "radio and tick boxes, which field draws",
    "drawing": "the files in drawings/",
    "facts": "a <dl>",
    "icon": "the files in icons/",
    "line_choices": "buttons beside one another",
    "more": "a <details>",
    "shell": "what holds the frame together",
    "qr": "one picture, on one page",
    "walk": "the bubbles of one set of pages",
    "name_list": "a <ul> of names",
}
"""Styles of what the browser has itself, or of what only arranges."""

NOT_ALONE = {
    "map": "shown on /people/map/, which draws a whole town into it",
    "map_marks": "the same",
    "beside": "around every page",
    "beside_head": "the same",
    "tag_input": "drawn by LinesInput, which the gallery's form has",
}
"""Components that the gallery does not show by themselves."""


def names(pattern: str, folder: Path) -> set[str]:
    return {path.stem for path in folder.glob(pattern)}


def text_of(*folders: str, but: str = "") -> str:
    """All templates below these folders of templates/, or all but those below `but`, and the Python that names some."""
    roots = [TEMPLATES / folder for folder in folders] or [TEMPLATES]
    pages = chain.from_iterable(root.rglob("*.html") if root.is_dir() else [root] for root in roots)
    kept = [path for path in pages if not (but and path.is_relative_to(TEMPLATES / but))]
    return "\n".join(path.read_text(encoding="utf-8") for path in kept)


def python_text() -> str:
    folders = [Path(settings.TEMPLATES[0]["DIRS"][0]).parent / name for name in ("network", "backr")]
    return "\n".join(path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py"))


def shown_by(text: str) -> set[str]:
    """The components that a text includes, and those that these include in turn."""
    shown: set[str] = set()
    todo = set(re.findall(r"components/(\w+)\.html", text))
    while todo:
        shown |= todo
        inside = (COMPONENTS / f"{name}.html" for name in todo)
        within = (
            re.findall(r"components/(\w+)\.html", path.read_text(encoding="utf-8")) for path in inside if path.exists()
        )
        todo = set(chain.from_iterable(within)) - shown
    return shown


def styles() -> list[Path]:
    """The stylesheets of components and pages, and the two that all share."""
    return sorted(path for path in SOURCE.rglob("*.css") if path.name != "tokens.css")


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def test_each_partial_has_its_style_and_each_style_its_partial() -> None:
    partials, sheets = names("*.html", COMPONENTS), names("*.css", SOURCE / "components")
    assert partials - sheets == set(WITHIN_ANOTHER) & partials
    assert sheets - partials <= set(NO_PARTIAL)


def test_each_component_is_in_the_gallery() -> None:
    missing = names("*.html", COMPONENTS) - shown_by(text_of("gallery", "base.html"))
    assert missing <= set(NOT_ALONE)


def test_each_component_is_on_a_page() -> None:
    pages = text_of(but="gallery") + python_text()
    outside = "\n".join(
        path.read_text(encoding="utf-8")
        for path in TEMPLATES.rglob("*.html")
        if not path.is_relative_to(TEMPLATES / "gallery") and not path.is_relative_to(COMPONENTS)
    )
    assert names("*.html", COMPONENTS) - shown_by(outside + python_text()) == set()
    for folder in ("icons", "drawings"):
        unused = {
            name for name in names("*.svg", COMPONENTS / folder) if f"components/{folder}/{name}.svg" not in pages
        }
        assert unused == set(), folder


def test_each_icon_and_drawing_is_in_the_gallery() -> None:
    gallery = text_of("gallery")
    for folder in ("icons", "drawings"):
        missing = {
            name for name in names("*.svg", COMPONENTS / folder) if f"components/{folder}/{name}.svg" not in gallery
        }
        assert missing == set(), folder


def test_each_token_that_is_used_exists_and_each_that_exists_is_used() -> None:
    defined = set(re.findall(r"(--[\w-]+):", TOKENS))
    used = set(re.findall(r"var\((--[\w-]+)", stylesheet_text()))
    assert used - defined == set()
    assert defined - used == set()


def test_what_is_redefined_in_the_dark_is_defined_in_the_light() -> None:
    assert set(re.findall(r"(--[\w-]+):", DARK)) <= set(re.findall(r"(--[\w-]+):", LIGHT))


COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", re.IGNORECASE)
NAMED = re.compile(r":[^;{]*\b(?:white|black|red|green|blue|gray|grey|orange|yellow)\b", re.IGNORECASE)
SIZE = re.compile(r"font(?:-size)?:[^;]*?\d(?:px|pt)\b")
DRAWN_TO_SCALE = {"map.css"}
"""Whose letters belong to a drawing, and grow with it."""


@pytest.mark.parametrize("path", styles(), ids=lambda path: path.stem)
def test_components_use_no_colour_and_no_size_but_tokens(path: Path) -> None:
    css = without_comments(path.read_text(encoding="utf-8"))
    assert COLOUR.findall(css) == []
    assert NAMED.findall(css) == []
    if path.name not in DRAWN_TO_SCALE:
        assert SIZE.findall(css) == []


def test_a_colour_and_a_size_of_ones_own_are_seen() -> None:
    assert COLOUR.findall("a { color: #fff; background: rgb(0 0 0 / 5%) }") == ["#fff", "rgb("]
    assert NAMED.findall("a { color: white }")
    assert SIZE.findall("a { font: 700 21px serif }")


@pytest.mark.costly("looks for each class in all templates and code")
def test_each_class_that_has_a_style_is_used() -> None:
    """Written out, or put together from a beginning and what a template or a function adds to it."""
    css = without_comments(stylesheet_text())
    classes = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"url\([^)]*\)", "", css)))
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in (SOURCE.parent / "js").glob("*.js"))
    svgs = "\n".join(path.read_text(encoding="utf-8") for path in COMPONENTS.rglob("*.svg"))
    text = text_of() + python_text() + scripts + svgs
    ends = ("woff2", "css")
    unused = {name for name in classes if name not in ends and not re.search(rf"\b{re.escape(name)}\b", text)}
    begun = {name for name in unused if re.search(rf"\b{re.escape(name.rpartition('-')[0])}-\{{[{{%]", text)}
    assert unused - begun - {f"person-{number}" for number in range(1, COLOURS + 1)} == set()


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    darker, lighter = sorted((luminance(ink), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def theme(dark: bool) -> dict[str, str]:
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", LIGHT))
    return colours | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", DARK)) if dark else colours


GROUNDS = ("ground", "paper", "sunken", "accent-wash", "warm-wash", "good-wash", "bad-wash")
AAA = [
    *((ink, ground) for ink in ("ink", "ink-soft") for ground in GROUNDS),
    *((f"person-{number}-ink", f"person-{number}") for number in range(1, COLOURS + 1)),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-frame", "frame"),
]
AA = [
    *(("accent", ground) for ground in ("ground", "paper", "sunken", "accent-wash")),
    *(("accent-strong", ground) for ground in ("ground", "paper", "accent-wash")),
    *(("warm", ground) for ground in ("ground", "paper", "warm-wash")),
    *(("bad", ground) for ground in ("ground", "paper", "bad-wash")),
    ("good", "good-wash"),
    ("on-bad", "bad"),
    ("on-bad", "bad-strong"),
    ("on-frame", "frame-wash"),
]
EDGES = [
    *((edge, ground) for edge in ("line-strong", "focus") for ground in ("ground", "paper", "sunken")),
    ("frame-focus", "frame"),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everything_can_be_read(dark: bool) -> None:
    """Body text at 7 to 1 (WCAG 2.2 AAA), other text at 4.5 (AA), edges of what one can use at 3 (1.4.11)."""
    colours = theme(dark)
    unreadable = {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for pairs, least in ((AAA, 7.0), (AA, 4.5), (EDGES, 3.0))
        for ink, ground in pairs
        if contrast(colours[ink], colours[ground]) < least
    }
    assert unreadable == {}


def test_contrast_is_as_wcag_reckons_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amina Yusuf", "AY"),
        ("cai", "C"),
        ("Hywel ap Rhys", "HR"),
        ("(Mum)", "M"),
        ("  ", ""),
        ("🙂 Zoë", "Z"),
        ("Łukasz Żak", "ŁŻ"),
        ("the man from the bike shop", "TS"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_person_has_one_colour_and_people_have_many() -> None:
    assert person_colour("Amina Yusuf") == person_colour(" amina yusuf ")
    assert len({person_colour(f"Person {number}") for number in range(100)}) == COLOURS
