from django.urls import URLPattern, path

from network.imports import views

urlpatterns: list[URLPattern] = [
    path("", views.start, name="import_start"),
    path("<int:import_id>/", views.look, name="import_look"),
    path("<int:import_id>/columns/", views.columns, name="import_columns"),
    path("<int:import_id>/choose/", views.choose, name="import_choose"),
    path("<int:import_id>/leave/", views.leave, name="import_leave"),
    path("<int:import_id>/again/", views.again, name="import_again"),
    path("<int:import_id>/undo/", views.undo, name="import_undo"),
]
