"""The second step: six digits from an authenticator (RFC 6238), each taken once."""

import pyotp
import segno

from houqin.foundation.models import User
from houqin.kernel import clock

HALF_MINUTE = 30
ISSUER = "后勤"


def new_secret() -> str:
    return str(pyotp.random_base32())


def code_is_right(user: User, secret: str, code: str) -> bool:
    """True for the code of now or of the half minute before or after, when it is newer than the last one taken; takes it."""
    now = int(clock.now().timestamp()) // HALF_MINUTE
    totp = pyotp.TOTP(secret)
    for step in (now - 1, now, now + 1):
        if step > user.totp_used and pyotp.utils.strings_equal(code, totp.generate_otp(step)):
            taken = User.objects.filter(pk=user.pk, totp_used__lt=step).update(totp_used=step)
            return bool(taken)
    return False


def picture(user: User, secret: str) -> str:
    """The QR code for the authenticator, as inline SVG."""
    address = pyotp.TOTP(secret).provisioning_uri(name=user.phone, issuer_name=ISSUER)
    drawn: str = segno.make(address, error="m").svg_inline(scale=5, border=2, dark="#000", light="#fff")
    return drawn
