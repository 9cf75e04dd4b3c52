from django.urls import path

from cms import desk, views

app_name = "cms"
urlpatterns = [
    path("find/", views.find, name="find"),
    path("desk/reviews/", desk.reviews, name="reviews"),
]
