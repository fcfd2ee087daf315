from django.urls import path

from haichieu.web.posts.views import audits, calibrations, frames, labels, posts, tones

urlpatterns = [
    path("tin-bai/", posts.post_list, name="post-list"),
    path("tin-bai/nap/", posts.post_add, name="post-add"),
    path("tin-bai/hieu-chinh/", calibrations.calibration_list, name="calibration-list"),
    path("tin-bai/hieu-chinh/lam/", calibrations.calibration_make, name="calibration-make"),
    path("tin-bai/hieu-chinh/<int:pk>/bo/", calibrations.calibration_withdraw, name="calibration-withdraw"),
    path("tin-bai/<int:pk>/", tones.post, name="post"),
    path("tin-bai/<int:pk>/sua-sac-thai/", tones.post_correct, name="post-correct"),
    path("tin-bai/<int:pk>/dong-y/", tones.post_agree, name="post-agree"),
    path("tin-bai/<int:pk>/bo-sua/", tones.post_withdraw, name="post-withdraw"),
    path("chung-nhan/", frames.frame_list, name="frame-list"),
    path("chung-nhan/moi/", frames.frame_new, name="frame-new"),
    path("chung-nhan/danh-sach/<int:pk>/", frames.frame, name="frame"),
    path("chung-nhan/danh-sach/<int:pk>/bat-dau/", frames.audit_start, name="audit-start"),
    path("chung-nhan/<int:pk>/", audits.audit, name="audit"),
    path("chung-nhan/<int:pk>/doc/", labels.label, name="label"),
    path("chung-nhan/<int:pk>/phan-xu/", labels.settle, name="settle"),
    path("chung-nhan/<int:pk>/hoan-tac/", labels.label_undo, name="label-undo"),
    path("chung-nhan/<int:pk>/khep-lai/", audits.audit_close, name="audit-close"),
    path("chung-nhan/<int:pk>/ban-in/", audits.certificate, name="certificate"),
    path("chung-nhan/<int:pk>/chung-nhan.json", audits.certificate_json, name="certificate-json"),
]
