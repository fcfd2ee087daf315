"""What the sign-in library says and decides here: our sentences, our matches, nothing that opens an account."""

import base64
import hashlib
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from haichieu.base.clock import now
from haichieu.units.actions import link_identity
from haichieu.units.errors import UnitsError
from haichieu.units.models import Person
from haichieu.units.queries import is_tied, person_by_email
from haichieu.web.accounts.refusals import refused
from haichieu.web.shell.address import client_address

#: The one service of an office has this name in addresses and in the database.
OUTSIDE = "co-quan"
_UNKNOWN_ADDRESS = "127.0.0.1"
_SENTENCES = {
    "mfa/messages/totp_activated.txt": "Đã bật mã xác thực.",
    "mfa/messages/totp_deactivated.txt": "Đã tắt mã xác thực.",
    "mfa/messages/webauthn_added.txt": "Đã thêm khóa truy cập.",
    "mfa/messages/webauthn_removed.txt": "Đã gỡ khóa truy cập.",
    "mfa/messages/recovery_codes_generated.txt": "Đã tạo mã dự phòng mới. Mã chỉ hiện một lần: hãy chép lại và cất kỹ.",
    "socialaccount/messages/account_connected.txt": "Đã nối tài khoản.",
    "socialaccount/messages/account_connected_other.txt": "Tài khoản đó đã nối với một cán bộ khác.",
    "socialaccount/messages/account_connected_updated.txt": "Tài khoản này đã nối từ trước.",
}
_WRONG_CODE = "Mã không đúng hoặc đã dùng. Hãy xem lại mã đang hiện rồi gõ lại."
_REFUSED = "Không thực hiện được; hãy tải lại trang rồi thử lại."
_TIED = "Cán bộ có địa chỉ thư này đã nối với một tài khoản khác. Nếu đó là bạn, hãy nhờ người quản trị gỡ nối cũ."
_UNKNOWN = "Tài khoản này chưa thuộc về cán bộ nào ở đây. Hãy nhờ người quản trị thêm địa chỉ thư của bạn."


class AccountAdapter(DefaultAccountAdapter):
    """Local accounts: made by administrators only, told in our words."""

    error_messages: ClassVar[dict[str, str]] = {
        **dict.fromkeys(DefaultAccountAdapter.error_messages, _REFUSED),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": "Mật khẩu không đúng.",
        "too_many_login_attempts": "Đã gõ sai quá nhiều lần; hãy thử lại sau ít phút.",
        "rate_limited": "Đã gõ sai quá nhiều lần; hãy thử lại sau ít phút.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator adds people."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Always, before anything that decides who can sign in."""
        return True

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, object] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our sentence for what happened, or none."""
        sentence = message or _SENTENCES.get(message_template or "", "")
        if sentence:
            messages.add_message(request, level, sentence, extra_tags=extra_tags)

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """Somebody who left."""
        return refused(request, "Tài khoản này đã khóa. Hãy hỏi người quản trị của đơn vị.")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where a session was opened, as far as it can be known."""
        return client_address(request).partition("/")[0] or _UNKNOWN_ADDRESS


class SecondStepAdapter(DefaultMFAAdapter):
    """Codes and passkeys; what they rest on is kept encrypted with the office's key."""

    error_messages: ClassVar[dict[str, str]] = {
        **dict.fromkeys(DefaultMFAAdapter.error_messages, _REFUSED),
        "incorrect_code": _WRONG_CODE,
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site that a passkey is for: the host by which the page was opened, under our name."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Hai Chiều"}

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        """“Khóa truy cập 2”."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Khóa truy cập {number}"

    def get_totp_label(self, user: Person) -> str:
        """The user name, as a code app lists it."""
        return user.username

    def encrypt(self, text: str) -> str:
        """With a key drawn from the signing key, which is not in the database."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The other way; after a lost signing key an administrator clears the second steps."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise UnitsError(
                "Khóa bí mật của hệ thống đã đổi nên mã xác thực cũ không dùng được; hãy nhờ người quản trị gỡ."
            ) from None


class OutsideAdapter(DefaultSocialAccountAdapter):
    """An outside service says who somebody is; whether they work here, the office has said before."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one service of the settings, or none."""
        service = settings.OUTSIDE_SIGN_IN
        if service is None or provider not in (None, OUTSIDE, "openid_connect"):
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=OUTSIDE,
                name=service.name,
                client_id=service.client_id,
                secret=service.secret,
                settings={"server_url": service.issuer, "oauth_pkce_enabled": True},
            )
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whom an earlier tie or a verified address names; refuse everybody else, and open no account."""
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        verified = [address.email for address in sociallogin.email_addresses if address.verified is True]
        person = next((found for email in verified if (found := person_by_email(email))), None)
        if person is None:
            raise ImmediateHttpResponse(refused(request, _UNKNOWN))
        if is_tied(person):  # a mailbox may be handed on to somebody else
            raise ImmediateHttpResponse(refused(request, _TIED))
        sociallogin.connect(request, person)
        link_identity(person=person, at=now())

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: object, **more: object) -> None:
        """Cancelled there, or the talk with the service failed."""
        raise ImmediateHttpResponse(
            refused(
                request,
                "Dịch vụ đăng nhập của cơ quan chưa xác nhận được bạn. Hãy thử lại, hoặc dùng mật khẩu.",
            )
        )

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: object) -> str:
        """Back to the own account."""
        return reverse("account")


def _box() -> Fernet:
    key = hashlib.sha256(b"haichieu.second-step:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
