from django.urls import path

from haichieu.web.planning.views import drafts, flags, plan, reading

urlpatterns = [
    path("ke-hoach/", plan.plan, name="plan"),
    path("ke-hoach/viec-chua-ke/", plan.untold, name="plan-untold"),
    path("ke-hoach/bai/", drafts.drafts, name="draft-list"),
    path("ke-hoach/bai/them/", drafts.draft_add, name="draft-add"),
    path("ke-hoach/bai/<int:pk>/", drafts.draft, name="draft"),
    path("ke-hoach/bai/<int:pk>/bo/", drafts.draft_drop, name="draft-drop"),
    path("ke-hoach/bai/<int:pk>/da-dang/", drafts.draft_tie, name="draft-tie"),
    path("ke-hoach/day-may/", reading.teach, name="teach"),
    path("ke-hoach/day-may/hoan-tac/", reading.teach_undo, name="teach-undo"),
    path("ke-hoach/canh-bao/", flags.flags, name="flag-checks"),
    path("ke-hoach/canh-bao/<int:pk>/", flags.flag_check, name="flag-check"),
    path("ke-hoach/canh-bao/<int:pk>/lay-lai/", flags.flag_check_undo, name="flag-check-undo"),
]
