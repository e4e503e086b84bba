"""The classes that ship, and the official table from a file."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from houqin.areas.assets import actions
from houqin.areas.assets.actions.classes import read_classes
from houqin.areas.assets.classes import shipped
from houqin.areas.assets.models import AssetClass
from houqin.areas.assets.records import ASSET_CLASS
from houqin.foundation.sign_in.forms import Big
from houqin.kernel.actions import Refused, perform
from houqin.kernel.pages.door import actor_of, members_only, new_submission, url_of

LARGEST = 5_000_000
TOLD = 60


class TableForm(Big):
    file = forms.FileField(
        label="分类表文件（CSV）", required=False, help_text="每行：编码,名称,级别,上级编码；Excel 请先另存为 CSV"
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        file = told.get("file")
        if file is not None and file.size > LARGEST:
            raise forms.ValidationError(f"文件有 {file.size // 1_000_000} MB，太大了，请核对是不是分类表。")
        if file is not None:
            told["text"] = _text(file.read())
        if not told.get("text"):
            raise forms.ValidationError("请选择分类表文件。")
        return told


def _text(data: bytes) -> str:
    """As Chinese offices save CSV: UTF-8, or what Excel calls ANSI."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise forms.ValidationError("读不出文字，请另存为 CSV（UTF-8）再试。")


@members_only
@require_http_methods(["GET", "POST"])
def official(request: Any) -> HttpResponse:
    """First what the file would do, with every mend named; then, confirmed, the classes themselves."""
    actor = actor_of(request)
    ASSET_CLASS.policy.require(actor, actions.import_classes.key)
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "type": ASSET_CLASS, "submission": new_submission(), "told_most": TOLD}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if "add" in request.POST:
            try:
                perform(
                    actions.import_classes,
                    None,
                    by=actor,
                    values={"text": text},
                    submission=request.POST.get("submission"),
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "官方分类已导入，已有的没有改动。")
                return redirect(url_of(ASSET_CLASS))
        context |= {"read": read_classes(actor.school_id, text), "text": text}
    return render(request, "assets/official_classes.html", context, status=422 if form.errors else 200)


@members_only
@require_http_methods(["GET", "POST"])
def install(request: Any) -> HttpResponse:
    actor = actor_of(request)
    ASSET_CLASS.policy.require(actor, actions.install_classes.key)
    if request.method == "POST":
        before = AssetClass.objects.of(actor.school_id).count()
        actions.install_classes(by=actor)
        messages.success(request, f"装入了 {AssetClass.objects.of(actor.school_id).count() - before} 个分类。")
        return redirect(url_of(ASSET_CLASS))
    return render(request, "assets/shipped_classes.html", {"type": ASSET_CLASS, "count": len(shipped().classes)})
