from django.urls import URLPattern, path

from network.invitations import views

urlpatterns: list[URLPattern] = [
    path("join/", views.invitation_answer, name="invitation_answer"),
    path("join/<str:token>/", views.invitation, name="invitation"),
    path("people/<int:contact_id>/link/", views.invitation_make, name="invitation_make"),
    path("people/<int:contact_id>/link/stop/", views.invitation_revoke, name="invitation_revoke"),
    path("people/<int:contact_id>/handshake/end/", views.handshake_end, name="handshake_end"),
    path("people/who-knows-you/", views.who_knows, name="who_knows"),
    path("people/who-knows-you/<int:by_id>/yes/", views.who_knows_agree, name="who_knows_agree"),
    path("people/who-knows-you/<int:by_id>/no/", views.who_knows_decline, name="who_knows_decline"),
    path("people/who-knows-you/<int:by_id>/report/", views.who_knows_report, name="who_knows_report"),
]
