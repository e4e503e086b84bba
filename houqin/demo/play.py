"""The main job, shown: a school, its plan, a term of work, the summary."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from tqdm import tqdm

from houqin.areas.plans.importing import import_plan
from houqin.areas.summaries.actions import document_of, write_summary
from houqin.areas.summaries.models import Summary
from houqin.areas.summaries.writing import write_file
from houqin.demo.buying import set_up_buying
from houqin.demo.dealing import set_up_contracts
from houqin.demo.keeping import set_up_things
from houqin.demo.plan import sample_plan
from houqin.demo.routines import set_up
from houqin.demo.school import CODE, PASSWORD, Demo, build
from houqin.demo.side import moment
from houqin.demo.storing import set_up_stores
from houqin.demo.term import Play
from houqin.foundation.models import Person, PostHolding, Term
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.rows import School
from houqin.kernel.trail.models import Entry
from houqin.kernel.trail.seal import seal_school

BEFORE, TERM = "2025-2026-1", "2025-2026-2"
NAME = "青禾实验学校"
OUT = Path("out")
PLAN_FILE, SUMMARY_FILE = OUT / "工作计划（样例）.docx", OUT / f"后勤工作总结（{TERM}）.docx"


def play(*, address: str) -> None:
    """Play the demo once; a second time only says where things are."""
    OUT.mkdir(exist_ok=True)
    school = School.objects.filter(code=CODE).first()
    if (
        school is None
        or not Entry.objects.of(school).filter(seal__isnull=False, recorded_at__gte=_last_day(school)).exists()
    ):
        if school is not None:
            raise SystemExit("上次演示没有做完。请删除 var 目录后重新运行 make demo（演示数据，不是真实学校）。")
        school = _whole()
    if not SUMMARY_FILE.exists():
        _keep_summary(school)
    _say(school, address)


def _keep_summary(school: School) -> None:
    """The director's, as it was written; anew where it was deleted meanwhile."""
    written = Summary.objects.of(school).filter(term__code=TERM).order_by("id").first()
    if written is not None:
        SUMMARY_FILE.write_bytes(document_of(written))
    else:
        write_file(school, term_code=TERM, out=SUMMARY_FILE)


def _last_day(school: School) -> datetime:
    term = Term.objects.of(school).filter(code=TERM).first()
    return moment(term.ends_on, 0) if term else clock.now()


def _whole() -> School:
    with transaction.atomic():
        school = School.objects.create(name=NAME, short_name="青禾实验", code=CODE, demo=True)
        demo = Demo(school=school, dice=random.Random(20260302))
        for step in build(demo):
            print(f"建学校：{step}……", flush=True)
        set_up(demo, demo.terms[BEFORE].starts_on, demo.terms[TERM].starts_on)
        print("建学校：供应商、合同、库房和资产……", flush=True)
        for things in (set_up_buying, set_up_contracts, set_up_stores, set_up_things):
            things(demo)
    _term(demo, BEFORE, busy=0.4, words="上学期（较少的记录，供对比）")
    PLAN_FILE.write_bytes(sample_plan())
    with clock.at(moment(demo.terms[TERM].starts_on, 0)):
        told = import_plan(school, PLAN_FILE.read_bytes(), filename=PLAN_FILE.name, term_code=TERM, by=demo.clockwork)
    print(told.said())
    _term(demo, TERM, busy=1.0, words="本学期")
    print("写总结……", flush=True)
    with clock.at(_last_day(school) + timedelta(days=1, hours=10)):  # the last day is sealed
        write_summary(by=demo.actors[(Post.DIRECTOR, None)][0], term=demo.terms[TERM])
    seal_school(school)
    return school


def _term(demo: Demo, code: str, *, busy: float, words: str) -> None:
    term = demo.terms[code]
    total = (term.ends_on - term.starts_on).days + 1
    played = Play(demo, term, busy=busy)
    for _ in tqdm(played.days(), total=total, desc=words, unit="天", ncols=78, mininterval=0.5):
        pass
    if played.events.refused:
        print(f"  其中 {len(played.events.refused)} 次操作被规则拒绝，例如：{played.events.refused[0]}")


def _say(school: School, address: str) -> None:
    entries = Entry.objects.of(school).count()
    print(f"\n{school.name}：{entries} 条留痕。")
    print(f"样例计划：{PLAN_FILE.resolve()}")
    print(f"学期总结：{SUMMARY_FILE.resolve()}")
    print(f"网址：{address}　所有账号的密码：{PASSWORD}")
    shown = Person.objects.of(school).filter(user__isnull=False).order_by("id")
    for person in shown:
        posts = "、".join(h.get_post_display() for h in PostHolding.objects.of(school).filter(person=person))
        print(f"  {person.phone}　{person.name}　{posts}")
    if address != settings.BASE_URL:
        print(f"（总结里的链接指向 {settings.BASE_URL}；换地址请设 HOUQIN_URL。）")
