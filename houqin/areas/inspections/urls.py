from django.urls import path

from houqin.areas.inspections import pages

app_name = "inspections"
urlpatterns = [
    path("inspections/today/", pages.today, name="today"),
    path("inspections/<int:pk>/start/", pages.start_page, name="start"),
    path("inspections/<int:pk>/finish/", pages.finish_page, name="finish"),
    path("inspections/<int:pk>/visit/", pages.visit_page, name="visit"),
    path("inspections/<int:pk>/enter-late/", pages.enter_late_page, name="enter_late"),
    path("checklists/install/", pages.install_page, name="install"),
    path("checklists/<int:pk>/revise/", pages.revise_page, name="revise"),
]
