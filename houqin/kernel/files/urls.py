from django.urls import path, re_path

from houqin.kernel.files import pages

app_name = "files"
urlpatterns = [
    re_path(r"^files/(?P<pk>\d{1,18})/(?P<form>thumb|view|original)/$", pages.show, name="show"),
    path("attachments/<str:key>/<int:pk>/", pages.of_row, name="of_row"),
]
