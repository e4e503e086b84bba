from houqin.kernel.access import Actor
from houqin.kernel.actions import action
from houqin.kernel.notices.models import Channel, Notice


def not_active(channel: Channel) -> str | None:
    return None if channel.is_active else "这个渠道已停用，请先启用。"


@action(on=Channel, label="试发一条", unless=not_active, noun="trial")
def try_out(channel: Channel, *, by: Actor) -> Channel:
    """Queue a message to this channel alone, so that whoever set it up sees it arrive."""
    Notice(
        school_id=channel.school_id, user_id=by.user_id, user_name=by.name, channel=channel, title="后勤系统试发",
        body="收到这条消息，说明提醒渠道已经接通。", url="/channels/", is_urgent=True,
    ).save()  # fmt: skip
    return channel


@action(on=Channel, label="改为我专用", noun="owner")
def keep_for_me(channel: Channel, *, by: Actor) -> Channel:
    """From now on only this person's notices go this way, and theirs go no other."""
    channel.user_id = by.user_id
    channel.save()
    return channel
