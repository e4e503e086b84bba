"""Photos and papers: kept by what they contain, hung on any row, shown only to those who may see the row.

In an action: `photos: Annotated[list[Upload], Ask(widget="photos")]`, and in its body `attach_all(row, photos, by)`.
"""

from houqin.kernel.files.attaching import attach, attach_all, attachments_of, carry
from houqin.kernel.files.keeping import keep, keep_made
from houqin.kernel.files.upload import Upload, upload_from

__all__ = ["Upload", "attach", "attach_all", "attachments_of", "carry", "keep", "keep_made", "upload_from"]
