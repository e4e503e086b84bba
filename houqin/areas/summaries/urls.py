from django.urls import path

from houqin.areas.summaries import pages

app_name = "summaries"
urlpatterns = [
    path("summaries/preview/", pages.preview, name="preview"),
    path("summaries/preview/file/", pages.preview_file, name="preview-file"),
    path("summaries/<int:pk>/file/", pages.file, name="file"),
]
