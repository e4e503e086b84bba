from django.urls import path

from houqin.kernel.jobs import pages

app_name = "jobs"
urlpatterns = [
    path("jobs/<int:pk>/", pages.show, name="show"),
    path("jobs/<int:pk>/progress/", pages.progress, name="progress"),
    path("jobs/<int:pk>/file/", pages.file, name="file"),
]
