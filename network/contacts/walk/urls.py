from django.urls import URLPattern, path

from network.contacts.walk import views

urlpatterns: list[URLPattern] = [
    path("", views.walk, name="walk"),
    path("end/", views.walk_end, name="walk_end"),
    path("<slug:slug>/", views.walk_question, name="walk_question"),
]
