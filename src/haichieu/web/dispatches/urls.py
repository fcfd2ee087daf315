from django.urls import path

from haichieu.web.dispatches.views import calendars, layout_findings, letters, lineage, obligations, reading

urlpatterns = [
    path("van-ban/", letters.letter_list, name="dispatch-list"),
    path("van-ban/them/", letters.letter_add, name="dispatch-add"),
    path("van-ban/chua-co/", lineage.missing_list, name="dispatch-missing"),
    path("van-ban/<int:pk>/", reading.letter, name="dispatch"),
    path("van-ban/<int:pk>/the-thuc/", layout_findings.letter_layout, name="dispatch-layout"),
    path("van-ban/<int:pk>/nguon-goc/", lineage.letter_lineage, name="dispatch-lineage"),
    path("van-ban/<int:pk>/nguon-goc.svg", lineage.letter_lineage_picture, name="dispatch-lineage-picture"),
    path("van-ban/<int:pk>/ban-trung/", lineage.letter_copies, name="dispatch-copies"),
    path("van-ban/<int:pk>/xem-truoc/", reading.preview, name="dispatch-preview"),
    path("van-ban/<int:pk>/xac-nhan/", reading.confirm, name="dispatch-confirm"),
    path("van-ban/<int:pk>/tien-do/", letters.letter_progress, name="dispatch-progress"),
    path("van-ban/<int:pk>/doc-lai/", letters.letter_read_again, name="dispatch-read-again"),
    path("van-ban/<int:pk>/tep/", letters.letter_file, name="dispatch-file"),
    path("van-ban/<int:pk>/them-viec/", obligations.obligation_add, name="obligation-add"),
    path("nhiem-vu/", obligations.obligation_list, name="obligation-list"),
    path("nhiem-vu/han.ics", calendars.obligation_calendar, name="obligation-calendar"),
    path("nhiem-vu/<int:pk>/", obligations.obligation, name="obligation"),
    path("nhiem-vu/<int:pk>/tach/", obligations.obligation_split, name="obligation-split"),
    path("nhiem-vu/<int:pk>/bo/", obligations.obligation_remove, name="obligation-remove"),
    path("nhiem-vu/<int:pk>/minh-chung/", obligations.obligation_evidence, name="obligation-evidence"),
    path("nhiem-vu/<int:pk>/xong/", obligations.obligation_finish, name="obligation-finish"),
    path("nhiem-vu/<int:pk>/mo-lai/", obligations.obligation_reopen, name="obligation-reopen"),
]
