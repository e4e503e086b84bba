from django.urls import path, re_path

from houqin.kernel.files import pages

app_name = "files"
urlpatterns = [
    re_path(r"^files/(?P<pk>\d{1,18})/(?P<form>thumb|view|original)/$", pages.show, name="show"),
    path("files/to/<str:key>/<int:pk>/", pages.add, name="add"),
]
