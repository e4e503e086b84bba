from django.urls import path

from houqin.areas.stores.pages import asking, counter, handing, labels, months, short, today

app_name = "stores"
urlpatterns = [
    path("stores/today/", today.today, name="today"),
    path("stores/in/", today.come_in, name="come_in"),
    path("stores/counter/", counter.counter, name="counter"),
    path("stores/ask/", asking.ask, name="ask"),
    path("stores/find/", asking.find, name="find"),
    path("stores/months/", months.months, name="months"),
    path("stores/short/", short.short, name="short"),
    path("stores/labels/", labels.choose, name="labels"),
    path("stores/labels/sheet/", labels.sheet, name="label_sheet"),
    path("stores/requisitions/<int:pk>/hand-out/", handing.hand_out, name="hand_out"),
    path("stores/requisitions/<int:pk>/approve/", handing.approve, name="approve"),
    path("i/<str:code>/", labels.scanned, name="scanned"),
]
