from django.urls import path

from houqin.areas.stocktakes import differences, pages

app_name = "stocktakes"
urlpatterns = [
    path("stocktakes/<int:pk>/count/", pages.count_page, name="count"),
    path("stocktakes/<int:pk>/count/state/", pages.state_page, name="state"),
    path("stocktakes/<int:pk>/decide/", differences.decide_page, name="decide"),
    path("stocktakes/at/<str:code>/", pages.at_place, name="at"),
]
