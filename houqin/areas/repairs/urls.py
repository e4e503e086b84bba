from django.urls import path, re_path

from houqin.areas.repairs import pages
from houqin.areas.repairs.public import pages as public

app_name = "repairs"
urlpatterns = [
    path("p/<str:code>/repair/", public.report, name="report"),
    path("r/", public.mine, name="mine"),
    path("r/<str:token>/", public.follow, name="follow"),
    path("r/<str:token>/photos/<int:pk>/", public.photo, name="photo"),
    re_path(r"^r/(?P<token>[^/]+)/(?P<answer>withdrawal|acceptance|reopening)/$", public.answer, name="answer"),
    path("repairs/orders/<int:pk>/finish/", pages.finish, name="finish"),
    path("repairs/orders/<int:pk>/finish/kinds/", pages.find_kinds, name="find_kinds"),
    path("repairs/orders/<int:pk>/finish/materials/", pages.find_materials, name="find_materials"),
    path("repairs/for-me/", pages.for_me, name="for_me"),
    path("repairs/late/", pages.late, name="late"),
    path("repairs/work-kinds/shipped/", pages.shipped_kinds, name="shipped_kinds"),
]
