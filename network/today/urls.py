from django.urls import URLPattern, path

from network.today import views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("today/", views.today, name="today"),
    path("today/sorted/", views.sorted_for_now, name="sorted_for_now"),
    path("today/looking/", views.looking_again, name="looking_again"),
    path("promises/", views.promises, name="promises"),
]
