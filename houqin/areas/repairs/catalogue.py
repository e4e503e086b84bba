"""Trades, the catalogue of repair work, and a first guess at the trade from a reporter's words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from houqin.foundation.shipped import Table, read_table, refuse, repeated

DATA = Path(__file__).with_name("data")
OTHER = "other"
PART_WEIGHT, SYNONYM_WEIGHT = 4, 3
WHERE_SHARE, WHOSE_SHARE = 0.2, 0.5
MOST_WORDS_TOLD = 3


@dataclass(frozen=True, kw_only=True)
class Trade:
    code: str
    name: str
    about: str


@dataclass(frozen=True, kw_only=True)
class ShippedWork:
    """One kind of work done, counted in its unit."""

    code: str
    name: str
    unit: str
    trade: str
    part: str
    synonyms: tuple[str, ...]
    usual_minutes: int


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    trades: tuple[Trade, ...]
    lines: tuple[ShippedWork, ...]
    words: Mapping[str, tuple[str, float]]
    """Every word that speaks for a trade, with that trade and its weight; neutral words weigh nothing."""
    beside: tuple[str, ...]
    in_order: tuple[str, ...]

    @cached_property
    def words_by_start(self) -> Mapping[str, tuple[str, ...]]:
        """Words by their first character, longest first: an import guesses ten thousand trades."""
        found: dict[str, list[str]] = {}
        for word in sorted(self.words, key=len, reverse=True):
            found.setdefault(word[0], []).append(word)
        return {start: tuple(words) for start, words in found.items()}

    def trade(self, code: str) -> Trade:
        return next(trade for trade in self.trades if trade.code == code)


@dataclass(frozen=True, kw_only=True)
class TradeSuggestion:
    trade: Trade
    why: str


@cache
def shipped_catalogue() -> Catalogue:
    return load_catalogue(DATA / "trades.toml", DATA / "work_catalogue.toml")


def suggest_trade(text: str, catalogue: Catalogue | None = None) -> TradeSuggestion:
    """The likeliest trade; a person may always choose another, so an unsure guess says so instead of failing."""
    known = catalogue or shipped_catalogue()
    scores: dict[str, float] = {}
    told: dict[str, list[str]] = {}
    for word, weight in _weighed_words(_plain(text), known):
        trade = known.words[word][0]
        if word not in told.setdefault(trade, []):
            told[trade].append(word)
            scores[trade] = scores.get(trade, 0) + weight
    best = max(scores, key=lambda code: scores[code], default=OTHER)
    if not scores.get(best):
        return TradeSuggestion(trade=known.trade(OTHER), why="没有认出要修的东西，请选择工种")
    said = "".join(f"“{word}”" for word in told[best][:MOST_WORDS_TOLD])
    return TradeSuggestion(trade=known.trade(best), why=f"提到{said}")


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _weighed_words(text: str, known: Catalogue) -> Iterator[tuple[str, float]]:
    """Words that speak for a trade, longest first at each place, less heavy where they only tell where or whose."""
    at = 0
    while at < len(text):
        for word in known.words_by_start.get(text[at], ()):
            if text.startswith(word, at):
                break
        else:
            at += 1
            continue
        at += len(word)
        weight = known.words[word][1] * _share(text[at:], known)
        if weight:
            yield word, weight


def _share(rest: str, known: Catalogue) -> float:
    if rest.startswith(known.in_order):
        return 0
    if rest.startswith(known.beside):
        return WHERE_SHARE
    return WHOSE_SHARE if rest.startswith("的") else 1


def load_catalogue(trades_path: Path, lines_path: Path) -> Catalogue:
    """Both files are read before anything is refused, so that one run tells every problem."""
    problems: list[str] = []
    root = read_table(trades_path, problems)
    neutral, beside, in_order = root.texts("neutral"), root.texts("beside"), root.texts("in_order")
    said: dict[str, tuple[str, float]] = {}
    trades = tuple(_trade(row, said) for row in root.tables("trades"))
    root.finish()
    lines = _lines(lines_path, {trade.code for trade in trades}, problems)
    if OTHER not in {trade.code for trade in trades}:
        problems.append(f"{trades_path.name}: there must be a trade {OTHER!r} for what fits nowhere")
    both = sorted(set(neutral) & set(said))
    problems += [f"{trades_path.name}: {word!r} is neutral and a keyword at once" for word in both]
    words = _words_of_lines(lines, said, problems) | said | dict.fromkeys(neutral, (OTHER, 0.0))
    # Reports are folded before they are compared; a word kept otherwise would never be found.
    problems += [f"{word!r} must be written {_plain(word)!r}" for word in words if word != _plain(word)]
    refuse(problems)
    return Catalogue(trades=trades, lines=lines, words=words, beside=beside, in_order=in_order)


def _trade(row: Table, said: dict[str, tuple[str, float]]) -> Trade:
    trade = Trade(code=row.text("code"), name=row.text("name"), about=row.text("about"))
    for keywords in row.tables("keywords"):
        weight = keywords.number("weight") or 0
        if weight <= 0:
            keywords.complain("'weight' must be above 0")
        for word in keywords.texts("words"):
            if word in said:
                keywords.complain(f"{word!r} already speaks for {said[word][0]}")
            said[word] = (trade.code, weight)
        keywords.finish()
    row.finish()
    return trade


def _lines(path: Path, trades: set[str], problems: list[str]) -> tuple[ShippedWork, ...]:
    root = read_table(path, problems)
    lines = tuple(_line(row, trades) for row in root.tables("lines"))
    root.finish()
    problems += [f"{path.name}: line code {code!r} is used twice" for code in repeated(line.code for line in lines)]
    problems += [f"{path.name}: two lines are called {name!r}" for name in repeated(line.name for line in lines)]
    return lines


def _line(row: Table, trades: set[str]) -> ShippedWork:
    line = ShippedWork(
        code=row.text("code"),
        name=row.text("name"),
        unit=row.text("unit"),
        trade=row.one_of("trade", trades),
        part=row.text("part"),
        synonyms=row.texts("synonyms"),
        usual_minutes=row.whole("usual_minutes"),
    )
    row.finish()
    if not line.code.startswith(f"{line.trade}."):
        row.complain(f"code must begin with {line.trade!r} and a dot")
    if line.usual_minutes < 1:
        row.complain("'usual_minutes' must be at least 1")
    return line


def _words_of_lines(
    lines: tuple[ShippedWork, ...], said: Mapping[str, tuple[str, float]], problems: list[str]
) -> dict[str, tuple[str, float]]:
    """Parts and synonyms as words; one that two trades share must be settled in the trades file."""
    words: dict[str, tuple[str, float]] = {}
    for line in lines:
        for word, weight in [(line.part, PART_WEIGHT), *((synonym, SYNONYM_WEIGHT) for synonym in line.synonyms)]:
            trade, known_weight = words.get(word, (line.trade, 0))
            if trade != line.trade and word not in said:
                problems.append(f"{word!r} is used by {trade} and {line.trade}: settle it among the trades' keywords")
            words[word] = (line.trade, max(weight, known_weight, _inner_weight(word, line.trade, said)))
    return words


def _inner_weight(word: str, trade: str, said: Mapping[str, tuple[str, float]]) -> float:
    """A longer word hides the keywords inside it from the scan, so it must weigh no less than they do."""
    parts = (word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1))
    return max((said[part][1] for part in parts if part in said and said[part][0] == trade), default=0)
