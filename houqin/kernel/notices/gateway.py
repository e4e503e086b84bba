"""The way out, through the library apprise: 企业微信, 钉钉, 飞书 bots, mail, and any program that takes JSON.

The addresses of the three chat services are fixed inside the library, so the tests point its plugins at a server of their own on this
machine; what the real services answer has not been tried from here. Mail and JSON are tried unaltered against local servers.
"""

import logging
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import apprise
from apprise.logger import LogCapture

from houqin.kernel.notices.models import Channel

Kind = Channel.Kind
SCHEMES: dict[str, tuple[str, ...]] = {
    Kind.WECOM: ("wecombot",), Kind.DINGTALK: ("dingtalk",), Kind.FEISHU: ("feishu", "lark"), Kind.EMAIL: ("mailto", "mailtos"),
    Kind.WEBHOOK: ("json", "jsons"),
}  # fmt: skip
HOOKS = (
    (re.compile(r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([\w-]+)"), "wecombot://{0}"),
    (re.compile(r"https://oapi\.dingtalk\.com/robot/send\?access_token=(\w+)"), "dingtalk://{secret}{0}"),
    (re.compile(r"https://open\.feishu\.cn/open-apis/bot/v2/hook/([\w-]+)/?"), "feishu://{0}"),
    (re.compile(r"https://open\.larksuite\.com/open-apis/bot/v2/hook/([\w-]+)/?"), "lark://{0}"),
    (re.compile(r"http://(.+)"), "json://{0}"),
    (re.compile(r"https://(.+)"), "jsons://{0}"),
)


@cache
def _asset() -> Any:
    return apprise.AppriseAsset(app_id="Houqin", app_desc="后勤", app_url="", async_mode=False, secure_logging=True)


def url_for(channel: Channel) -> str:
    """The library's url for a channel, from the web hook that the service's page shows."""
    told = channel.address.strip()
    secret = f"{channel.secret.strip()}@" if channel.secret.strip() else ""
    for hook, url in HOOKS:
        if match := hook.fullmatch(told):
            return url.format(match[1], secret=secret)
    return told


def why_unusable(channel: Channel) -> str | None:
    """None when something can be sent with this address, else the sentence that says why not."""
    url = url_for(channel)
    scheme = url.partition("://")[0].lower()
    if scheme not in SCHEMES.get(channel.kind, ()):
        return f"这不是{channel.get_kind_display()}的地址，请从该平台的机器人设置页复制 Webhook 地址。"
    if apprise.Apprise.instantiate(url, asset=_asset(), suppress_exceptions=True) is None:
        return "地址不完整或写法有误，请核对后再保存。"
    return None


def send(channel: Channel, title: str, body: str) -> str:
    """Send now; "" when it went out, else why not. Never raises for what the other side does."""
    way = apprise.Apprise.instantiate(url_for(channel), asset=_asset(), suppress_exceptions=True)
    if way is None:
        return "地址不完整或写法有误"
    with LogCapture(level=logging.WARNING) as told:  # type: ignore[no-untyped-call]
        went_out = bool(way.notify(title=title, body=body))
        said = told.getvalue()
    return "" if went_out else _without_secrets(said, channel) or "对方没有接受，也没有说明原因"


def _without_secrets(said: str, channel: Channel) -> str:
    last = (said.strip().splitlines() or [""])[-1]
    for part in _secrets(channel):
        last = last.replace(part, "***")
    return last[:300]


def _secrets(channel: Channel) -> Iterable[str]:
    return [
        part
        for part in re.split(r"[/:@?=&]", f"{channel.address}/{channel.secret}")
        if len(part) >= 8 and "." not in part
    ]
