from django.urls import path

from haichieu.web.calendar import views

urlpatterns = [
    path("lich-lam-viec/", views.office_calendar, name="office-calendar"),
    path("lich-lam-viec/<int:pk>/ngay/", views.office_days_set, name="office-days-set"),
    path("lich-lam-viec/ngay/<int:pk>/bo/", views.office_day_remove, name="office-day-remove"),
    path("lich-lam-viec/<int:pk>/cach-dem/", views.counting_rule_set, name="counting-rule-set"),
    path("lich-lam-viec/cach-dem/<int:pk>/bo/", views.counting_rule_remove, name="counting-rule-remove"),
    path("lich-lam-viec/<int:pk>/doi-han/", views.deadlines_decide, name="deadlines-decide"),
]
