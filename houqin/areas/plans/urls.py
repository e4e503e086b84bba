from django.urls import path

from houqin.areas.plans import pages

app_name = "plans"
urlpatterns = [
    path("plans/<int:pk>/review/", pages.review, name="review"),
    path("tasks/board/", pages.board, name="board"),
    path("tasks/progress/", pages.progress, name="progress"),
    path("tasks/subscribe/", pages.subscribe, name="subscribe"),
    path("tasks/feed/<str:token>.ics", pages.feed, name="feed"),
]
