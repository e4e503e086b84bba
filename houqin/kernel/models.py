"""The kernel's tables, gathered where Django looks for them."""

from houqin.kernel.actions.models import Submission
from houqin.kernel.api.models import ApiToken, TokenUse
from houqin.kernel.files.models import Attachment, StoredFile
from houqin.kernel.jobs.models import ClockRun, Job
from houqin.kernel.notices.models import Channel, Notice
from houqin.kernel.numbering.models import Counter
from houqin.kernel.pages.models import SavedView
from houqin.kernel.rows.models import School
from houqin.kernel.search.models import Posting, Unfiled
from houqin.kernel.sheets.models import ExportNote, Import, ImportRow
from houqin.kernel.trail.models import Entry, Seal

__all__ = [
    "ApiToken",
    "Attachment",
    "Channel",
    "ClockRun",
    "Counter",
    "Entry",
    "ExportNote",
    "Import",
    "ImportRow",
    "Job",
    "Notice",
    "Posting",
    "SavedView",
    "School",
    "Seal",
    "StoredFile",
    "Submission",
    "TokenUse",
    "Unfiled",
]
