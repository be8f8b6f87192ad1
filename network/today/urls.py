from django.urls import URLPattern, path

from network.today import views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("today/", views.today, name="today"),
]
