from django.urls import path

from houqin.areas.summaries import filling_pages, pages

app_name = "summaries"
urlpatterns = [
    path("summaries/preview/", pages.preview, name="preview"),
    path("summaries/preview/file/", pages.preview_file, name="preview-file"),
    path("summaries/fill/", filling_pages.fill, name="fill"),
    path("summaries/fillings/<int:pk>/review/", filling_pages.review, name="fill-review"),
    path("summaries/fillings/<int:pk>/file/", filling_pages.file, name="fill-file"),
    path("summaries/<int:pk>/file/", pages.file, name="file"),
]
