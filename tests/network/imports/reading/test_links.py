"""Numbers that stand in the links of cards: to ring, or to write by a messenger."""

import pytest

from network.imports.reading import read


@pytest.mark.parametrize(
    ("link", "number"),
    [
        ("https://wa.me/447700900123?text=Hi%20Jo", "+447700900123"),
        ("https://wa.me/+44 7700 900123", "+447700900123"),
        ("wa.me/447700900123/", "+447700900123"),
        ("https://api.whatsapp.com/send?phone=447700900123&text=Hi", "+447700900123"),
        ("https://web.whatsapp.com/send/?text=Hi&phone=%2B447700900123", "+447700900123"),
        ("whatsapp://send?phone=447700900123", "+447700900123"),
        ("tel:+44-7700-900123", "+44-7700-900123"),
        ("tel:+441632960123\\;ext=3", "+441632960123 ext. 3"),
        ("tel://07700900123", "07700900123"),
        ("sms:07700900123?body=Hi", "07700900123"),
    ],
)
@pytest.mark.parametrize("name", ["URL", "item1.URL;type=pref", "X-SOCIALPROFILE;type=whatsapp", "IMPP"])
def test_a_link_to_ring_or_write_keeps_its_number(name: str, link: str, number: str) -> None:
    [card] = read(f"BEGIN:VCARD\nVERSION:3.0\nFN:Jo Bell\n{name}:{link}\nEND:VCARD\n".encode()).cards
    assert card.phones == (number,)


@pytest.mark.parametrize(
    "link", ["https://wa.me/message/ABC123", "https://wa.me/qr/XYZ", "https://example.com/447700900123", "tel:"]
)
def test_a_link_without_a_number_has_none(link: str) -> None:
    [card] = read(f"BEGIN:VCARD\nVERSION:3.0\nFN:Jo Bell\nURL:{link}\nEND:VCARD\n".encode()).cards
    assert card.phones == ()
