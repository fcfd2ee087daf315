from django.urls import path

from haichieu.web.people import views

urlpatterns = [
    path("can-bo/", views.person_list, name="person-list"),
    path("can-bo/them/", views.person_add, name="person-add"),
    path("can-bo/<int:pk>/", views.person, name="person"),
    path("can-bo/<int:pk>/sua/", views.person_change, name="person-change"),
    path("can-bo/<int:pk>/giao-vai-tro/", views.role_grant, name="role-grant"),
    path("can-bo/<int:pk>/moi/", views.person_invite, name="person-invite"),
    path("can-bo/<int:pk>/thu-hoi-loi-moi/", views.invitation_revoke, name="invitation-revoke"),
    path("can-bo/<int:pk>/ket-thuc-phien/", views.person_sessions_end, name="person-sessions-end"),
    path("can-bo/<int:pk>/go-buoc-hai/", views.second_steps_clear, name="second-steps-clear"),
    path("can-bo/<int:pk>/go-noi/", views.person_unlink, name="person-unlink"),
    path("can-bo/<int:pk>/khoa/", views.person_deactivate, name="person-deactivate"),
    path("can-bo/<int:pk>/mo-lai/", views.person_reactivate, name="person-reactivate"),
    path("can-bo/<int:pk>/lam-thay/", views.deputy_appoint, name="deputy-appoint"),
    path("can-bo/vai-tro/<int:pk>/ket-thuc/", views.role_end, name="role-end"),
]
