"""What arrives: a file from a form, from a signature pad, or from a path."""

import base64
import binascii
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

if TYPE_CHECKING:
    Upload = UploadedFile[Any]
else:
    Upload = UploadedFile
"""The type of an action's argument that asks for a file."""

DRAWN = "data:image/png;base64,"


def upload_from(source: Path | bytes, name: str = "") -> Upload:
    """A file that did not come through a form: a command's, the demo's."""
    if isinstance(source, bytes):
        return SimpleUploadedFile(name, source)
    return SimpleUploadedFile(name or source.name, source.read_bytes())


class UploadField(forms.FileField):
    """One file; also a drawn signature, which arrives as a PNG data address."""

    def to_python(self, data: Any) -> Any:
        if isinstance(data, str):
            data = _drawn(data)
        return super().to_python(data)


class UploadsField(UploadField):
    """Any number of files."""

    widget = type("Files", (forms.FileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [one for one in (data if isinstance(data, (list, tuple)) else [data]) if one]
        if not given and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(UploadsField, self).clean(one, initial) for one in given]


def _drawn(data: str) -> Upload | None:
    if not data.startswith(DRAWN):
        return None
    try:
        return SimpleUploadedFile("签名.png", base64.b64decode(data[len(DRAWN) :], validate=True))
    except binascii.Error:
        return None


def upload_input(*, many: bool, **options: Any) -> forms.Field:
    return (UploadsField if many else UploadField)(**options)
