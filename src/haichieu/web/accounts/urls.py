from django.urls import path

from haichieu.web.accounts.views import invitations, outside, own, second_step, sign_in, steps

# Names with account_, mfa_ and openid_connect_ are those by which the sign-in library looks for its pages; what it
# offers beyond these has no address here.
urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="sign-in"),
    path("dang-nhap/", sign_in.sign_in, name="account_login"),
    path("dang-nhap/khoa/", sign_in.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("dang-nhap/buoc-hai/", second_step.SecondStep.as_view(), name="mfa_authenticate"),
    path("dang-nhap/co-quan/", outside.outside_start, name="outside-start"),
    path("dang-nhap/<slug:provider_id>/tra-loi/", outside.outside_return, name="openid_connect_callback"),
    path("dang-xuat/", sign_in.sign_out, name="sign-out"),
    path("loi-moi/<str:secret>/", invitations.Invitation.as_view(), name="invitation"),
    path("bat-dau/<str:secret>/", invitations.FirstRun.as_view(), name="first-run"),
    path("tai-khoan/", own.account, name="account"),
    path("tai-khoan/mat-khau/", own.ChangePassword.as_view(), name="account-password"),
    path("tai-khoan/phien/<int:pk>/ket-thuc/", own.session_end, name="account-session-end"),
    path("tai-khoan/phien/khac/ket-thuc/", own.sessions_end_others, name="account-sessions-end"),
    path("tai-khoan/co-quan/go/", outside.outside_unlink, name="outside-unlink"),
    path("tai-khoan/xac-nhan/", second_step.ProveByPassword.as_view(), name="account_reauthenticate"),
    path("tai-khoan/xac-nhan/ma/", second_step.ProveByCode.as_view(), name="mfa_reauthenticate"),
    path(
        "tai-khoan/xac-nhan/khoa/", second_step.ProveByPasskey.as_view(), name="mfa_reauthenticate_webauthn"
    ),
    path("tai-khoan/ma/bat/", steps.TurnOnCodes.as_view(), name="mfa_activate_totp"),
    path("tai-khoan/ma/tat/", steps.TurnOffCodes.as_view(), name="mfa_deactivate_totp"),
    path("tai-khoan/ma-du-phong/", steps.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("tai-khoan/ma-du-phong/tao/", steps.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("tai-khoan/khoa/them/", steps.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("tai-khoan/khoa/<int:pk>/ten/", steps.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("tai-khoan/khoa/<int:pk>/go/", steps.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]
