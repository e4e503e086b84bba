from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from houqin.kernel import clock
from houqin.kernel.rows import ForeignKey, Record, SchoolRow


class Channel(Record):
    """A way out of the system: a group's bot, or somebody's own mail box."""

    class Kind(models.TextChoices):
        WECOM = "wecom", "企业微信群机器人"
        DINGTALK = "dingtalk", "钉钉群机器人"
        FEISHU = "feishu", "飞书群机器人"
        EMAIL = "email", "电子邮件"
        WEBHOOK = "webhook", "其他程序（JSON）"

    name = models.CharField("名称", max_length=40)
    kind = models.CharField("方式", max_length=10, choices=Kind)
    address = models.CharField(
        "地址", max_length=400,
        help_text="机器人的 Webhook 地址；电子邮件写 mailtos://账号:密码@邮件服务器:端口?from=发件人&to=收件人；保存后不再完整显示",
    )  # fmt: skip
    secret = models.CharField("加签密钥", max_length=120, blank=True, help_text="仅钉钉机器人选择“加签”时填写")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        editable=False,
        related_name="+",
        verbose_name="专属账号",
    )
    is_active = models.BooleanField("启用", default=True)
    quiet_from = models.TimeField("免打扰开始", null=True, blank=True)
    quiet_to = models.TimeField("免打扰结束", null=True, blank=True)

    class Meta:
        verbose_name = "提醒渠道"
        verbose_name_plural = "提醒渠道"
        constraints = (models.UniqueConstraint(fields=["school", "name"], name="channel_once"),)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        from houqin.kernel.notices.gateway import why_unusable  # the gateway's library is slow to load

        if (self.quiet_from is None) != (self.quiet_to is None):
            raise ValidationError({"quiet_to": "免打扰的开始和结束要么都填，要么都不填。"})
        if why_not := why_unusable(self):
            raise ValidationError({"address": why_not})

    def is_quiet(self, now: datetime) -> bool:
        """Within the hours in which only urgent notices go out; they may pass midnight."""
        if self.quiet_from is None or self.quiet_to is None:
            return False
        at = timezone.localtime(now).time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to


class Notice(SchoolRow):
    """One message for one person on one channel; without a channel it is only shown in the system."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, db_index=False, related_name="+")
    user_name = models.CharField(max_length=60, blank=True)
    channel = ForeignKey(Channel, models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=120)
    body = models.CharField(max_length=1000, blank=True)
    url = models.CharField(max_length=300, blank=True)
    is_urgent = models.BooleanField(default=False)
    dedupe = models.CharField(max_length=160, blank=True)
    queued_at = models.DateTimeField(default=clock.now)
    send_after = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        constraints = (
            models.UniqueConstraint(fields=["school", "dedupe"], condition=~models.Q(dedupe=""), name="notice_once"),
        )
        indexes = (
            models.Index(fields=["school", "channel", "send_after"], condition=models.Q(sent_at=None, failed_at=None), name="notice_waiting"),
            models.Index(fields=["school", "user", "-id"], name="notice_of_person"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title
