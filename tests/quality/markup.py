"""What stands in a page's HTML: elements with their attributes, forms with their fields."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True)
class Element:
    tag: str
    attributes: dict[str, str]
    line: int

    def __str__(self) -> str:
        attributes = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"line {self.line}: <{self.tag}{attributes}>"[:200]


@dataclass
class Form:
    """A form that is sent by post: where to, and its fields with what they would send now."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """A visible field's name, and its kind: the type of an `input`, or `textarea`, or `select`."""
    button: dict[str, str] = field(default_factory=dict)
    """What the first button sends: it is the one that Enter presses."""


BUTTONS = ("submit", "button", "reset", "image")


class Markup(HTMLParser):
    """A page, read: `elements` in order, and the `forms` that are sent by post."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._textarea = ""
        self._select = ""
        self.feed(html)

    def named(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.elements if element.tag in tags)

    def has_class(self, name: str) -> bool:
        return any(name in element.attributes.get("class", "").split() for element in self.elements)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, attributes, self.getpos()[0]))
        if tag == "form" and attributes.get("method", "").lower() == "post":
            self._form = Form(attributes.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._take_field(self._form, tag, attributes)

    def _take_field(self, form: Form, tag: str, attributes: dict[str, str]) -> None:
        name, kind = attributes.get("name", ""), attributes.get("type", "text" if tag == "input" else tag)
        if tag == "button" or (tag == "input" and kind in BUTTONS):
            if kind in ("button", "submit") and not form.button:
                form.button = {name: attributes.get("value", "")}
        elif tag == "option":
            if self._select and ("selected" in attributes or self._select not in form.values):
                form.values[self._select] = attributes.get("value", "")
        elif name and tag in ("input", "textarea", "select") and "disabled" not in attributes:
            if kind != "hidden":
                form.kinds[name] = kind
            if kind not in ("checkbox", "radio") or "checked" in attributes:
                form.values[name] = attributes.get("value", "on" if kind == "checkbox" else "")
            self._textarea = name if tag == "textarea" else ""
            if tag == "select":
                del form.values[name]
                self._select = name

    def handle_data(self, data: str) -> None:
        if self._textarea and self._form is not None:
            self._form.values[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""
