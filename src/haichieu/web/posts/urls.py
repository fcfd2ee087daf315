from django.urls import path

from haichieu.web.posts.views import audits, frames, labels, posts

urlpatterns = [
    path("tin-bai/", posts.post_list, name="post-list"),
    path("tin-bai/nap/", posts.post_add, name="post-add"),
    path("tin-bai/<int:pk>/", posts.post, name="post"),
    path("chung-nhan/", frames.frame_list, name="frame-list"),
    path("chung-nhan/moi/", frames.frame_new, name="frame-new"),
    path("chung-nhan/danh-sach/<int:pk>/", frames.frame, name="frame"),
    path("chung-nhan/danh-sach/<int:pk>/bat-dau/", frames.audit_start, name="audit-start"),
    path("chung-nhan/<int:pk>/", audits.audit, name="audit"),
    path("chung-nhan/<int:pk>/doc/", labels.label, name="label"),
    path("chung-nhan/<int:pk>/hoan-tac/", labels.label_undo, name="label-undo"),
    path("chung-nhan/<int:pk>/khep-lai/", audits.audit_close, name="audit-close"),
    path("chung-nhan/<int:pk>/ban-in/", audits.certificate, name="certificate"),
    path("chung-nhan/<int:pk>/chung-nhan.json", audits.certificate_json, name="certificate-json"),
]
