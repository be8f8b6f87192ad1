"""`replace_address`: for a member who has lost their e-mail address and asked for help."""

from argparse import ArgumentParser
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from network.identity.resolve import refresh_member
from network.models import Member
from network.people.account_recovery import replace_addresses


class Command(BaseCommand):
    help = (
        "Replace the e-mail addresses that a member has lost with a new one. First make sure it is them: ask somebody "
        "who knows them, or ring them on a number they gave before. We tell the old addresses by e-mail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--of", required=True, metavar="ADDRESS", help="the main address they have lost")
        parser.add_argument("--new", required=True, metavar="ADDRESS", help="the address to sign in with from now on")

    def handle(self, *args: Any, **options: Any) -> None:
        member = Member.objects.filter(email__iexact=options["of"].strip()).first()
        if member is None:
            raise CommandError("Nobody has that main address here.")
        try:
            validate_email(options["new"].strip())
            lost = replace_addresses(member=member, address=options["new"])
        except (ValueError, ValidationError) as error:
            raise CommandError("That new address cannot be used: it is misspelt, or somebody here has it.") from error
        refresh_member(member)
        for address in lost:
            words = {"from_email": address, "to_email": member.email, "user": member, "timestamp": timezone.now()}
            get_adapter().send_mail("account/email/email_changed", address, words)
        self.stdout.write(f"{member.email} can now sign in with a code. Told: {', '.join(lost) or 'nobody'}.")
