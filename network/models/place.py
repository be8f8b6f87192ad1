from django.db import models


class Place(models.Model):
    """A town or village, from GeoNames (CC BY 4.0), so that distance can be told."""

    geoname_id = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    search_name = models.CharField(max_length=200, db_index=True, help_text="lower case, without accents")
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(help_text="degrees north")
    longitude = models.FloatField(help_text="degrees east")
    population = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-population", "name"]

    def __str__(self) -> str:
        return self.name
