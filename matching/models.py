from django.db import models


class TextVector(models.Model):
    """The vector of one distinct text by one model. It refers to no person."""

    model = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of the normalised text, hex")
    text = models.CharField(max_length=300)
    vector = models.BinaryField(
        null=True, blank=True, help_text="float16, little endian, unit length; empty: not made yet"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "content_hash"], name="one_vector_a_text_and_model")]
        indexes = [
            models.Index(fields=["model"], condition=models.Q(vector__isnull=True), name="vectors_missing"),
        ]

    def __str__(self) -> str:
        return self.text
