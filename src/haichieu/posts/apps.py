from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "haichieu.posts"
    label = "posts"
    verbose_name = "Tin bài"
