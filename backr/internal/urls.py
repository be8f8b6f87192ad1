from django.urls import path

from backr.internal import views

urlpatterns = [
    path("dev/mail/", views.mail, name="dev_mail"),
    path("dev/mail/<str:name>/", views.mail_message, name="dev_mail_message"),
    path("gallery/", views.gallery, name="gallery"),
    path("demo/enter/<str:signed>/", views.demo_enter, name="demo_enter"),
]
