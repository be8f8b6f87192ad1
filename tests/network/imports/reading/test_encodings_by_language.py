"""A few names of each language, in each encoding that its programs have used, come out as they were written."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.imports.reading import read

LANGUAGES: dict[str, tuple[str, list[str]]] = {
    "French": (
        "cp1252 iso8859_15 mac_roman",
        [
            "Éléonore Lefèvre",
            "François Lebœuf",
            "Cœur Noël",
            "Jérôme Hébert",
            "Anaïs Garçon",
            "Zoë Côté",
            "Maëlle Œuvrard",
        ],
    ),
    "German": (
        "cp1252 iso8859_15 mac_roman",
        ["Jürgen Groß", "Bärbel Müller", "Käthe Öhring", "Jörg Schäfer", "Uwe Böhm"],
    ),
    "Spanish": (
        "cp1252 iso8859_15 mac_roman",
        ["José Núñez", "María Peña", "Íñigo Ibáñez", "Ángel Muñoz", "Lucía León"],
    ),
    "Finnish": ("cp1252 iso8859_15", ["Žofia Šimko", "Pekka Hämäläinen", "Åke Öberg", "Väinö Mäkelä", "Jyrki Šein"]),
    "Polish": (
        "cp1250 iso8859_2 mac_latin2",
        ["Łukasz Wiśniewski", "Paweł Żak", "Małgorzata Dąbrowska", "Grażyna Wójcik", "Michał Jabłoński", "Rafał Gołąb"],
    ),
    "Czech": (
        "cp1250 iso8859_2 mac_latin2",
        ["Jiří Dvořák", "Tomáš Růžička", "Šárka Růžičková", "Zdeněk Čapek", "Věra Kučerová", "Ondřej Vaněk"],
    ),
    "Hungarian": (
        "cp1250 iso8859_2 mac_latin2",
        ["Győző Szűcs", "Erzsébet Gergő", "Ágnes Őszi", "Ildikó Fűrész", "Jenő Szabó", "Enikő Erdős"],
    ),
    "Croatian": ("cp1250 iso8859_2", ["Željko Đurić", "Šime Čačić", "Anđela Krešić", "Krešimir Žužić"]),
    "Turkish": ("cp1254", ["Ayşe Yıldız", "Gülşah Öğüt", "İbrahim Çağrı", "Uğur Şahin", "Özgür Güneş"]),
    "Russian": ("cp1251 koi8_r", ["Иван Петров", "Ольга Смирнова", "Юрий Жуков", "Анна Щербакова", "Сергей Иванов"]),
    "Greek": ("cp1253 iso8859_7", ["Γιώργος Παπαδόπουλος", "Μαρία Νικολάου", "Ελένη Δημητρίου", "Κώστας Γεωργίου"]),
    "Hebrew": (
        "cp1255 iso8859_8",
        ["דוד כהן", "שרה לוי", "יוסף מזרחי", "רחל אברהם", "משה פרץ", "מרים ביטון", "נועה שפירא"],
    ),
    "Arabic": (
        "cp1256 iso8859_6",
        [
            "محمد أحمد",
            "فاطمة علي",
            "يوسف حسن",
            "خالد إبراهيم",
            "عائشة محمود",
            "عبد الله سالم",
            "ليلى منصور",
            "عمر الشريف",
        ],
    ),
    "Persian": ("cp1256", ["پرويز رضايي", "علي گلستاني", "چنگيز محمدي", "ژاله كريمي", "مريم پارسا"]),
}
CASES = [(language, encoding) for language, (encodings, _names) in LANGUAGES.items() for encoding in encodings.split()]


def names_read(names: list[str], encoding: str) -> list[str]:
    text = "".join(f"{name},{n}@example.com\n" for n, name in enumerate(names))
    return [card.name for card in read(b"Name,Email\n" + text.encode(encoding)).cards]


@pytest.mark.parametrize(("language", "encoding"), CASES)
@given(seed=st.integers(0, 2**32))
def test_three_names_of_a_language(language: str, encoding: str, seed: int) -> None:
    names = Random(seed).sample(LANGUAGES[language][1], 3)
    assert names_read(names, encoding) == names


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_one_card_alone(language: str, encoding: str) -> None:
    names = LANGUAGES[language][1]
    cards = [f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n".encode(encoding) for name in names]
    read_right = [read(card).cards[0].name == name for card, name in zip(cards, names, strict=True)]
    assert read_right.count(False) <= 1, [name for name, right in zip(names, read_right, strict=True) if not right]


@pytest.mark.parametrize(
    "name", ["O´Brien", "D´Arcy Noël", "Siân", "Sìne Mòrag", "Renée", "Zoë", "Bjørn Ærø", "Þór Jónsson", "Núria Peña"]
)
def test_a_single_odd_word_of_the_west_stays_so(name: str) -> None:
    [card] = read(f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n".encode("cp1252")).cards
    assert card.name == name
