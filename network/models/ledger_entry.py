from django.db import models

from network.models.introduction import Introduction


class LedgerEntry(models.Model):
    """One act of a workflow, chained to the one before. Never changed, never deleted: the database refuses it.

    Says nothing by itself: `commitment` is a salted hash, and what it commits to stands beside it in `LedgerWords`.
    """

    chain = models.CharField(max_length=40, help_text="what the chain is of, as 'introduction:12'")
    number = models.PositiveIntegerField(help_text="place in the chain, from 1")
    act = models.CharField(max_length=24)
    at = models.DateTimeField()
    commitment = models.CharField(max_length=64, help_text="SHA-256 over salt and words, hex")
    previous = models.CharField(max_length=64, blank=True, help_text="hash of the entry before, hex")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "number"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_entry_a_place_in_a_chain")]

    def __str__(self) -> str:
        return f"{self.chain} {self.number} {self.act}"


class LedgerWords(models.Model):
    """Who did an act and what they said, with the salt. Destroyed when a person is erased; the chain still verifies."""

    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="words")
    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="ledger")
    salt = models.CharField(max_length=64)
    details = models.JSONField(default=dict, help_text="exactly what the commitment was made over")

    def __str__(self) -> str:
        return f"words of entry {self.entry_id}"
