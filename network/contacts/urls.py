from django.urls import URLPattern, path

from network.contacts import views

urlpatterns: list[URLPattern] = [
    path("", views.people, name="people"),
    path("add/", views.contact_add, name="contact_add"),
    path("<int:contact_id>/", views.contact, name="contact"),
    path("<int:contact_id>/change/", views.contact_change, name="contact_change"),
    path("<int:contact_id>/line/", views.contact_line, name="contact_line"),
    path("<int:contact_id>/remove/", views.contact_remove, name="contact_remove"),
]
