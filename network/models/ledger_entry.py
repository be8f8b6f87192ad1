from django.db import models


class LedgerEntry(models.Model):
    """One act of a workflow, chained to the one before. Never changed, never deleted: the database refuses it.

    It says nothing by itself: `commitment` is a salted hash of the details, which `LedgerWords` keeps.
    """

    chain = models.CharField(max_length=40, help_text="what the chain is of, as 'introduction:12'")
    number = models.PositiveIntegerField(help_text="place in the chain, from 1")
    act = models.CharField(max_length=24)
    at = models.DateTimeField()
    commitment = models.CharField(max_length=64, help_text="SHA-256 over salt and words, hex")
    previous = models.CharField(max_length=64, blank=True, help_text="hash of the entry before, hex")
    hash = models.CharField(max_length=64)
    signature = models.CharField(
        max_length=86, null=True, help_text="of the hash, base64url; None: from before entries were signed"
    )

    DAYS = "days"
    """The chain of the heads: see `network.platform.ledger.heads`."""

    class Meta:
        ordering = ["chain", "number"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_entry_a_place_in_a_chain")]
        indexes = [models.Index(fields=["at"], name="ledger_by_time")]

    def __str__(self) -> str:
        return f"{self.chain} {self.number} {self.act}"


class LedgerWords(models.Model):
    """Who did an act and what they said, with the salt. Destroyed when a person is erased; the chain still verifies.

    They are deleted with their subject, whose name is their entry's chain: see `network.platform.receivers`.
    """

    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="words")
    salt = models.CharField(max_length=64)
    details = models.JSONField(default=dict, help_text="exactly what the commitment was made over")

    def __str__(self) -> str:
        return f"words of entry {self.entry_id}"
