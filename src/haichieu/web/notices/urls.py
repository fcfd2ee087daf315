from django.urls import path

from haichieu.web.notices import views

urlpatterns = [
    path("nhac-viec/", views.notices, name="notices"),
    path("nhac-viec/cach-nhan/", views.notices_choose, name="notices-choose"),
    path("nhac-viec/lich/", views.feed_make, name="notices-feed"),
    path("nhac-viec/lich/huy/", views.feed_revoke, name="notices-feed-revoke"),
    path("nhac-viec/trinh-duyet/", views.browser_add, name="notices-browser-add"),
    path("nhac-viec/trinh-duyet/<int:pk>/go/", views.browser_remove, name="notices-browser-remove"),
    path("nhac-viec/zalo/", views.zalo_code, name="notices-zalo"),
    path("nhac-viec/zalo/go/", views.zalo_remove, name="notices-zalo-remove"),
    path("nhac-viec/ngay/<str:day>/", views.digest, name="digest"),
    path("nhac-viec/co-quan/", views.office, name="notices-office"),
    path("nhac-viec/da-gui/", views.sent, name="notices-sent"),
    path("nhac-viec/da-gui/<int:pk>/gui-lai/", views.resend, name="notices-send-again"),
    path("lich/<str:secret>.ics", views.feed, name="feed"),
    path("suc-khoe/", views.health, name="health"),
]
