"""The lists a school starts from. All can come from Excel."""

from houqin.foundation import accounts, actions, panels, people
from houqin.foundation.models import (
    CalendarDay,
    Campus,
    Department,
    Person,
    Place,
    PostHolding,
    RuleValue,
    SchoolClass,
    Student,
    Term,
)
from houqin.foundation.posts import EVERYONE, LEADERS, OFFICE, OVERSIGHT, Post
from houqin.kernel.declare import Access, Api, ListPage, Panel, RecordType, Related, Section, Sheet, register
from houqin.kernel.pages.nav import NavItem, add_page

SETTERS = frozenset({Post.ADMIN, Post.DIRECTOR, Post.OFFICER})
ACCOUNT_KEEPERS = frozenset({Post.ADMIN, Post.DIRECTOR})
GROUP, SETTINGS = "学校资料", "设置"

CAMPUS = register.add(RecordType(
    key="foundation.campus", path="campuses", model=Campus, icon="school", group=GROUP,
    list_page=ListPage(columns=("name", "address"), search=("name",), order="id"),
    form=(Section(title="校区", fields=("name", "address")),),
    related=(Related(record="foundation.place", link="campus", title="场所"),),
    sheet=Sheet(key=("name",), columns=("name", "address")),
    api=Api(read=("name", "address")),
    access=Access(view=EVERYONE, add=SETTERS, change=SETTERS, delete=SETTERS),
))  # fmt: skip

DEPARTMENT = register.add(RecordType(
    key="foundation.department", path="departments", model=Department, icon="users", group=GROUP,
    list_page=ListPage(columns=("name", "aliases"), search=("name", "aliases"), order="id"),
    form=(Section(title="部门", fields=("name", "aliases")),),
    sheet=Sheet(key=("name",), columns=("name", "aliases")),
    api=Api(read=("name", "aliases")),
    access=Access(view=EVERYONE, add=SETTERS, change=SETTERS, delete=SETTERS),
))  # fmt: skip

PERSON = register.add(RecordType(
    key="foundation.person", path="people", model=Person, icon="user", group=GROUP, offline=True,
    list_page=ListPage(
        columns=("name", "department", "campus", "phone", "is_active"), filters=("department", "campus", "is_active"),
        search=("name", "staff_number"), pinyin=("name",), order="id",
    ),
    form=(Section(title="教职工", fields=("name", "phone", "staff_number", "department", "campus", "is_active")),),
    related=(Related(record="foundation.holding", link="person", title="任职"),),
    sheet=Sheet(key=("staff_number",), columns=("name", "phone", "staff_number", "department__name", "campus__name", "is_active")),
    api=Api(read=("name", "staff_number", "department", "campus", "is_active")),
    access=Access(
        view=EVERYONE, add=SETTERS, change=SETTERS, delete=SETTERS, export=SETTERS | LEADERS, masks={"phone": OFFICE},
        verbs={
            accounts.open_account: ACCOUNT_KEEPERS, accounts.reset_password: ACCOUNT_KEEPERS,
            accounts.drop_two_step: ACCOUNT_KEEPERS, accounts.change_phone: ACCOUNT_KEEPERS,
            accounts.close_account: ACCOUNT_KEEPERS, accounts.join_with_account: (),
            people.add_people: ACCOUNT_KEEPERS,
        },
    ),
))  # fmt: skip

HOLDING = register.add(RecordType(
    key="foundation.holding", path="holdings", model=PostHolding, icon="key", group=GROUP,
    list_page=ListPage(columns=("person", "post", "campus", "department", "school_class"), filters=("post", "campus"), order="id"),
    form=(Section(title="任职", fields=("person", "post", "campus", "department", "school_class")),),
    sheet=Sheet(
        key=("person__staff_number", "post", "campus__name", "department__name", "school_class__name"),
        columns=("person__staff_number", "person__name", "post", "campus__name", "department__name", "school_class__name"),
    ),
    api=Api(read=("person", "post", "campus", "department", "school_class")),
    access=Access(
        view=OFFICE | OVERSIGHT, add=ACCOUNT_KEEPERS, change=ACCOUNT_KEEPERS, delete=ACCOUNT_KEEPERS,
        verbs={people.hand_over: ACCOUNT_KEEPERS},
    ),
))  # fmt: skip

CLASS = register.add(RecordType(
    key="foundation.class", path="classes", model=SchoolClass, icon="users", group=GROUP,
    list_page=ListPage(columns=("name", "grade", "campus", "teacher"), filters=("campus", "grade", "is_active"), search=("name",), order="id"),
    form=(Section(title="班级", fields=("name", "grade", "campus", "teacher", "is_active")),),
    sheet=Sheet(key=("campus__name", "name"), columns=("name", "grade", "campus__name", "teacher__staff_number", "is_active")),
    api=Api(read=("name", "grade", "campus", "teacher")),
    access=Access(view=EVERYONE, add=SETTERS, change=SETTERS, delete=SETTERS, scope={"campus": "campus_id"}),
))  # fmt: skip

