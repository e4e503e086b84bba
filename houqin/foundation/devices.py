"""The device a request came from, in a few words a person recognises in a list of sign-ins and on the trail."""

from django.http import HttpRequest

# The first hit wins: a chat client's browser also calls itself Chrome and Safari, and Edge calls itself Chrome.
CLIENTS = (
    ("wxwork", "企业微信"), ("micromessenger", "微信"), ("dingtalk", "钉钉"), ("lark", "飞书"), ("feishu", "飞书"), ("huaweibrowser", "华为浏览器"),
    ("ucbrowser", "UC浏览器"), ("qqbrowser", "QQ浏览器"), ("edg", "Edge"), ("firefox", "Firefox"), ("fxios", "Firefox"), ("chrome", "Chrome"),
    ("crios", "Chrome"), ("safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("harmonyos", "鸿蒙"), ("openharmony", "鸿蒙"), ("android", "Android"), ("iphone", "iPhone"), ("ipad", "iPad"), ("windows", "Windows"),
    ("mac os", "Mac"), ("linux", "Linux"),
)  # fmt: skip


def device_words(user_agent: str) -> str:
    """ "微信 Android", "Chrome Windows"; "未知设备" when the browser does not say."""
    told = user_agent.lower()
    found = [next((name for mark, name in known if mark in told), "") for known in (CLIENTS, SYSTEMS)]
    return " ".join(name for name in found if name) or "未知设备"


def address_of(request: HttpRequest) -> str | None:
    return request.META.get("REMOTE_ADDR") or None


def device_of(request: HttpRequest) -> str:
    return f"{device_words(request.headers.get('User-Agent', ''))} {address_of(request) or ''}".strip()[:120]
