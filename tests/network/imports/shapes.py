"""Address books of any number of rows, in the shapes that cost the most."""

from collections.abc import Callable, Iterable

FIRST = [
    "Ann",
    "Bob",
    "Cy",
    "Di",
    "Ed",
    "Flo",
    "Gus",
    "Hal",
    "Ivy",
    "Joe",
    "Kit",
    "Lou",
    "Max",
    "Nan",
    "Oz",
    "Pat",
    "Ros",
]
LAST = ["Bell", "Field", "Marsh", "Stone", "Wood", "Hill", "Lake", "Ford", "Moor", "Dale", "Green", "Brook", "Shaw"]
WORK = ["Plumber", "Pastry chef", "Care assistant", "Bus driver", "Roofer", "Primary school teacher", "Florist"]
LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def name_of(number: int) -> tuple[str, str]:
    """Return one of as many names as there are numbers: a first name, and a surname."""
    first, rest = number % len(FIRST), number // len(FIRST)
    last, more = rest % len(LAST), rest // len(LAST)
    return FIRST[first], LAST[last] + (f"-{LAST[more % len(LAST)]}{more // len(LAST) or ''}" if more else "")


def csv(header: str, lines: Iterable[str]) -> bytes:
    return "\r\n".join([header, *lines, ""]).encode()


def linkedin(rows: int) -> bytes:
    """LinkedIn's Connections.csv: few e-mail addresses, a page each, and thousands of different positions."""

    def line(n: int) -> str:
        first, last = name_of(n)
        email = f"{first}.{last}{n}@example.com".lower() if n % 25 == 0 else ""
        page = f"https://www.linkedin.com/in/{first}-{last}-{n}"
        return f"{first},{last},{page},{email},Firm {n % 3000},{WORK[n % 7]} {n % 5000},12 May 2020"

    return csv(LINKEDIN, map(line, range(rows)))


def one_name(rows: int) -> bytes:
    return csv("Name,Email", (f"Jo Bell,jo{n}@example.com" for n in range(rows)))


def one_name_alone(rows: int) -> bytes:
    return csv("First Name,Last Name,Notes", (f"Jo,Bell,note {n}" for n in range(rows)))


def one_name_many_works(rows: int) -> bytes:
    return csv("Name,Job Title", (f"Jo Bell,Baker {n}" for n in range(rows)))


def one_landline_one_name(rows: int) -> bytes:
    return csv("Name,Email,Phone", (f"Jo Bell,jo{n}@example.com,01632 960001" for n in range(rows)))


def one_number(rows: int) -> bytes:
    return csv("Name,Phone", (f"{' '.join(name_of(n))},07700 900001" for n in range(rows)))


def one_switchboard(rows: int) -> bytes:
    return csv("Name,Email,Phone", (f"{' '.join(name_of(n))},p{n}@example.com,01632 960001" for n in range(rows)))


def one_email(rows: int) -> bytes:
    return csv("Name,Email", (f"{' '.join(name_of(n))},family@example.com" for n in range(rows)))


def one_email_alike(rows: int) -> bytes:
    """One address, names of which each could be a form of the next, and numbers of their own."""
    return csv(
        "Name,Email,Phone", (f"{('J. Bell', 'Jo Bell')[n % 2]},jo@example.com,07700 9{n:05}" for n in range(rows))
    )


def a_chain(rows: int) -> bytes:
    """Each row shares an address with the next, and a number of its own keeps them apart."""
    return csv(
        "Name,Email,Email 2,Phone",
        (f"{('J. Bell', 'Jo Bell')[n % 2]},jo{n}@example.com,jo{n + 1}@example.com,07700 9{n:05}" for n in range(rows)),
    )


def vcards(rows: int) -> bytes:
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{1};{0};;;\r\nFN:{0} {1}\r\nTITLE:{2}\r\nORG:Firm {3}\r\n"
        "EMAIL;TYPE=HOME:p{3}@example.com\r\nTEL;TYPE=CELL:07700 9{3:05}\r\n"
        "ADR;TYPE=HOME:;;1 High Street;Whitby;;YO21 1AA;\r\n"
        "NOTE:met at the harbour\r\nEND:VCARD\r\n"
    )
    return "".join(card.format(*name_of(n), WORK[n % 7], n) for n in range(rows)).encode()


def one_vcard(rows: int) -> bytes:
    """All in one card: so many addresses of one person."""
    lines = "".join(f"EMAIL:p{n}@example.com\r\n" for n in range(rows))
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jo Bell\r\n{lines}END:VCARD\r\n".encode()


def one_card_again(rows: int) -> bytes:
    return b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jo Bell\r\nEMAIL:jo@example.com\r\nEND:VCARD\r\n" * rows


def fifty_addresses(rows: int) -> bytes:
    """As many addresses on each card as a contact holds."""
    columns = ",".join(f"E-mail {n} - Value" for n in range(1, 51))
    return csv(
        f"First Name,Last Name,{columns}",
        (",".join([*name_of(n), *(f"{n}.{m}@example.com" for m in range(50))]) for n in range(rows)),
    )


def one_address(rows: int) -> bytes:
    return csv("Name,Email", (f"{' '.join(name_of(n))},p{n}@example.com" for n in range(rows)))


def ten_addresses(rows: int) -> bytes:
    """Five of each kind, as a busy person has."""
    columns = [*(f"E-mail {n} - Value" for n in range(1, 6)), *(f"Phone {n} - Value" for n in range(1, 6))]
    return csv(
        f"First Name,Last Name,{','.join(columns)}",
        (
            ",".join([
                *name_of(n), *(f"{n}.{m}@example.com" for m in range(5)), *(f"07{n:05}{m:04}" for m in range(5))
            ])
            for n in range(rows)
        ),
    )  # fmt: skip


def fifty_numbers(rows: int) -> bytes:
    columns = ",".join(f"Phone {n} - Value" for n in range(1, 51))
    return csv(
        f"First Name,Last Name,{columns}",
        (",".join([*name_of(n), *(f"07{n:05}{m:04}" for m in range(50))]) for n in range(rows)),
    )


def fifty_of_one_name(rows: int) -> bytes:
    columns = ",".join(f"E-mail {n} - Value" for n in range(1, 51))
    return csv(
        f"First Name,Last Name,{columns}",
        (",".join(["Jo", "Bell", *(f"{n}.{m}@example.com" for m in range(50))]) for n in range(rows)),
    )


def many_notes(rows: int) -> bytes:
    """Notes of a thousand letters, and a place and work on each."""
    note = "met her at the harbour " * 40
    return csv(
        "Name,Email,Job Title,City,Notes",
        (f"{' '.join(name_of(n))},p{n}@example.com,Roofer {n},Town {n},{note}" for n in range(rows)),
    )


SHAPES: dict[str, Callable[[int], bytes]] = {
    shape.__name__.replace("_", "-"): shape
    for shape in (
        linkedin, one_name, one_name_alone, one_name_many_works, one_landline_one_name, one_number, one_switchboard,
        one_email, one_email_alike, a_chain, vcards, one_vcard, one_card_again, one_address, ten_addresses,
        fifty_addresses, fifty_numbers, fifty_of_one_name, many_notes,
    )
}  # fmt: skip
