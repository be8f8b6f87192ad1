from django.urls import URLPattern, path

from network.platform.privacy import views

urlpatterns: list[URLPattern] = [
    path("settings/blocked/", views.blocks, name="blocks"),
    path("settings/blocked/<int:block_id>/undo/", views.unblock, name="unblock"),
    path("settings/block/<str:offer>/", views.block, name="block"),
]
