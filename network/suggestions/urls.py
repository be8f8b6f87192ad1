from django.urls import path

from network.suggestions import aside_views, views
from network.suggestions.lines import vocabulary_suggest

urlpatterns = [
    path("", views.work, name="work"),
    path("lines/", vocabulary_suggest, name="vocabulary_suggest"),
    path("others/", views.others, name="work_others"),
    path("not-for-me/", aside_views.set_asides, name="work_set_asides"),
    path("not-for-me/<int:pk>/undo/", aside_views.take_back, name="work_take_back"),
    path("not-for-me/<str:handle>/", aside_views.set_aside, name="work_set_aside"),
]
