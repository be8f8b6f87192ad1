"""Telephone numbers of cards, as spreadsheets, people and messengers write them."""

import pytest

from tests.network.imports.reading.test_cards_as_they_come import card


@pytest.mark.parametrize(
    ("written", "numbers", "note"),
    [
        ("07700 900123; 01632 960123", ["07700 900123", "01632 960123"], ""),
        ("07700 900123 / 01632 960123", ["07700 900123", "01632 960123"], ""),
        ("07700 900123 or 01632 960123", ["07700 900123", "01632 960123"], ""),
        ("+44 (0)1632 960123", ["+44 (0)1632 960123"], ""),
        ("01632 960123 ext. 12", ["01632 960123 ext. 12"], ""),
        ("0201/123456", ["0201/123456"], ""),
        ("0049/151/23456789", ["0049/151/23456789"], ""),
        ("+49 151/23456789", ["+49 151/23456789"], ""),
        ("07700900123/01632960123", ["07700900123", "01632960123"], ""),
        ("07700 900123/+44 1632 960123", ["07700 900123", "+44 1632 960123"], ""),
        ("'07700900123", ["07700900123"], ""),
        ('="07700900123"', ["07700900123"], ""),
        ("447700900123.0", ["447700900123"], ""),
        ("4.47700900123E+11", ["447700900123"], ""),
        ("4,47700900123E+11", ["447700900123"], ""),
        ("4.47701E+11", [], "4.47701E+11"),
        ("4,47701E+11", [], "4,47701E+11"),
        ("4.5e11", [], "4.5e11"),
    ],
)
def test_numbers_as_spreadsheets_and_people_write_them(written: str, numbers: list[str], note: str) -> None:
    found = card("FN:Jo Bell", f"TEL:{written}")
    assert (found.phones, found.note) == (tuple(numbers), note)


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("IMPP;X-SERVICE-TYPE=WhatsApp;type=pref:x-apple:%2B447700900118", ["+447700900118"]),
        ("IMPP:whatsapp:+447700900118", ["+447700900118"]),
        ("IMPP;X-SERVICE-TYPE=WhatsApp:447700900118@s.whatsapp.net", ["+447700900118"]),
        ("X-SOCIALPROFILE;type=whatsapp:x-apple:+447700900118", ["+447700900118"]),
        ("X-WHATSAPP:447700900118", ["+447700900118"]),
        ("item1.X-WhatsApp-Number:447700900118", ["+447700900118"]),
        ("SOCIALPROFILE;SERVICE-TYPE=WhatsApp:+447700900118", ["+447700900118"]),
        ("X-SIGNAL:+447700900118", ["+447700900118"]),
        ("X-VIBER:07700900118", ["07700900118"]),
        ("URL:https://wa.me/447700900118", ["+447700900118"]),
        ("IMPP;X-SERVICE-TYPE=Signal:x-apple:07700900118", ["07700900118"]),
        ("IMPP:sms:+447700900118", ["+447700900118"]),
        ("IMPP;X-SERVICE-TYPE=ICQ:aim:123456789", []),
        ("IMPP:xmpp:jo@example.com", []),
        ("X-SOCIALPROFILE;type=twitter:https://twitter.com/jo", []),
        ("X-MS-TEL;VOICE;CALLBACK:07700900118", ["07700900118"]),
        ("PHONE:07700900118", ["07700900118"]),
        ("PHONE.WORK:07700900118", ["07700900118"]),
        ("X-PHONE;CELL:07700900118", ["07700900118"]),
    ],
)
def test_numbers_that_stand_elsewhere(line: str, numbers: list[str]) -> None:
    assert card("FN:Mila", line).phones == tuple(numbers)


def test_a_messenger_s_number_that_is_the_telephone_s_is_kept_once() -> None:
    found = card("FN:Mila", "TEL:07700 900118", "IMPP;X-SERVICE-TYPE=WhatsApp:x-apple:+447700900118")
    assert found.phones == ("07700 900118",)
