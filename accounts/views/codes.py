"""allauth's pages of codes, which lead back without a word where a code has expired."""

from functools import wraps

from allauth.account import views
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.sign_in import joining
from accounts.views.joining import give_code

# Where each way of proving an address begins.
STARTS = (
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_change_phone",
    "account_email",
)


def says_expired(view):
    """``view``, which says so where a code was given and led back with nothing else to say."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        led_back = response.headers.get("Location") in {reverse(name) for name in STARTS}
        said = getattr(messages.get_messages(request), "added_new", False)
        if led_back and "code" in request.POST and not said:
            messages.error(request, _("验证码已失效，请重新获取。"))
        return response

    return answer


def _or_joining(view):
    """``view``, but for those who sign up, who have no account yet."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if waiting := joining.waiting_of(request):
            return give_code(request, waiting)
        return view(request, *args, **kwargs)

    return answer


sign_in = says_expired(views.confirm_login_code)
email = _or_joining(says_expired(views.email_verification_sent))
phone = _or_joining(says_expired(views.verify_phone))
