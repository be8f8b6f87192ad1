"""No word for people stands in a template or in Python without a way to translate it."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from backr.settings.environment import PROJECT
from backr.translations import extract_messages

NOT_FOR_MEMBERS = ("internal", "gallery")  # read by those who work on the service
SPOKEN_ATTRIBUTES = {"aria-label", "aria-description", "alt", "title", "placeholder", "content", "label", "value"}
SILENT = {"script", "style"}
NAMES = {"Backr", "GeoNames", "CC BY 4.0", "WhatsApp", "Enter"}
WORD = re.compile(r"[^\W\d_]{2,}")

TEMPLATES = sorted(
    path
    for path in (PROJECT / "templates").rglob("*")
    if path.suffix in (".html", ".txt") and not set(path.relative_to(PROJECT / "templates").parts) & {*NOT_FOR_MEMBERS}
)


class Spoken(HTMLParser):
    """Collects what a reader sees or hears: text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.inside.append(tag)
        kinds = dict(attrs)
        for name, value in attrs:
            spoken = name in SPOKEN_ATTRIBUTES and not (name == "value" and kinds.get("type") != "submit")
            if spoken and value and not (name == "content" and kinds.get("name") != "description"):
                self.found.append(value)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.found.append(data)


def outside_of_translations(template: str) -> str:
    """Return a template without its tags, and without what stands in `{% blocktranslate %}`."""
    kept, within = [], ""
    for token in Lexer(template).tokenize():
        word = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK and word in ("blocktranslate", "blocktrans", "comment"):
            within = word
        elif token.contents.startswith("block main_class"):
            within = "block"  # names of classes, for nobody to read
        elif token.token_type == TokenType.BLOCK and word == f"end{within}":
            within = ""
        elif token.token_type == TokenType.TEXT and not within:
            kept.append(token.contents)
        elif token.token_type == TokenType.VAR and not within:
            kept.append("x ")  # something, as a tag's name may be, but no word
    return "".join(kept)


def words_left(path: Path, text: str) -> list[str]:
    rest = outside_of_translations(text)
    if path.suffix == ".html":
        reader = Spoken()
        reader.feed(rest)
        pieces = reader.found
    else:
        pieces = [rest]
    for name in NAMES:
        pieces = [piece.replace(name, "") for piece in pieces]
    return [" ".join(piece.split()) for piece in pieces if WORD.search(re.sub(r"https?://\S+|&\w+;", "", piece))]


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 100


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PROJECT / "templates")))
def test_a_template_says_nothing_that_cannot_be_translated(path: Path) -> None:
    assert words_left(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("template", "left"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{% translate 'Hello' %}</p>", []),
        ("<p>{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}</p>", []),
        ('<a aria-label="Go" href="/go">{{ x }}</a>', ["Go"]),
        ("<script>word()</script><!-- a note --><p>{# another #}{{ name }} · 1</p>", []),
        ('<button name="go" value="on">{% translate "On" %}</button>', []),
        ("<p>{% if x %}Yes{% endif %}</p>", ["Yes"]),
    ],
)
def test_the_guard_sees_what_it_should(template: str, left: list[str]) -> None:
    assert words_left(Path("x.html"), template) == left


SPEAKING = {"ValidationError": 0, "success": 1, "info": 1, "warning": 1, "error": 1}  # and which argument is read
SPEAKING_KEYWORDS = {"label", "help_text", "empty_label"}


def python_files() -> list[Path]:
    skip = {"migrations", "management", "settings", "demo"}
    return sorted(
        path
        for place in ("backr", "network", "matching")
        for path in (PROJECT / place).rglob("*.py")
        if not set(path.relative_to(PROJECT).parts) & skip
    )


