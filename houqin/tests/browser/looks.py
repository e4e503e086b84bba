"""What every page owes its reader, measured in the browser."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[3] / "frontend/node_modules/axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXT = "() => [document.body.innerText, ...[...document.querySelectorAll('[placeholder],[aria-label],[title],img[alt]')]\
    .filter((e) => e.checkVisibility()).flatMap((e) => ['placeholder', 'aria-label', 'title', 'alt'].map((a) => e.getAttribute(a) || ''))].join('\\n')"
SMALL = """(least) => {
  const target = (e) => {
    if (e.matches('.btn-check')) return document.querySelector(`label[for="${e.id}"]`);
    if (e.matches('a') && e.firstElementChild?.matches('img')) return e.firstElementChild;
    if (e.matches('input[type=file]')) return e.closest('label') || e;
    return e.matches('input[type=checkbox], input[type=radio]') ? e.closest('label') || document.querySelector(`label[for="${e.id}"]`) || e : e;
  };
  const inSentence = '.visually-hidden, .visually-hidden-focusable, .pick-list, p, dd, td, th, li, .text-secondary, .alert';
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(inSentence))
    .map((e) => [e, target(e).getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1 && box.height < least)
    .map(([e, box]) => `${e.outerHTML.slice(0, 120)} ${Math.round(box.height)}px`);
}"""
ENGLISH = re.compile(r"[A-Za-z]{3,}")
ALLOWED = re.compile(
    r"\w+\.(?:xlsx|docx|csv|jpg|png|ics|pdf|txt)|https?://\S+|[\w.%+-]+@[\w.-]+|/[\w./?=&-]+|\b[A-Z]{2,6}\b-?[\w-]*|\b[\w-]*\d[\w-]*\b|"
    r"\b(?:Excel|Word|CSV|PDF|MPa|kPa|min|API|OpenAPI|Chromium|Chrome|HeadlessChrome|Linux|Windows|Android|Safari|WeChat|App|iCalendar|Webhook|webhook)\b"
)


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate(SIDEWAYS))


def english(page: Page) -> list[str]:
    """Words left over from the code; codes, units, addresses and names of products are none."""
    return sorted(set(ENGLISH.findall(ALLOWED.sub(" ", page.evaluate(TEXT)))))


def small_targets(page: Page, least: int = 40) -> list[str]:
    """What a cold thumb would miss. A link inside a sentence is no target of its own."""
    return list(page.evaluate(SMALL, least))


def axe_faults(page: Page) -> list[str]:
    """Serious and critical violations: names, contrast, roles."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(f"() => {{ {AXE.read_text()} }}")  # a script tag would be stopped by the pages' own policy
    found: Any = page.evaluate(
        "(rules) => axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] })",
        list(RULES),
    )
    return [
        f"{one['id']}: {node['target'][0]} {node['any'][0]['message'] if node['any'] else ''}"
        for one in found["violations"] if one["impact"] in ("serious", "critical") for node in one["nodes"]
    ]  # fmt: skip
