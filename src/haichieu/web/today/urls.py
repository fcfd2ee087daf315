from django.urls import path

from haichieu.web.today import views

urlpatterns = [
    path("", views.today_page, name="today"),
    path("gioi-han/", views.boundaries, name="boundaries"),
]
