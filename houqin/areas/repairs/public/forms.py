"""What a reporter may say, cleaned."""

from typing import Any

from django import forms

from houqin.areas.repairs.actions.reporting import MOST_PHOTOS
from houqin.areas.repairs.common_faults import CommonFault
from houqin.kernel.actions import Refused
from houqin.kernel.files.upload import UploadsField


class ReportForm(forms.Form):
    fault = forms.CharField(required=False, max_length=60)
    words = forms.CharField(required=False, max_length=200, error_messages={"max_length": "最多写 200 个字。"})
    is_urgent = forms.BooleanField(required=False)
    reporter_name = forms.CharField(required=False, max_length=40)
    reporter_phone = forms.RegexField(
        r"^[0-9 +\-]{5,20}$", required=False, error_messages={"invalid": "电话只写数字，如 13800000000。"}
    )
    photos = UploadsField(required=False)
    submission = forms.CharField(required=False, max_length=64)
    website = forms.CharField(required=False)
    """Hidden from people; what fills it in is a program."""

    def __init__(self, *args: Any, faults: tuple[CommonFault, ...]) -> None:
        super().__init__(*args)
        self._by_words = {fault.words: fault for fault in faults}
        self.is_throttled = False

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        if told.get("website"):
            raise forms.ValidationError("没有收到，请重新填写后再发送。")
        if told.get("fault") not in self._by_words:
            told["fault"] = ""
        if not told["fault"] and not told.get("words") and "words" not in self.errors:
            raise forms.ValidationError("请点一下哪里坏了，或者写几个字。")
        if len(told.get("photos") or ()) > MOST_PHOTOS:
            raise forms.ValidationError(f"最多 {MOST_PHOTOS} 张照片。")
        return told

    def report_values(self) -> dict[str, Any]:
        """The arguments of the report."""
        told = self.cleaned_data
        common = self._by_words.get(told["fault"])
        return {
            "fault": "，".join(part for part in (told["fault"], told["words"].strip()) if part),
            "trade": common.trade if common is not None else None,
            "is_urgent": told["is_urgent"] or (common is not None and common.is_urgent),
            "reporter_name": told["reporter_name"], "reporter_phone": told["reporter_phone"], "photos": told["photos"],
        }  # fmt: skip

    def take_refusal(self, refused: Refused) -> None:
        for problem in refused.problems:
            self.add_error(None, problem.message)
            self.is_throttled = self.is_throttled or problem.code == "throttled"

    @property
    def problems(self) -> list[str]:
        return [str(error) for errors in self.errors.values() for error in errors]
