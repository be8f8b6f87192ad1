from django.urls import path, re_path

from network.introductions import guest_views, views

urlpatterns = [
    path("introductions/", views.introductions, name="introductions"),
    path("introductions/ask/<str:offer>/", views.introduction_ask, name="introduction_ask"),
    path("introductions/<int:pk>/", views.introduction, name="introduction"),
    path("introductions/<int:pk>/pass-on/", views.introduction_pass_on, name="introduction_pass_on"),
    path("introductions/<int:pk>/not-this-time/", views.introduction_decline, name="introduction_decline"),
    path("introductions/<int:pk>/yes/", views.introduction_agree, name="introduction_agree"),
    path("introductions/<int:pk>/take-back/", views.introduction_withdraw, name="introduction_withdraw"),
    path("introductions/<int:pk>/new-link/", views.introduction_link, name="introduction_link"),
    path("introductions/<int:pk>/link/", views.introduction_send, name="introduction_send"),
    path("i/<str:token>/", guest_views.consent, name="consent"),
    path("i/<str:token>/yes/", guest_views.consent_yes, name="consent_yes"),
    path("i/<str:token>/no/", guest_views.consent_no, name="consent_no"),
    path("i/<str:token>/code/<str:handle>/", guest_views.consent_code, name="consent_code"),
    re_path(r"^thank-you/(?P<answer>no)/$", guest_views.consent_thanks, name="consent_thanks"),
    path("thank-you/yes/<str:sealed>/", guest_views.consent_thanked, name="consent_thanked"),
    path("thank-you/yes/<str:sealed>/conversation/", guest_views.consent_conversation, name="consent_conversation"),
    path("conversations/guest/<str:token>/", guest_views.conversation_guest, name="conversation_guest"),
]
