"""School, people, places, classes and time: the nouns every area points at."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from houqin.foundation import rules_memory, tree
from houqin.foundation.places_data import shipped_place_kinds
from houqin.foundation.posts import NAMES
from houqin.foundation.rules_data import shipped_rules, value_of
from houqin.kernel import clock
from houqin.kernel.declare import shown
from houqin.kernel.rows import ForeignKey, Record, School
from houqin.kernel.rows.reading import columns_of, read, row_of

PHONE = RegexValidator(r"^\+?[0-9][0-9 \-]{4,18}$", "请填写电话号码，只用数字（可带空格、短横和开头的 +）。")


class Users(BaseUserManager["User"]):
    def get(self, *args: Any, **asked: Any) -> "User":
        """By id alone, as every request of a signed-in person asks, without building the query anew each time."""
        if args or list(asked) != ["pk"]:
            return super().get(*args, **asked)
        found = read(f'SELECT {columns_of(self.model)} FROM "{self.model._meta.db_table}" WHERE id = %s', [asked["pk"]])
        if not found:
            raise self.model.DoesNotExist(asked["pk"])
        return row_of(self.model, found[0])  # type: ignore[no-any-return]

    def create_user(self, phone: str, password: str | None = None, *, name: str = "") -> "User":
        user = self.model(phone=phone, name=name or phone)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(phone=username)


class User(AbstractBaseUser):
    """A sign-in (a reference table): one account, however many schools the person serves."""

    phone = models.CharField("手机号", max_length=20, unique=True)
    name = models.CharField("姓名", max_length=40)
    is_active = models.BooleanField("启用", default=True)
    totp_secret = models.CharField(max_length=64, blank=True)
    totp_used = models.BigIntegerField(default=0)  # the half minute of the last code taken: none is taken twice
    must_change_password = models.BooleanField(default=False)
    last_school = models.ForeignKey(School, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "phone"

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"

    def __str__(self) -> str:
        return self.name


class SignIn(models.Model):
    """One signed-in device of an account, so that its owner can see and end it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, db_index=True)
    device = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "登录设备"
        verbose_name_plural = "登录设备"


class Campus(Record):
    name = models.CharField("校区名称", max_length=40)
    address = models.CharField("地址", max_length=120, blank=True)

    class Meta:
        verbose_name = "校区"
        verbose_name_plural = "校区"
        constraints = (models.UniqueConstraint(fields=["school", "name"], name="campus_once"),)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        is_renamed = not self._state.adding and self._loaded is not None and self._loaded["name"] != self.name
        super().save(*args, **options)
        if is_renamed:  # here and not in an action of its own, so that no door can rename without the paths
            tree.rename_campus(self, list(Place.objects.of(self.school_id).filter(campus=self)))


class Department(Record):
    name = models.CharField("部门名称", max_length=40)
    aliases = models.CharField("别称", max_length=120, blank=True, help_text="计划里出现的其他叫法，用顿号分开")

    class Meta:
        verbose_name = "部门"
        verbose_name_plural = "部门"
        constraints = (models.UniqueConstraint(fields=["school", "name"], name="department_once"),)

    def __str__(self) -> str:
        return self.name


