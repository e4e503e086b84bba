from django.urls import path

from houqin.front import pages

app_name = "front"
urlpatterns = [
    path("", pages.home, name="home"),
    path("inbox/", pages.inbox, name="inbox"),
    path("menu/", pages.menu, name="menu"),
    path("search/", pages.search_all, name="search"),
]
