from django.urls import path

from network.suggestions import views

urlpatterns = [
    path("", views.work, name="work"),
    path("lines/", views.vocabulary_suggest, name="vocabulary_suggest"),
    path("others/", views.others, name="work_others"),
    path("not-for-me/", views.dismissed, name="work_set_asides"),
    path("not-for-me/<int:pk>/undo/", views.take_back, name="work_take_back"),
    path("not-for-me/<str:handle>/", views.dismiss, name="work_set_aside"),
]
