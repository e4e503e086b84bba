from django.urls import path

from houqin.areas.hazards import pages

app_name = "hazards"
urlpatterns = [path("hazards/board/", pages.board, name="board")]
