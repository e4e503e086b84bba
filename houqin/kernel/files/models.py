from django.db import models

from houqin.kernel import clock
from houqin.kernel.rows import ForeignKey, Record, SchoolRow


class StoredFile(SchoolRow):
    """One content, kept once per school under its hash. Camera time and place are as the file tells them: evidence, not truth."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("大小")
    type = models.CharField("类型", max_length=100)
    name = models.CharField("文件名", max_length=200)
    width = models.PositiveIntegerField("宽", null=True)
    height = models.PositiveIntegerField("高", null=True)
    taken_at = models.DateTimeField("拍摄时间", null=True)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True)
    kept_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        constraints = (models.UniqueConstraint(fields=["school", "sha256"], name="stored_file_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.type.startswith("image/")


class Attachment(Record):
    """A file on a row. `sha256` is repeated here, so that the trail's digest of this row covers what the file contained."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "照片"
        PAPER = "paper", "文件"
        SIGNATURE = "signature", "签名"

    file = ForeignKey(StoredFile, verbose_name="文件", related_name="+")
    sha256 = models.CharField("指纹", max_length=64)
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("种类", max_length=10, choices=Kind)
    caption = models.CharField("说明", max_length=200, blank=True)
    model = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    by_name = models.CharField("上传人", max_length=60)

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        indexes = (
            models.Index(fields=["school", "model", "row_id"], name="attachment_of_row"),
            models.Index(fields=["school", "file"], name="attachment_of_file"),
        )

    def __str__(self) -> str:
        return self.caption or self.name
