from django.urls import path

from houqin.kernel.figures import pages

app_name = "figures"
urlpatterns = [
    path("figures/", pages.list_figures, name="list"),
    path("figures/<str:key>/<str:start>-<str:end>/", pages.from_paper, name="from_paper"),
    path("figures/<str:key>/", pages.show_evidence, name="evidence"),
    path("figures/<str:key>/excel/", pages.export_evidence, name="excel"),
]
