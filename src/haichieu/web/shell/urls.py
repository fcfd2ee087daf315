from django.urls import path

from haichieu.web.shell import views

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign-in"),
    path("dang-xuat/", views.sign_out, name="sign-out"),
    path("dang-nhap/mat-khau/<uidb64>/<token>/", views.set_password_page, name="set-password"),
]
