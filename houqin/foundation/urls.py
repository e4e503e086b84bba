from django.urls import path

from houqin.foundation.pages import accounts, calendar, labels, places, rules, setup
from houqin.foundation.sign_in import mine, pages

app_name = "foundation"
urlpatterns = [
    path("setup/", setup.setup, name="setup"),
    path("setup/<str:code>/", setup.step, name="setup_step"),
    path("sign-in/", pages.sign_in, name="sign_in"),
    path("sign-in/code/", pages.sign_in_code, name="sign_in_code"),
    path("sign-out/", pages.sign_out, name="sign_out"),
    path("me/", mine.me, name="me"),
    path("me/school/", mine.switch_school, name="switch_school"),
    path("me/devices/", mine.devices, name="devices"),
    path("me/password/", mine.password, name="password"),
    path("me/two-step/", mine.two_step, name="two_step"),
    path("me/join/<str:token>/", mine.join, name="join"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<str:day>/", calendar.calendar_day, name="calendar_day"),
    path("place-tree/", places.tree, name="place_tree"),
    path("place-tree/add/", places.add_many_places, name="place_batch"),
    path("p/<str:code>/", places.landing, name="landing"),
    path("labels/", labels.choose, name="labels"),
    path("labels/sheet/", labels.sheet, name="label_sheet"),
    path("labels/<str:code>/binding/", places.bind, name="bind"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<str:code>/", rules.rule, name="rule"),
    path("accounts/", accounts.accounts, name="accounts"),
]
