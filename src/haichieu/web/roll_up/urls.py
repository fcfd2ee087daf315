from django.urls import path

from haichieu.web.roll_up import views

urlpatterns = [
    path("tong-hop/", views.overview, name="roll-up"),
    path("tong-hop/viec/", views.rows, name="roll-up-rows"),
    path("tong-hop/ban-do/", views.heat, name="heat-map"),
    path("tong-hop/bang.xlsx", views.workbook, name="roll-up-xlsx"),
]
