from django.urls import URLPattern, path

from network.platform.drafts import views

urlpatterns: list[URLPattern] = [
    path("settings/begun/", views.drafts, name="drafts"),
    path("settings/begun/<int:draft_id>/forget/", views.draft_drop, name="draft_drop"),
]
