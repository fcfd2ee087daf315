from django.urls import path

from haichieu.web.letters.views import letters, registers, steps

urlpatterns = [
    path("van-ban-di/", letters.own_letter_list, name="own-letter-list"),
    path("van-ban-di/soan/", letters.own_letter_new, name="own-letter-new"),
    path("van-ban-di/<int:pk>/", letters.own_letter, name="own-letter"),
    path("van-ban-di/<int:pk>/sua/", letters.own_letter_edit, name="own-letter-edit"),
    path("van-ban-di/<int:pk>/buoc/", steps.own_letter_step, name="own-letter-step"),
    path("van-ban-di/<int:pk>/ban-in/", steps.own_letter_preview, name="own-letter-preview"),
    path("van-ban-di/<int:pk>/van-ban.docx", steps.own_letter_docx, name="own-letter-docx"),
    path("van-ban-di/<int:pk>/van-ban.pdf", steps.own_letter_pdf, name="own-letter-pdf"),
    path("so-van-ban-den/", registers.register_incoming, name="register-incoming"),
    path("so-chi-dao/", registers.register_oral, name="register-oral"),
    path("so-van-ban-di/", registers.register_outgoing, name="register-outgoing"),
    path("so-van-ban-di/giu-so/", registers.register_reserve, name="register-reserve"),
    path("so-van-ban-di/van-ban-cu/", registers.register_earlier_own, name="register-earlier-own"),
    path("so-van-ban-di/danh-so/", registers.register_numbering, name="register-numbering"),
    path("so-van-ban/<int:pk>/ghi-chu/", registers.register_note, name="register-note"),
]
