from django.urls import path

from haichieu.web.reports import views

urlpatterns = [
    path("bao-cao/", views.report_list, name="report-list"),
    path("bao-cao/lap/", views.report_compile, name="report-compile"),
    path("bao-cao/<int:pk>/", views.report, name="report"),
    path("bao-cao/<int:pk>/xem/", views.report_html, name="report-html"),
    path("bao-cao/<int:pk>/docx/", views.report_docx, name="report-docx"),
    path("bao-cao/<int:pk>/pdf/", views.report_pdf, name="report-pdf"),
    path("bao-cao/<int:pk>/so-lieu/<str:key>/", views.figure, name="figure"),
]
