"""One valid row of each of the kernel's own record types."""

from datetime import timedelta
from typing import Any

from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.api.models import ApiToken
from houqin.kernel.api.tokens import issue, new_key
from houqin.kernel.declare import register
from houqin.kernel.notices.models import Channel
from houqin.tests.people import World, actor_of, sample

HOOK = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa"


@sample("kernel.channel")
def a_channel(world: World, campus: str = "north", **values: Any) -> Any:
    told = {"name": f"总务群{Channel.objects.count()}", "kind": Channel.Kind.WECOM, "address": HOOK} | values
    return add(register.get("kernel.channel"), by=Actor.system(world.school.pk), values=told)


@sample("kernel.token")
def a_token(world: World, campus: str = "north") -> Any:
    return issue(
        by=actor_of(world, "mira"), name="校园大屏", scope=ApiToken.Scope.READ, expires_at=clock.now() + timedelta(days=30),
        key=new_key(world.school.pk), records=[],
    )  # fmt: skip
