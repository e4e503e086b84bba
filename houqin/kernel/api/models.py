from django.conf import settings
from django.db import models

from houqin.kernel.declare import shown
from houqin.kernel.rows import Record, SchoolRow


class ApiToken(Record):
    """A person's key for programs. The key itself is shown once and kept nowhere; `digest` finds it again.

    A table of business rows, so that making and revoking one is on the trail; when it was last used is kept in `TokenUse`.
    """

    class Scope(models.TextChoices):
        READ = "read", "只读"
        WRITE = "write", "读写"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, editable=False, related_name="+", verbose_name="账号"
    )
    owner = models.BigIntegerField("持有人", editable=False, null=True)
    owner_name = models.CharField("持有人姓名", max_length=60, editable=False)
    name = models.CharField("用途", max_length=60)
    digest = models.CharField(max_length=64, editable=False)
    prefix = models.CharField("开头", max_length=24, editable=False)
    scope = models.CharField("权限", max_length=5, choices=Scope, default=Scope.READ)
    records = models.JSONField("限于台账", default=list, blank=True)
    expires_at = models.DateTimeField("有效期至")
    revoked_at = models.DateTimeField("停用时间", null=True, editable=False)

    class Meta:
        verbose_name = "接口令牌"
        verbose_name_plural = "接口令牌"
        constraints = (models.UniqueConstraint(fields=["school", "digest"], name="api_token_once"),)
        indexes = (models.Index(fields=["school", "user"], name="api_token_user"),)

    def __str__(self) -> str:
        return self.name

    @property
    @shown("已停用")
    def is_revoked(self) -> bool:
        return self.revoked_at is not None


class TokenUse(SchoolRow):
    """When a token was last used, to the hour: apart from the token, because use is no change."""

    token_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "token_id"], name="token_use_once"),)
