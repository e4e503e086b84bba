"""What the sign-in pages ask."""

import re
import unicodedata
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from houqin.foundation.models import User
from houqin.foundation.phones import tidy_phone


class Big(forms.Form):
    """Inputs in the dress of the kernel's forms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs.setdefault("class", kind)


class SignInForm(Big):
    phone = forms.CharField(
        label="手机号",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_phone(self) -> str:
        return tidy_phone(self.cleaned_data["phone"])


class CodeForm(Big):
    code = forms.CharField(
        label="6 位验证码", max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
    )  # fmt: skip

    def clean_code(self) -> str:
        return re.sub(r"\D", "", unicodedata.normalize("NFKC", self.cleaned_data["code"]))


class PasswordForm(Big):
    old = forms.CharField(
        label="现在的密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label="新密码", strip=False, help_text="至少 8 位，不要用生日、手机号或 12345678 这样的常见密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label="再输一次新密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise forms.ValidationError("现在的密码不对，请重新输入。")
        return old

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        if new == self.user.phone or self.user.check_password(new):
            raise forms.ValidationError("新密码不能与手机号或现在的密码相同。")
        return new

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("new") and told.get("again") and told["new"] != told["again"]:
            self.add_error("again", "两次输入的新密码不一样。")
        return told
