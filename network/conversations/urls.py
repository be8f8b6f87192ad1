from django.urls import path

from network.conversations import views

urlpatterns = [
    path("", views.conversations, name="conversations"),
    path("<int:pk>/", views.conversation, name="conversation"),
    path("<int:pk>/leave/", views.conversation_end, name="conversation_end"),
    path("left/", views.conversation_left, name="conversation_left"),
    path("guest/<str:token>/leave/", views.conversation_leave, name="conversation_leave"),
]
