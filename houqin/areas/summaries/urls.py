from django.urls import path
from django.views.generic import RedirectView

from houqin.areas.summaries import filling_pages, pages

app_name = "summaries"
urlpatterns = [
    # Whoever adds one looks at it first: the term that has just ended is chosen there already.
    path("summaries/new/", RedirectView.as_view(pattern_name="summaries:preview")),
    path("summaries/preview/", pages.preview, name="preview"),
    path("summaries/preview/file/", pages.preview_file, name="preview-file"),
    path("summaries/fill/", filling_pages.fill, name="fill"),
    path("summaries/fillings/<int:pk>/review/", filling_pages.review, name="fill-review"),
    path("summaries/fillings/<int:pk>/file/", filling_pages.file, name="fill-file"),
    path("summaries/<int:pk>/file/", pages.file, name="file"),
]
