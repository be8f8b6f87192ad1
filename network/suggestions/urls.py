from django.urls import path

from network.suggestions.lines import vocabulary_suggest
from network.suggestions.views import work

urlpatterns = [
    path("", work, name="work"),
    path("lines/", vocabulary_suggest, name="vocabulary_suggest"),
]
