from django.urls import path

from haichieu.web.posts.views import posts

urlpatterns = [
    path("tin-bai/", posts.post_list, name="post-list"),
    path("tin-bai/nap/", posts.post_add, name="post-add"),
    path("tin-bai/<int:pk>/", posts.post, name="post"),
]
