from typing import ClassVar

from django.db import models

from matching.vocabulary.tokenizer import normalised, words_of
from network.models.contact import Contact
from network.models.contact_import import ContactImport
from network.models.member import Member


class EverydayName(models.Model):
    """What a member calls a line of work, in words that the vocabulary has not: "maths teacher". Theirs alone.

    Whatever they write down later in the same words has that line of work at once. Nobody else's words ever have it.
    """

    LONGEST: ClassVar[int] = 200  # as the words about a contact's work
    LONGEST_KEY: ClassVar[int] = 300  # composed letters may come apart

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="everyday_names")
    words = models.CharField(max_length=LONGEST, help_text="as the member wrote them first")
    key = models.CharField(max_length=LONGEST_KEY, help_text="the words in the form in which they are compared")
    line_of_work = models.CharField(max_length=Contact._meta.get_field("line_of_work").max_length)
    came_with = models.ForeignKey(
        ContactImport,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="everyday_names",
        help_text="said in the preview of this import, and taken back with it",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "key"], name="words_mean_one_line_to_a_member"),
            models.CheckConstraint(condition=~models.Q(line_of_work=""), name="an_everyday_name_is_of_a_line"),
        ]

    def __str__(self) -> str:
        return self.words


def key_of_words(words: str) -> str:
    """Return the form in which words about work are compared: small letters, no accents, no punctuation."""
    return (" ".join(words_of(words)) or normalised(words))[: EverydayName.LONGEST_KEY]
