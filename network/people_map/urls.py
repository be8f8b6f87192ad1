from django.urls import URLPattern, path

from network.people_map import views

urlpatterns: list[URLPattern] = [
    path("", views.people_map, name="people_map"),
    path("move/", views.people_map_move, name="people_map_move"),
]
