"""The domain of an e-mail address, read in one way by whoever keeps, compares or writes to it.

That way is IDNA 2008 by UTS 46, not transitional. Python's own codec "idna" is IDNA 2003, for which "faß.example" is
"fass.example": a code would go to one mailbox and prove the other.
"""

from functools import lru_cache

import idna

LONGEST_DOMAIN = 254  # RFC 5321, 4.5.3.1.2


def ascii_domain(domain: str) -> str:
    """Return `domain` in ASCII and lower case. Raises ValueError if no domain can be written so."""
    if len(domain) > LONGEST_DOMAIN:
        raise ValueError("longer than any domain")
    return _in_ascii(domain.removesuffix("."))


@lru_cache(maxsize=4096)
def _in_ascii(domain: str) -> str:
    """Return a domain in ASCII. Cached: an address book repeats few domains, and each takes 0.1 ms."""
    return idna.encode(domain, uts46=True, transitional=False).decode("ascii").lower()


def readable_address(address: str) -> str:
    """Return `address` in lower case with its domain in letters: one spelling of each mailbox.

    Raises ValueError if its domain is none.
    """
    local, _at, domain = address.lower().rpartition("@")
    return f"{local}@{idna.decode(ascii_domain(domain))}"


def deliverable_address(address: str) -> str:
    """Return `address` as it is handed to a mail server. One whose domain is none is returned as it is."""
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{ascii_domain(domain)}"
    except ValueError:
        return address
