"""Catalogues of translations: read, written, compiled and kept up to date, without gettext's programs."""

import gettext
import re
from io import BytesIO
from pathlib import Path

import polib
import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as made_up
from hypothesis import strategies as st

from backr.settings.environment import PROJECT
from backr.translations import (
    Message,
    MessageId,
    UnreadableCatalogue,
    extract_messages,
    message_id_of,
    plural_forms,
    read_catalogue,
    updated,
)

CATALOGUES = sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po"))
HEADERS = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
PATIENT = made_up(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
texts = st.text(alphabet='ab "\\\n\r\t#~%[]é’\x85\u2028👩', min_size=1, max_size=12)


def entry(text: str, context: str = "", plural: str = "", translations: tuple[str, ...] = ("", "")) -> polib.POEntry:
    return polib.POEntry(
        msgid=text,
        msgctxt=context or None,
        msgid_plural=plural,
        msgstr="" if plural else translations[0],
        msgstr_plural=dict(enumerate(translations)) if plural else {},
    )


entries = st.builds(entry, texts, st.just("") | texts, st.just("") | texts, st.tuples(texts, texts))
distinct_entries = st.lists(entries, max_size=8, unique_by=message_id_of)


def catalogue_of(*given_entries: polib.POEntry) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = dict(HEADERS)
    catalogue.extend(given_entries)
    return catalogue


def content(catalogue: polib.POFile) -> dict[MessageId, tuple[str, list[str]]]:
    return {message_id_of(entry): (entry.msgid_plural, translations(entry)) for entry in catalogue}


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def loaded(catalogue: polib.POFile) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(BytesIO(catalogue.to_binary()))


@PATIENT
@given(distinct_entries)
def test_whatever_is_written_is_read_again(tmp_path: Path, given_entries: list[polib.POEntry]) -> None:
    catalogue = catalogue_of(*given_entries)
    messages = {message_id_of(entry): Message(entry.msgid_plural) for entry in given_entries}
    updated(catalogue, messages).save(str(tmp_path / "django.po"))
    again = read_catalogue(tmp_path / "django.po")
    assert (again.metadata, content(again)) == (catalogue.metadata, content(catalogue))


@PATIENT
@given(distinct_entries)
def test_pythons_own_gettext_reads_what_is_compiled(given_entries: list[polib.POEntry]) -> None:
    spoken = loaded(catalogue_of(*given_entries))
    for entry in given_entries:
        text, context, plural = entry.msgid, entry.msgctxt, entry.msgid_plural
        for number, translation in zip((1, 5), translations(entry), strict=False):
            if plural and context:
                assert spoken.npgettext(context, text, plural, number) == translation
            elif plural:
                assert spoken.ngettext(text, plural, number) == translation
            else:
                assert (spoken.pgettext(context, text) if context else spoken.gettext(text)) == translation


def test_what_gettext_itself_writes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_text(
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
    catalogue = read_catalogue(path)
    [entry] = [entry for entry in catalogue if not entry.obsolete]
    assert catalogue.metadata == {"Language": "cy", "X": "y"}
    assert (message_id_of(entry), entry.msgid_plural) == (MessageId("one\ntwo", 'a "b"'), "many")
    assert translations(entry) == ["un\ndau", ""]
    assert entry.occurrences == [("a.py", "1"), ("b.html", "")]
    assert not entry.translated()


@pytest.mark.parametrize("line", ['msgid "a', "msgid a", 'nonsense "a"', '"a"', 'msgid "a" "b'])
def test_a_broken_line_is_named(line: str, tmp_path: Path) -> None:
    (tmp_path / "django.po").write_text(line)
    with pytest.raises(UnreadableCatalogue, match=re.escape(line)):
        read_catalogue(tmp_path / "django.po")


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
    messages = extract_messages(tmp_path)
    assert set(messages) == {
        MessageId("one %%"),
        MessageId("two", "c"),
        MessageId("%(n)s of %(who)s"),
        MessageId("three"),
        MessageId("four"),
        MessageId("five six"),
        MessageId("%d x"),
        MessageId("seven", "c"),
    }
    assert messages[MessageId("%(n)s of %(who)s")].plural == "%(n)ss of %(who)s"
    assert messages[MessageId("three")].files == {"templates/page.html"}


def test_what_is_translated_stays_and_what_is_gone_goes() -> None:
    old = catalogue_of(entry("a", translations=("A",)), entry("b", translations=("B",)))
    new = updated(old, {MessageId("a"): Message(), MessageId("c"): Message(plural="cs")})
    assert {entry.msgid: translations(entry) for entry in new} == {"a": ["A"], "c": ["", ""]}


def test_a_translators_notes_stay() -> None:
    noted = entry("a", translations=("A",))
    noted.tcomment, noted.comment, noted.flags = "from the old site", "said aloud", ["fuzzy"]
    [kept] = updated(catalogue_of(noted), {MessageId("a"): Message(files={"a.py"})})
    assert (kept.tcomment, kept.comment, kept.flags) == ("from the old site", "said aloud", ["fuzzy"])
    assert not kept.translated()


class TestOurs:
    @pytest.fixture(params=CATALOGUES, ids=lambda path: path.parent.parent.name)
    def path(self, request: pytest.FixtureRequest) -> Path:
        path: Path = request.param
        return path

    def test_what_is_compiled_is_what_is_written(self, path: Path) -> None:
        assert path.with_suffix(".mo").read_bytes() == read_catalogue(path).to_binary(), "run: make messages"

    def test_no_translation_is_of_a_text_that_is_gone(self, path: Path) -> None:
        messages = extract_messages(PROJECT)
        translated = [entry for entry in read_catalogue(path) if any(translations(entry))]
        gone = [
            entry.msgid
            for entry in translated
            if message_id_of(entry) not in messages or messages[message_id_of(entry)].plural != entry.msgid_plural
        ]
        assert gone == [], "run: make messages, and translate what has changed"

    def test_nothing_is_half_translated_or_has_lost_its_names(self, path: Path) -> None:
        wrong = []
        for entry in read_catalogue(path):
            if not any(translations(entry)):
                continue
            names = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
            for translation in translations(entry):
                # "one question" may do without its number
                lost = names - placeholders(translation) - ({"count"} if entry.msgid_plural else set())
                if not translation or placeholders(translation) - names or (lost and not entry.msgid_plural):
                    wrong.append((entry.msgid, translation))
        assert wrong == []

    def test_it_has_a_form_for_each_number(self, path: Path) -> None:
        catalogue = read_catalogue(path)
        assert "nplurals" in catalogue.metadata["Plural-Forms"]
        forms = {len(translations(entry)) for entry in catalogue if entry.msgid_plural}
        assert forms == {plural_forms(catalogue)}


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)[sd]|%[sd]|https?://\S+|<(?:a|strong)\b", text)) | set(re.findall(r"%[sd]", text))
