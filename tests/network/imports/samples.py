"""Small address books."""

from collections.abc import Iterable


def vcard(name: str = "", *, email: str = "", phone: str = "", title: str = "", note: str = "", more: str = "") -> str:
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}"]
    lines += [f"EMAIL:{email}"] * bool(email) + [f"TEL;TYPE=CELL:{phone}"] * bool(phone)
    lines += [f"TITLE:{title}"] * bool(title) + [f"NOTE:{note}"] * bool(note) + [more] * bool(more)
    return "\r\n".join([*lines, "END:VCARD", ""])


def book(*cards: str) -> bytes:
    return "".join(cards).encode()


def many(numbers: Iterable[int]) -> bytes:
    """A book of different people, each with an e-mail address, a phone number and something they do."""
    return book(
        *(
            vcard(f"Person {n:05}", email=f"p{n}@example.com", phone=f"+44 7700 {n:06}", title=f"Baker {n % 50}")
            for n in numbers
        )
    )
