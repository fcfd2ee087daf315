from django.urls import path

from haichieu.web.channels import views

urlpatterns = [
    path("kenh/", views.channel_list, name="channel-list"),
    path("kenh/khai-bao/", views.channel_declare, name="channel-declare"),
    path("kenh/<int:pk>/", views.channel, name="channel"),
    path("kenh/<int:pk>/lan-nap/<int:run>/", views.channel_import, name="channel-import"),
]