def said_in_python(source: str, *, is_form: bool) -> Iterator[str]:
    """Yield each plain string that a person would be shown: of forms, refusals, messages and choices."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            on_messages = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "messages"
            place = SPEAKING.get(name)
            if place is not None and (name == "ValidationError" or on_messages) and len(node.args) > place:
                yield from _plain(node.args[place])
            for keyword in node.keywords:
                if is_form and keyword.arg in SPEAKING_KEYWORDS:
                    yield from _plain(keyword.value)
                if keyword.arg == "error_messages" and isinstance(keyword.value, ast.Dict):
                    for value in keyword.value.values:
                        yield from _plain(value)
        elif isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
            for line in node.body:
                if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
                    yield from _plain(line.value.elts[-1])


def _plain(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and WORD.search(node.value.replace("%(", "")):
        words = re.sub(r"%\(\w+\)[sd]", "", node.value)
        if WORD.search(words):
            yield node.value
    if isinstance(node, ast.JoinedStr):
        yield ast.unparse(node)


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(PROJECT)))
def test_python_says_nothing_that_cannot_be_translated(path: Path) -> None:
    is_form = "form" in path.name or path.name == "words.py"
    assert list(said_in_python(path.read_text(encoding="utf-8"), is_form=is_form)) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('messages.success(request, "Saved.")', ["Saved."]),
        ('messages.success(request, _("Saved."))', []),
        ('raise forms.ValidationError("Too long")', ["Too long"]),
        ('forms.CharField(label="Name", error_messages={"required": "Write it."})', ["Name", "Write it."]),
        ('class Kind(models.TextChoices):\n    WISH = "wish", "a wish"', ["a wish"]),
        ('class Kind(models.TextChoices):\n    WISH = "wish", _("a wish")', []),
        ('raise ValueError("for programmers")', []),
    ],
)
def test_the_guard_hears_what_it_should(source: str, said: list[str]) -> None:
    assert sorted(said_in_python(source, is_form=True)) == said


def test_no_word_is_translated_once_and_for_all() -> None:
    """`gettext` at the top of a module or in a class body speaks the language of whoever came first."""
    early = []
    for path in python_files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        plain = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for alias in node.names
            if alias.name in ("gettext", "ngettext", "pgettext", "npgettext")
        }
        early += [f"{path.relative_to(PROJECT)}:{node.lineno}" for node in _run_at_import(tree) if _calls(node, plain)]
    assert early == []


def _run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _run_at_import(child)


def _calls(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


# What the house does not say: to people, and of them. Each with what it says instead.
NOT_OURS = {
    "!": "calm words need none",
    "click": "press, choose, tap",
    "submit": "send",
    "invalid": "say what is not right, and what would be",
    "please note": "say it",
    "user": "member, or you",
    "username": "e-mail address",
    "admin": "steward, or whoever looks after this service",
    "email": "e-mail",
    "login": "sign in",
    "log in": "sign in",
    "logout": "sign out",
    "referral": "introduction",
    "endorsement": "recommendation",
    "vacancy": "role",
    "color": "colour",
    "favorite": "favourite",
    "neighbor": "neighbour",
    "center": "centre",
    "organize": "organise",
    "organization": "organisation",
    "recognize": "recognise",
    "gotten": "got",
    "whom": "who",
    "whomever": "anybody",
    "by way of": "through",
    "come to be": "work out",
    "comes to be": "works out",
    "came to be": "worked out",
    "need not": "don’t have to",
    "need do nothing": "can ignore it",
    "is told": "we tell them, or nobody will know",
    "are told": "we tell them, or they won’t know",
    "in your list": "on your list",
    "hear of it": "find out",
    "cannot": "can’t",
}
LONG_FORMS = ("do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "should")
NOT_OURS |= {f"{verb} not": "the short form, as people say it" for verb in LONG_FORMS}
NOT_OURS_AT_ALL = re.compile(
    "|".join(
        rf"(?<![\w-]){re.escape(word)}(?![\w-])" if word.replace(" ", "").isalpha() else re.escape(word)
        for word in NOT_OURS
    ),
    flags=re.IGNORECASE,
)


def test_everything_is_said_in_the_words_of_the_house() -> None:
    messages = extract_messages(PROJECT).items()
    texts = [text for message_id, message in messages for text in (message_id.text, message.plural)]
    said = [re.sub(r"%\(\w+\)[sd]|<[^>]*>", "", text) for text in texts]
    wrong = [(text, NOT_OURS[found[0].lower()]) for text in said if (found := NOT_OURS_AT_ALL.search(text))]
    assert len(said) > 1000
    assert wrong == []
