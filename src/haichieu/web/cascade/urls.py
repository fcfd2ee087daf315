from django.urls import path

from haichieu.web.cascade.views import assignments, cascading, deciding, given, links, orders, phrases

urlpatterns = [
    path("van-ban/chi-dao/", orders.order_add, name="order-add"),
    path("van-ban/<int:pk>/giao-xuong/", cascading.cascade, name="cascade"),
    path("van-ban/<int:pk>/da-giao/", cascading.sent, name="cascade-sent"),
    path("noi-nhan/<int:pk>/", phrases.addressee_phrases, name="addressee-phrases"),
    path("viec-duoc-giao/", assignments.inbox, name="inbox"),
    path("viec-duoc-giao/<int:pk>/", assignments.assignment, name="assignment"),
    path("viec-duoc-giao/<int:pk>/tra-loi/", assignments.answer, name="assignment-answer"),
    path("viec-duoc-giao/<int:pk>/tin-bai/", assignments.post_picks, name="assignment-posts"),
    path("viec-duoc-giao/<int:pk>/quyet-dinh/", deciding.decide, name="assignment-decide"),
    path("viec-duoc-giao/<int:pk>/giao-tiep/", cascading.pass_on, name="assignment-pass-on"),
    path("viec-duoc-giao/<int:pk>/buoc/<int:fact>/hoan-tac/", assignments.undo, name="assignment-undo"),
    path("viec-duoc-giao/<int:pk>/buoc/<int:fact>/tep/", assignments.evidence_file, name="assignment-file"),
    path("da-giao/", given.given_list, name="given-list"),
    path("da-giao/hang-loat/", given.bulk, name="given-bulk"),
    path("da-giao/hang-loat/hoan-tac/", given.bulk_undo, name="given-bulk-undo"),
    path("duong-dan/<int:pk>/", links.receipt_link_list, name="receipt-links"),
    path("duong-dan/<int:pk>/thu-hoi/", links.receipt_link_revoke, name="receipt-link-revoke"),
    path("nhan/<str:secret>/", links.receipt, name="receipt"),
]
