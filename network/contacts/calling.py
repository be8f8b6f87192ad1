"""What a member calls other members: as those wish, else as the member has them written down."""

from collections.abc import Collection

from network.models import Contact, Member


def called_by(reader_id: int, members: Collection[Member]) -> dict[int, str]:
    """Return, by id, what the member `reader_id` may call each of `members`. One query if some have given no name.

    Somebody without a name is called as in the reader's own record, if a handshake has shown of it who it is.
    """
    names = {member.pk: member.display_name for member in members}
    nameless = [member.pk for member in members if not member.name]
    if nameless:
        known = Contact.objects.filter(owner=reader_id, confirmed_as__in=nameless).order_by()
        names |= {pk: name for pk, name in known.values_list("confirmed_as_id", "name") if pk is not None}
    return names