class Person(Record):
    """Somebody who works at this school. The account behind may serve other schools too."""

    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("手机号", max_length=20, blank=True, validators=[PHONE])
    staff_number = models.CharField("工号", max_length=20, blank=True)
    department = ForeignKey(Department, null=True, blank=True, verbose_name="部门", related_name="+")
    campus = ForeignKey(Campus, null=True, blank=True, verbose_name="校区", related_name="+")
    user = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        editable=False,
        verbose_name="账号",
        related_name="+",
    )
    is_active = models.BooleanField("在岗", default=True)

    class Meta:
        verbose_name = "教职工"
        verbose_name_plural = "教职工"
        indexes = (models.Index(fields=["school", "user"], name="person_user"),)
        constraints = (
            models.UniqueConstraint(fields=["school", "phone"], condition=~models.Q(phone=""), name="person_phone_once"),
            models.UniqueConstraint(fields=["school", "staff_number"], condition=~models.Q(staff_number=""), name="person_staff_number_once"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class SchoolClass(Record):
    name = models.CharField("班级名称", max_length=40)
    grade = models.CharField("年级", max_length=20, blank=True)
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    teacher = ForeignKey(Person, null=True, blank=True, verbose_name="班主任", related_name="+")
    is_active = models.BooleanField("在读", default=True)

    class Meta:
        verbose_name = "班级"
        verbose_name_plural = "班级"
        constraints = (models.UniqueConstraint(fields=["school", "campus", "name"], name="class_once"),)

    def __str__(self) -> str:
        return self.name


class Student(Record):
    """The least that the office needs; masked until somebody with the post asks."""

    name = models.CharField("姓名", max_length=40)
    student_number = models.CharField("学号", max_length=30)
    school_class = ForeignKey(SchoolClass, verbose_name="班级", related_name="+")
    guardian_phone = models.CharField("监护人电话", max_length=20, blank=True, validators=[PHONE])
    is_active = models.BooleanField("在读", default=True)

    class Meta:
        verbose_name = "学生"
        verbose_name_plural = "学生"
        constraints = (models.UniqueConstraint(fields=["school", "student_number"], name="student_once"),)
        indexes = (models.Index(fields=["school", "school_class"], name="student_class"),)

    def __str__(self) -> str:
        return f"{self.name[:1]}**（{self.student_number}）"


class PostHolding(Record):
    """Who holds which post, and where: at the whole school, a campus, a department or a class."""

    person = ForeignKey(Person, verbose_name="教职工", related_name="+")
    post = models.CharField("岗位", max_length=20, choices=[(code.value, name) for code, name in NAMES.items()])
    campus = ForeignKey(Campus, null=True, blank=True, verbose_name="校区", related_name="+")
    department = ForeignKey(Department, null=True, blank=True, verbose_name="部门", related_name="+")
    school_class = ForeignKey(SchoolClass, null=True, blank=True, verbose_name="班级", related_name="+")

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        indexes = (models.Index(fields=["school", "person"], name="holding_person"),)
        constraints = (
            models.UniqueConstraint(
                fields=["school", "person", "post", "campus", "department", "school_class"],
                nulls_distinct=False,
                name="holding_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.get_post_display()}"


def place_kinds() -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in shipped_place_kinds()]


class Place(Record):
    """A node of the place tree. `code` is on its QR label; `path` is the names from the campus down."""

    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=20, choices=place_kinds)
    campus = ForeignKey(Campus, verbose_name="校区", related_name="+")
    parent = ForeignKey("self", null=True, blank=True, verbose_name="上级场所", related_name="+")
    building = ForeignKey("self", null=True, blank=True, editable=False, verbose_name="楼栋", related_name="+")
    path = models.CharField("位置", max_length=200, editable=False)
    code = models.CharField("编码", max_length=24, editable=False)
    keeper = ForeignKey(Person, null=True, blank=True, verbose_name="责任人", related_name="+")
    school_class = ForeignKey(SchoolClass, null=True, blank=True, verbose_name="使用班级", related_name="+")
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "场所"
        verbose_name_plural = "场所"
        constraints = (
            models.UniqueConstraint(fields=["school", "code"], name="place_code_once"),
            models.UniqueConstraint(fields=["school", "campus", "parent", "name"], nulls_distinct=False, name="place_name_once"),
        )  # fmt: skip
        indexes = (models.Index(fields=["school", "campus", "kind"], name="place_kind"),)

    def __str__(self) -> str:
        return self.path or self.name

    def clean(self) -> None:
        if self.parent is not None and self._loaded is not None and self._loaded["parent_id"] != self.parent_id:
            self.campus_id = self.parent.campus_id
        if problem := tree.parent_problem(self):
            raise ValidationError({"parent": problem})

    def save(self, *args: Any, **options: Any) -> None:
        if not tree.is_moved(self) or self._loaded is None:
            super().save(*args, **options)
            return
        campus_before = self._loaded[
            "campus_id"
        ]  # whoever renames or moves a place, at any door, takes its subtree along
        tree.set_path(self, self.parent, self.campus.name)
        super().save()
        tree.take_along(self, campus_before)

    def save_as_placed(self) -> None:
        """Save a place whose path and campus the tree has just set."""
        super().save()


class Term(Record):
    """A term (学期). code: "2025-2026-2" is the second term of school year 2025-2026."""

    code = models.CharField("学期代码", max_length=11)
    name = models.CharField("名称", max_length=40)
    starts_on = models.DateField("开学日期")
    ends_on = models.DateField("结束日期")

    class Meta:
        verbose_name = "学期"
        verbose_name_plural = "学期"
        constraints = (
            models.UniqueConstraint(fields=["school", "code"], name="term_once"),
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="term_ends_after_start"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    @shown("学年")
    def school_year(self) -> str:
        return self.code.rsplit("-", 1)[0]


class CalendarDay(Record):
    """The school's own word about a day, stronger than the national calendar."""

    on = models.DateField("日期")
    is_school_day = models.BooleanField("上课")
    note = models.CharField("说明", max_length=60, blank=True)

    class Meta:
        verbose_name = "校历调整"
        verbose_name_plural = "校历调整"
        constraints = (models.UniqueConstraint(fields=["school", "on"], name="calendar_day_once"),)

    def __str__(self) -> str:
        return f"{self.on} {'上课' if self.is_school_day else '不上课'}"


class RuleValue(Record):
    """The school's own value for a rule shipped with its source; never looser than a verified national floor."""

    code = models.CharField("规则", max_length=60)
    value = models.CharField("本校取值", max_length=60)
    reason = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "本校规则"
        verbose_name_plural = "本校规则"
        constraints = (models.UniqueConstraint(fields=["school", "code"], name="rule_value_once"),)

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"

    def save(self, *args: Any, **options: Any) -> None:
        super().save(*args, **options)
        rules_memory.forget(self.school_id)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        rules_memory.forget(self.school_id)
        return super().delete(*args, **options)

    def clean(self) -> None:
        """Refuse a value looser than a confirmed national rule; where a rule is only believed, the school decides."""
        shipped = shipped_rules().get(self.code)
        if shipped is None:
            raise ValidationError({"code": f"没有编号为“{self.code}”的规则，请从规则页选择。"})
        value = value_of(shipped, self.value)
        if value is None:
            raise ValidationError(
                {
                    "value": f"“{shipped.name}”要填{'文字' if isinstance(shipped.value, str) else '数字'}，现在是“{self.value}”。"
                }
            )
        if not shipped.allows(value):
            raise ValidationError(
                {
                    "value": f"“{shipped.name}”{shipped.wording()}{shipped.limit()}，本校只能更严，不能改为 {self.value}{shipped.unit}。"
                }
            )
