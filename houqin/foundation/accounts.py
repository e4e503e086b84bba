"""Accounts are made from people: opened, closed, given a new first password.

An account is one per phone number, however many schools the person serves. A school may therefore never set the password of an account
that another school relies on: it would be a key to that school. Such a person joins by an invitation, signed in with their own password.
"""

import hmac
from hashlib import sha256
from typing import Annotated

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError

from houqin.foundation.models import Person, SignIn, User
from houqin.foundation.phones import PHONE, tidy_phone
from houqin.foundation.sessions import end_sign_in
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
INVITATION = "houqin.join"
INVITATION_DAYS = 7

FirstPassword = Annotated[str, Ask(label="初始密码", help="至少 8 位，告诉本人；第一次登录时必须修改")]


def has_account(person: Person) -> str | None:
    return None if person.user_id else f"{person} 还没有账号，请先开通账号。"


def has_none(person: Person) -> str | None:
    return f"{person} 已经有账号。" if person.user_id else None


@action(on=Person, label="开通账号", unless=has_none)
def open_account(person: Person, *, by: Actor, password: FirstPassword) -> Person:
    """Make an account for the person's phone number; the password is only good until the first sign-in."""
    problems = Problems()
    if not person.phone:
        problems.add(f"{person} 没有手机号，账号以手机号登录；请先填写手机号。", "phone")
    if not person.is_active:
        problems.add(f"{person} 不在岗，不能开通账号。")
    _check_password(password, problems)
    problems.stop()
    user = User.objects.filter(phone=person.phone).first()
    if user is not None and serves_elsewhere(user, person):
        raise Refused(f"手机号 {person.phone} 已有其他学校的账号，不能另设密码；请在“账号”页复制加入链接发给本人。")
    person.user = _with_first_password(user or User(phone=person.phone, name=person.name), password)
    person.save()
    return person


@action(on=Person, label="重设密码", unless=has_account)
def reset_password(person: Person, *, by: Actor, password: FirstPassword) -> Person:
    """A new first password, all devices signed out."""
    problems = Problems()
    _check_password(password, problems)
    user = account_of(person)
    if serves_elsewhere(user, person):
        problems.add(f"{person} 的账号也用于其他学校，密码只能由本人登录后修改。")
    problems.stop()
    _with_first_password(user, password)
    person.save()
    return person


@action(on=Person, label="换手机号", unless=has_account)
def change_phone(
    person: Person, *, by: Actor, phone: Annotated[str, Ask(label="新手机号", help="以后用它登录")]
) -> Person:
    """A new number for the person and for signing in."""
    user, tidy, problems = account_of(person), tidy_phone(phone), Problems()
    if not PHONE.fullmatch(tidy):
        problems.add("手机号应为 5 到 15 位数字。", "phone")
    if User.objects.filter(phone=tidy).exclude(pk=user.pk).exists():
        problems.add(f"手机号 {tidy} 已有别的账号。", "phone")
    if serves_elsewhere(user, person):
        problems.add(f"{person} 的账号也用于其他学校，登录手机号不能在这里更换。")
    problems.stop()
    user.phone = person.phone = tidy
    person.validate_constraints()
    person.save()
    user.save(update_fields=["phone"])
    return person


@action(on=Person, label="取消两步验证", unless=has_account)
def drop_two_step(person: Person, *, by: Actor) -> Person:
    """For somebody who lost the phone with the codes."""
    user = account_of(person)
    if serves_elsewhere(user, person):
        raise Refused(f"{person} 的账号也用于其他学校，只能由本人登录后取消两步验证。")
    user.totp_secret = ""
    user.save(update_fields=["totp_secret"])
    person.save()
    return person


@action(on=Person, label="停用账号", unless=has_account, final=True)
def close_account(person: Person, *, by: Actor) -> Person:
    """Take the person's sign-in away from this school; what they did stays on the trail."""
    if by.person_id == person.pk:
        raise Refused("不能停用自己的账号，请由另一位系统管理员办理。")
    user, person.user = account_of(person), None
    person.save()
    if not serves_elsewhere(user, person):
        for sign_in in SignIn.objects.filter(user=user, ended_at=None):
            end_sign_in(sign_in)
    return person


@action(on=Person, label="凭邀请加入", unless=has_none)
def join_with_account(person: Person, *, by: Actor) -> Person:
    """Tie the signed-in account (`by.user_id`) to the person that the invitation names."""
    person.user_id = by.user_id
    person.save()
    return person


def account_of(person: Person) -> User:
    assert person.user is not None, "the action is refused before, by has_account"
    return person.user


def serves_elsewhere(user: User, person: Person) -> bool:
    """Whether people of other schools sign in with this account (asked across schools: the account is a reference row)."""
    return Person.objects.filter(user=user).exclude(school_id=person.school_id).exists()


def invitation_of(person: Person) -> str:
    return signing.dumps({"school": person.school_id, "person": person.pk, "phone": person.phone}, salt=INVITATION)


def invited(token: str, user: User) -> Person | None:
    """The person an invitation is for; None when it is too old, altered, used up, or for another phone number."""
    try:
        told = signing.loads(token, salt=INVITATION, max_age=INVITATION_DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
    if told["phone"] != user.phone:
        return None
    found: Person | None = (
        Person.objects.of(told["school"]).filter(pk=told["person"], phone=user.phone, user=None, is_active=True).first()
    )
    return found


def first_password(submission: str, person: Person) -> str:
    """Eight letters that the same submission gives again, so that a page sent twice still shows the password that counts."""
    digest = hmac.new(
        settings.SECRET_KEY.encode(), f"{submission}/{person.school_id}/{person.pk}".encode(), sha256
    ).digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:8])


def _with_first_password(user: User, password: str) -> User:
    user.set_password(password)
    user.must_change_password, user.is_active = True, True
    user.save()
    return user


def _check_password(password: str, problems: Problems) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        for message in error.messages:
            problems.add(message, "password")
