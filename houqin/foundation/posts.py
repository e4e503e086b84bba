"""Posts (岗位) of a school. The codes are what access sets name; people see the names."""

from enum import StrEnum

from houqin.foundation.posts_data import shipped_posts
from houqin.kernel.access.posts import name_post


class Post(StrEnum):
    PRINCIPAL = "principal"
    DIRECTOR = "director"
    CAMPUS_DIRECTOR = "campus_director"
    OFFICER = "officer"
    REPAIRER = "repairer"
    GUARD = "guard"
    INSPECTOR = "inspector"
    STOREKEEPER = "storekeeper"
    BUYER = "buyer"
    CANTEEN_MANAGER = "canteen_manager"
    COOK = "cook"
    NURSE = "nurse"
    DORM_MANAGER = "dorm_manager"
    CLASS_TEACHER = "class_teacher"
    TEACHER = "teacher"
    BUS_ATTENDANT = "bus_attendant"
    AUDITOR = "auditor"
    BUREAU = "bureau"
    ADMIN = "admin"
    ASSET_KEEPER = "asset_keeper"
    ACCOUNTANT = "accountant"
    CLEANER = "cleaner"


NAMES = {Post(post.code): post.name for post in shipped_posts()}

for _code, _name in NAMES.items():
    name_post(_code.value, _name)

LEADERS = frozenset({Post.PRINCIPAL, Post.DIRECTOR, Post.CAMPUS_DIRECTOR})
OFFICE = LEADERS | {Post.OFFICER, Post.ADMIN}
OVERSIGHT = frozenset({Post.AUDITOR, Post.BUREAU})
"""See everything of their schools, change nothing."""
STAFF = frozenset(Post) - OVERSIGHT
EVERYONE = frozenset(Post)
