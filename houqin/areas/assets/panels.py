"""Fragments on the pages of cards, months and classes."""

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

from houqin.areas.assets.models import Asset, BookMonth, Disposal, PropertySheet
from houqin.areas.assets.standing import standings
from houqin.kernel.access import Actor
from houqin.kernel.declare import Panel, register


def worth(asset: Asset, actor: Actor) -> str:
    """What the thing is worth on the books now."""
    if asset.state == Asset.State.DRAFT:
        return "待补全，还没有入账。"
    told = standings(asset.school_id, [asset])[asset.pk]
    if asset.state == Asset.State.DISPOSED:
        return format_html("{} 已处置，不在账上。", asset.disposed_on)
    life = f"按 {asset.life_years} 年折旧" if asset.life_years else "不计提折旧"
    return format_html(
        '<dl class="facts"><div><dt>原值</dt><dd>{} 元</dd></div><div><dt>累计折旧</dt><dd>{} 元</dd></div><div><dt>净值</dt><dd>{} 元</dd></div></dl>'
        '<div class="text-secondary">{}</div>',
        told.gross, told.accumulated, told.net, life,
    )  # fmt: skip


def month_doors(book: BookMonth, actor: Actor) -> str:
    return format_html('<a class="btn" href="/assets/months/{}/table/">按分类看折旧表</a>', book.pk)


def lines_told(sheet: PropertySheet, actor: Actor) -> str:
    """The sheet at a glance: a list of names and numbers, what is wrong in red."""
    rows = [
        (line.name, f"{line.quantity} 件", "" if line.is_whole else f" 缺 {line.missing} 坏 {line.damaged}")
        for line in sheet.told_lines
    ]
    return format_html_join(
        "",
        '<div class="d-flex py-1"><span class="flex-fill">{}</span><span>{}</span><span class="text-red ms-2">{}</span></div>',
        rows,
    )


def split_told(disposal: Disposal, actor: Actor) -> str:
    """What was noticed when it was asked for, before the eyes of whoever decides and of whoever asks later."""
    return render_to_string("assets/split.html", {"told": disposal.split_told}) if disposal.split_told else ""


register.panel(Disposal, Panel(title="提醒", render=split_told))
register.panel(Asset, Panel(title="账面价值", render=worth))
register.panel(BookMonth, Panel(title="折旧表", render=month_doors))
register.panel(PropertySheet, Panel(title="清单", render=lines_told))
