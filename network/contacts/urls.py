from django.urls import URLPattern, path

from network.contacts import acquaintances, views

urlpatterns: list[URLPattern] = [
    path("", views.people, name="people"),
    path("add/", views.contact_add, name="contact_add"),
    path("work/", views.contact_work, name="contact_work"),
    path("work/words/", views.own_words, name="own_words"),
    path("work/words/<int:name_id>/forget/", views.own_words_forget, name="own_words_forget"),
    path("<int:contact_id>/", views.contact, name="contact"),
    path("<int:contact_id>/change/", views.contact_change, name="contact_change"),
    path("<int:contact_id>/line/", views.contact_line, name="contact_line"),
    path("<int:contact_id>/as-written/", views.contact_as_written, name="contact_as_written"),
    path("<int:contact_id>/remove/", views.contact_remove, name="contact_remove"),
    path("names/", acquaintances.contact_suggest, name="contact_suggest"),
    path("<int:contact_id>/knows/", acquaintances.contact_knows, name="contact_knows"),
    path("<int:contact_id>/knows/<int:other_id>/not/", acquaintances.contact_knows_not, name="contact_knows_not"),
]
