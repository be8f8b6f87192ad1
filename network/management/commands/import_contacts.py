import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.imports.actions import add_chosen, bring, leave
from network.imports.queries import counts_of
from network.imports.states import WORK, State
from network.imports.worker import work_on
from network.models import ContactImport, ImportRow, Member


class Command(BaseCommand):
    help = (
        "Bring an address book (vCard, or CSV from Google, Outlook or LinkedIn) into a member's list, as the pages do. "
        "Exits 0 if the file was read, even if single cards could not be, and 1 if it could not be read at all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the address book")
        parser.add_argument("--member", required=True, metavar="EMAIL", help="whose list")
        parser.add_argument("--private", action="store_true", help="keep all the new people private")
        parser.add_argument("--look", action="store_true", help="only say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        member, data = the_member(options["member"]), the_data(options["file"])
        brought = bring(member=member, filename=options["file"].name, data=data)
        wait_for(brought)
        if brought.state == State.UNREADABLE:
            raise CommandError(brought.reason)
        if brought.state == State.COLUMNS:
            raise CommandError("The headings of this table are not known; say what the columns are on its page.")
        unticked = brought.rows.filter(plan__in=[ImportRow.Plan.ASK, ImportRow.Plan.ADD], chosen=False).order_by(
            "number"
        )
        left = [f"  no. {row.number} ({row.card['name']}): {row.reason}" for row in unticked]
        if options["look"]:
            self.tell(brought, "would be added", "would be added to", left)
            brought.delete()
            return
        ContactImport.objects.filter(pk=brought.pk).update(all_private=options["private"])
        something = add_chosen(member=member, import_id=brought.pk)
        wait_for(brought)
        self.tell(brought, "added", "added to", left)
        if not something:  # else it would wait on the member's page for a choice, and there is none
            leave(member=member, import_id=brought.pk)

    def tell(self, brought: ContactImport, added: str, updated: str, left: list[str]) -> None:
        """Print the summary: counts, then each row that could not be read, and each in `left`, that is not ticked."""
        counts = counts_of(brought)
        self.stdout.write(f"{brought.filename}: {brought.get_format_display()}, {counts.all} cards")
        self.stdout.write(
            f"{counts.add_chosen} {added}, {counts.update_chosen} {updated}, {counts.skip} left as they were"
        )
        self.stdout.write(f"{counts.bad} could not be read")
        for row in brought.rows.filter(plan=ImportRow.Plan.BAD).order_by("number"):
            who = f" ({row.card['name']})" if row.card.get("name") else ""
            self.stdout.write(f"  no. {row.number}{who}: {row.reason}")
        if left:
            self.stdout.write("\n".join([f"{len(left)} not added, as nobody ticks them or answers here", *left]))


def wait_for(brought: ContactImport) -> None:
    """Do the import's pending work, or wait for a worker that does it already."""
    work_on(brought.pk)
    brought.refresh_from_db()
    while State(brought.state) in WORK:
        time.sleep(0.2)
        work_on(brought.pk)
        brought.refresh_from_db()


def the_member(email: str) -> Member:
    member = Member.objects.filter(email__iexact=email).first()
    if member is None:
        raise CommandError(f"There is no member with the address {email}.")
    return member  # type: ignore[no-any-return]


def the_data(path: Path) -> bytes:
    try:
        if path.stat().st_size > settings.IMPORT_MAX_BYTES:
            raise CommandError(f"{path} is larger than {settings.IMPORT_MAX_BYTES:,} bytes, which is the most we take.")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