STUDENT = register.add(RecordType(
    key="foundation.student", path="students", model=Student, icon="user", group=GROUP, offline=True,
    list_page=ListPage(columns=("student_number", "name", "school_class"), filters=("school_class", "is_active"), search=("student_number",), order="id"),
    form=(Section(title="学生", fields=("name", "student_number", "school_class", "guardian_phone", "is_active")),),
    sheet=Sheet(key=("student_number",), columns=("student_number", "name", "school_class__name", "guardian_phone", "is_active")),
    api=Api(read=("student_number", "school_class")),
    access=Access(
        view={Post.PRINCIPAL, Post.DIRECTOR, Post.CAMPUS_DIRECTOR, Post.ADMIN, Post.NURSE, Post.CLASS_TEACHER},
        add={Post.ADMIN, Post.DIRECTOR}, change={Post.ADMIN, Post.DIRECTOR, Post.CLASS_TEACHER}, delete={Post.ADMIN},
        export={Post.ADMIN}, scope={"campus": "school_class__campus_id", "class": "school_class_id"},
        masks={"name": {Post.PRINCIPAL, Post.DIRECTOR, Post.NURSE, Post.CLASS_TEACHER}, "guardian_phone": {Post.NURSE, Post.CLASS_TEACHER}},
    ),
))  # fmt: skip

PLACE = register.add(RecordType(
    key="foundation.place", path="places", model=Place, icon="map-pin", group=GROUP, prepare=actions.prepare_place,
    list_page=ListPage(
        columns=("path", "kind", "code", "keeper", "is_active"), filters=("campus", "kind", "building", "is_active"),
        search=("path", "code"), order="path",
    ),
    form=(Section(title="场所", fields=("name", "kind", "campus", "parent", "keeper", "school_class", "is_active")),),
    facts=("path", "code", "building"),
    sheet=Sheet(key=("code",), columns=("code", "name", "kind", "campus__name", "parent__code", "keeper__staff_number", "is_active")),
    api=Api(read=("path", "name", "kind", "campus", "parent", "code", "is_active")),
    access=Access(view=EVERYONE, add=SETTERS, change=SETTERS, delete=SETTERS, scope={"campus": "campus_id"},
        verbs={actions.bind_code: SETTERS, actions.add_places: SETTERS},
    ),
))  # fmt: skip

TERM = register.add(RecordType(
    key="foundation.term", path="terms", model=Term, icon="calendar", group=GROUP,
    list_page=ListPage(columns=("name", "code", "starts_on", "ends_on"), order="-starts_on"),
    form=(Section(title="学期", fields=("code", "name", "starts_on", "ends_on")),),
    sheet=Sheet(key=("code",), columns=("code", "name", "starts_on", "ends_on")),
    api=Api(read=("code", "name", "starts_on", "ends_on")),
    access=Access(view=EVERYONE, add=SETTERS, change=SETTERS, delete=SETTERS),
))  # fmt: skip

CALENDAR_DAY = register.add(RecordType(
    key="foundation.calendar_day", path="calendar-days", model=CalendarDay, icon="calendar", group=GROUP,
    list_page=ListPage(columns=("on", "is_school_day", "note"), filters=("is_school_day", "on"), order="-on"),
    form=(Section(title="校历调整", fields=("on", "is_school_day", "note")),),
    sheet=Sheet(key=("on",), columns=("on", "is_school_day", "note")),
    api=Api(read=("on", "is_school_day", "note")),
    access=Access(view=EVERYONE, add=SETTERS, change=SETTERS, delete=SETTERS),
))  # fmt: skip

RULE_VALUE = register.add(RecordType(
    key="foundation.rule_value", path="rule-values", model=RuleValue, icon="settings", group=GROUP,
    list_page=ListPage(columns=("code", "value", "reason"), search=("code", "reason"), order="code"),
    form=(Section(title="本校规则", fields=("code", "value", "reason")),),
    sheet=Sheet(key=("code",), columns=("code", "value", "reason")),
    api=Api(read=("code", "value", "reason")),
    access=Access(view=OFFICE | OVERSIGHT, add=SETTERS, change=SETTERS, delete=SETTERS),
))  # fmt: skip

register.panel(Place, Panel(title="二维码标签", render=panels.place_label))

add_page(NavItem(label="场所树", url="/place-tree/", icon="building", group=GROUP))
add_page(NavItem(label="校历", url="/calendar/", icon="calendar", group=GROUP))
add_page(NavItem(label="打印标签", url="/labels/", icon="qrcode", group=SETTINGS, who=SETTERS))
add_page(NavItem(label="账号", url="/accounts/", icon="key", group=SETTINGS, who=ACCOUNT_KEEPERS))
add_page(NavItem(label="规则与限值", url="/rules/", icon="adjustments", group=SETTINGS, who=OFFICE | OVERSIGHT))
add_page(NavItem(label="初始设置", url="/setup/", icon="settings", group=SETTINGS, who={Post.ADMIN}))
