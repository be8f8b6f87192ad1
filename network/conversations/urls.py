from django.urls import path

from network.conversations import views

urlpatterns = [
    path("<int:pk>/", views.conversation, name="conversation"),
    path("left/", views.conversation_left, name="conversation_left"),
    path("guest/<str:token>/leave/", views.conversation_leave, name="conversation_leave"),
]
