"""What a member's own pages show of them."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from network.models import Member, ProfileLine


def lines_of(member: Member) -> dict[str, list[str]]:
    """Return the member's own lines by kind, with every kind as a key, in the order of writing."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in ProfileLine.Kind.values}
    for line in member.lines.order_by("pk"):
        by_kind[line.kind].append(line.text)
    return by_kind


def work_of(member: Member) -> dict[str, list[str] | bool]:
    """Return the initial data of the pages about work: the member's lines by kind, and who may use them."""
    return {**lines_of(member), "wishes_seen": member.wishes_seen, "offers_counted": member.offers_counted}


def verified_addresses(member: Member) -> list[str]:
    """Return the e-mail addresses that the member has proved to be theirs, the main one first."""
    addresses = EmailAddress.objects.filter(user=member, verified=True).order_by("-primary", "pk")
    return list(addresses.values_list("email", flat=True))


def ways_in(member: Member) -> dict[str, int]:
    """Return how many passkeys and authenticator apps the member has set up, by allauth's type names."""
    counts = {Authenticator.Type.WEBAUTHN.value: 0, Authenticator.Type.TOTP.value: 0}
    for kind in Authenticator.objects.filter(user=member, type__in=counts).values_list("type", flat=True):
        counts[kind] += 1
    return counts
