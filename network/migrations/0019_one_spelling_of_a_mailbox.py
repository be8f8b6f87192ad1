"""Names each member's mailboxes as the mail servers did that their codes went to.

Until now letters went by IDNA 2003, and fingerprints were made by IDNA 2008: whoever proved "faß.example" had read a
letter at "fass.example". What was proved is kept under the name of the mailbox that was read. Where somebody else has
that one, it is proved no more.
"""

from django.db import migrations
from django.db.models import Q

from network.platform.mail_addresses import ascii_domain, readable_address


def name_mailboxes(apps, schema_editor):
    EmailAddress = apps.get_model("account", "EmailAddress")
    for pk, email in EmailAddress.objects.values_list("pk", "email").iterator():
        if email.isascii() and "xn--" not in email:
            continue
        local, _at, domain = email.lower().rpartition("@")
        try:
            read = domain.encode("idna").decode("ascii")
            mailbox = readable_address(f"{local}@{read}")
            meant = ascii_domain(domain)
        except ValueError:
            read = mailbox = meant = ""
        if mailbox != email:
            rename(apps, pk, mailbox, is_other=read != meant or not mailbox)


def rename(apps, pk, mailbox, *, is_other):
    EmailAddress, Member = apps.get_model("account", "EmailAddress"), apps.get_model("network", "Member")
    address = EmailAddress.objects.get(pk=pk)
    if is_other:
        # the right ones are made when the member next signs in
        apps.get_model("network", "Fingerprint").objects.filter(member=address.user_id).delete()
    elsewhere = Q(email__iexact=mailbox)
    taken = EmailAddress.objects.filter(elsewhere).exclude(pk=pk).exists()
    if mailbox and not taken and not Member.objects.filter(elsewhere).exclude(pk=address.user_id).exists():
        Member.objects.filter(pk=address.user_id, email__iexact=address.email).update(email=mailbox)
        EmailAddress.objects.filter(pk=pk).update(email=mailbox)
    elif is_other:
        EmailAddress.objects.filter(pk=pk).update(verified=False)


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("network", "0018_tables_of_any_program"),
    ]

    operations = [migrations.RunPython(name_mailboxes, migrations.RunPython.noop)]
