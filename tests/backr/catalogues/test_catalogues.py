"""Catalogues of translations: read, written, compiled and kept in step, in plain Python."""

import gettext
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as made_up
from hypothesis import strategies as st

from backr.catalogues import mo, po
from backr.catalogues.entries import Entry, Key
from backr.catalogues.extract import found_in
from backr.management.commands.messages import in_step
from backr.settings.environment import PROJECT

CATALOGUES = sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po"))
HEAD = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
PATIENT = made_up(deadline=None, suppress_health_check=[HealthCheck.too_slow])
texts = st.text(alphabet='ab "\\\n\r\t#~%[]é’\x85\u2028👩', min_size=1, max_size=12)
entries = st.builds(
    lambda text, context, plural, said: Entry(
        Key(text, context), plural, said[: 2 if plural else 1], notes=[], where=set()
    ),
    texts,
    st.one_of(st.just(""), texts),
    st.one_of(st.just(""), texts),
    st.lists(texts, min_size=2, max_size=2),
)


def loaded(catalogue: po.Catalogue) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(BytesIO(mo.compiled(catalogue)))  # type: ignore[arg-type]


@PATIENT
@given(st.lists(entries, max_size=8))
def test_whatever_is_written_is_read_again(given_entries: list[Entry]) -> None:
    catalogue = po.Catalogue(HEAD, {entry.key: entry for entry in given_entries})
    again = po.read(po.write(catalogue))
    assert (again.head, again.entries) == (catalogue.head, catalogue.entries)


@PATIENT
@given(st.lists(entries, max_size=8, unique_by=lambda entry: (entry.key.context, entry.key.text)))
def test_pythons_own_gettext_reads_what_is_compiled(given_entries: list[Entry]) -> None:
    catalogue = po.Catalogue(HEAD, {entry.key: entry for entry in given_entries})
    spoken = loaded(catalogue)
    for entry in given_entries:
        text, context = entry.key.text, entry.key.context
        for number, said in zip((1, 5), entry.said, strict=False):
            if entry.plural and context:
                assert spoken.npgettext(context, text, entry.plural, number) == said
            elif entry.plural:
                assert spoken.ngettext(text, entry.plural, number) == said
            else:
                assert (spoken.pgettext(context, text) if context else spoken.gettext(text)) == said


def test_what_gettext_itself_writes_is_read() -> None:
    read = po.read(
        """# Somebody's comment
msgid ""
msgstr ""
"Language: cy\\n"
"X: y\\n"

#. for translators
#: a.py:1 b.html
#, python-format
msgctxt "a \\"b\\""
msgid ""
"one\\n"
"two"
msgid_plural "many"
msgstr[0] "un\\n"
"dau"
msgstr[1] ""

#~ msgid "gone"
#~ msgstr "wedi mynd"
"""
    )
    [entry] = read.entries.values()
    assert read.head == "Language: cy\nX: y\n"
    assert (entry.key, entry.plural, entry.said) == (Key("one\ntwo", 'a "b"'), "many", ["un\ndau", ""])
    assert entry.where == {"a.py:1", "b.html"}
    assert not entry.is_translated


@pytest.mark.parametrize("line", ['msgid "a', "msgid a", 'nonsense "a"', '"a"', 'msgid "a" "b'])
def test_a_broken_line_is_named(line: str) -> None:
    with pytest.raises(po.UnreadableCatalogueError, match=re.escape(line)):
        po.read(line)


def test_every_kind_of_text_is_found(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "network").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        """{% load i18n %}{# not this #}{% translate "one %" %} {% trans 'two' context "c" %}
    {% blocktranslate count n=n %}{{ n }} of {{ who }}{% plural %}{{ n }}s of {{ who }}{% endblocktranslate %}
        {% include "x.html" with title=_("three") %} {{ _("four")|upper }} plain"""
    )
    (tmp_path / "network" / "words.py").write_text(
        'a = _("five" " six")\nb = ngettext_lazy("%d x", "%d xs", 3)\nc = pgettext("c", "seven")\n'
        'd = _(name)\ne = other("no")'
    )
    found = found_in(tmp_path)
    assert set(found) == {
        Key("one %%"),
        Key("two", "c"),
        Key("%(n)s of %(who)s"),
        Key("three"),
        Key("four"),
        Key("five six"),
        Key("%d x"),
        Key("seven", "c"),
    }
    assert found[Key("%(n)s of %(who)s")].plural == "%(n)ss of %(who)s"
    assert found[Key("three")].where == {"templates/page.html"}


def test_what_is_translated_stays_and_what_is_gone_goes() -> None:
    old = po.Catalogue(HEAD, {Key("a"): Entry(Key("a"), said=["A"]), Key("b"): Entry(Key("b"), said=["B"])})
    new = in_step(old, {Key("a"): Entry(Key("a")), Key("c"): Entry(Key("c"), plural="cs")})
    assert {key.text: entry.said for key, entry in new.entries.items()} == {"a": ["A"], "c": ["", ""]}


class TestOurs:
    @pytest.fixture(params=CATALOGUES, ids=lambda path: path.parent.parent.name)
    def path(self, request: pytest.FixtureRequest) -> Path:
        found: Path = request.param
        return found

    def test_what_is_compiled_is_what_is_written(self, path: Path) -> None:
        catalogue = po.read(path.read_text(encoding="utf-8"))
        assert path.with_suffix(".mo").read_bytes() == mo.compiled(catalogue), "run: make messages"

    def test_no_translation_is_of_a_text_that_is_gone(self, path: Path) -> None:
        found = found_in(PROJECT)
        translated = [entry for entry in po.read(path.read_text(encoding="utf-8")).entries.values() if any(entry.said)]
        gone = [one.key.text for one in translated if one.key not in found or found[one.key].plural != one.plural]
        assert gone == [], "run: make messages, and translate what has changed"

    def test_nothing_is_half_translated_or_has_lost_its_names(self, path: Path) -> None:
        wrong = []
        for entry in po.read(path.read_text(encoding="utf-8")).entries.values():
            if not any(entry.said):
                continue
            names = placeholders(entry.key.text) | placeholders(entry.plural)
            for said in entry.said:
                # "one question" may do without its number
                lost = names - placeholders(said) - ({"count"} if entry.plural else set())
                if not said or placeholders(said) - names or (lost and not entry.plural):
                    wrong.append((entry.key.text, said))
        assert wrong == []

    def test_it_has_a_form_for_each_number(self, path: Path) -> None:
        catalogue = po.read(path.read_text(encoding="utf-8"))
        forms = re.search(r"nplurals=(\d+)", catalogue.head)
        assert forms
        assert {len(entry.said) for entry in catalogue.entries.values() if entry.plural} == {int(forms[1])}


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)[sd]|%[sd]|https?://\S+|<(?:a|strong)\b", text)) | set(re.findall(r"%[sd]", text))
