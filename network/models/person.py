from django.db import models


class Person(models.Model):
    """A human being in the network, member or not. Holds nothing but its identity."""

    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"person {self.pk}"
