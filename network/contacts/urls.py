from django.urls import URLPattern, path

from network.contacts import views
from network.contacts.acquaintances import views as acquaintances
from network.contacts.mapping import views as mapping

urlpatterns: list[URLPattern] = [
    path("", views.people, name="people"),
    path("add/", views.contact_add, name="contact_add"),
    path("<int:contact_id>/", views.contact, name="contact"),
    path("<int:contact_id>/change/", views.contact_change, name="contact_change"),
    path("<int:contact_id>/line/", views.contact_line, name="contact_line"),
    path("<int:contact_id>/remove/", views.contact_remove, name="contact_remove"),
    path("map/", mapping.people_map, name="people_map"),
    path("map/move/", mapping.people_map_move, name="people_map_move"),
    path("names/", acquaintances.contact_suggest, name="contact_suggest"),
    path("<int:contact_id>/knows/", acquaintances.contact_knows, name="contact_knows"),
    path("<int:contact_id>/knows/<int:other_id>/not/", acquaintances.contact_knows_not, name="contact_knows_not"),
]
