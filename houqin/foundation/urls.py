from django.urls import path

from houqin.foundation.pages import calendar
from houqin.foundation.sign_in import mine, pages

app_name = "foundation"
urlpatterns = [
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
]
