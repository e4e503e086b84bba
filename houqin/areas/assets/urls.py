from django.urls import path

from houqin.areas.assets.pages import classes, desk, disposals, labels, months, rooms

app_name = "assets"
urlpatterns = [
    path("a/<str:code>/", rooms.scanned, name="scanned"),
    path("assets/", desk.desk, name="desk"),
    path("assets/lists/<str:kind>/", desk.attention, name="attention"),
    path("assets/book/", desk.book, name="book"),
    path("assets/book/<str:code>/", desk.book_class, name="book_class"),
    path("assets/rooms/", rooms.rooms, name="rooms"),
    path("assets/rooms/sheets/", rooms.draw_all, name="draw_sheets"),
    path("assets/rooms/<int:pk>/", rooms.room, name="room"),
    path("assets/property/<int:pk>/receive/", rooms.receive, name="receive_sheet"),
    path("assets/property/<int:pk>/check/", rooms.check, name="check_sheet"),
    path("assets/labels/", labels.choose, name="labels"),
    path("assets/labels/sheet/", labels.sheet, name="label_sheet"),
    path("assets/months/present/", months.present, name="present_month"),
    path("assets/months/<int:pk>/table/", months.table, name="month_table"),
    path("assets/months/<int:pk>/lines/", months.download, name="month_lines"),
    path("assets/classes/official/", classes.official, name="official_classes"),
    path("assets/classes/shipped/", classes.install, name="shipped_classes"),
    path("assets/disposals/new/", disposals.ask, name="ask_disposal"),
]
