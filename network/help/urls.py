from django.urls import URLPattern, path

from network.help import views

urlpatterns: list[URLPattern] = [
    path("", views.help_index, name="help"),
    path("<slug:slug>/", views.help_topic, name="help_topic"),
]
